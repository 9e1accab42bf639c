/** The texts of a picture that a seller may write by hand, each in a form of several lines. */
import * as api from './api.js';
import { button, h } from './dom.js';
import { drafted } from './drafts.js';
import { toast } from './say.js';

/** Names of the texts, and the most characters that the API takes. */
const TEXTS = {
  title: { label: 'Title', longest: 255 },
  altText: { label: 'Alt text', longest: 512 },
  caption: { label: 'Caption', longest: 1000 },
  prompt: { label: 'Prompt', longest: 1000 },
};

/** @param {string} name of a text, as in the API @returns {string} its name for sellers */
export const textLabel = (name) => TEXTS[name].label;

/** @returns {boolean} whether a person wrote the text, so that no run changes it */
export const isLocked = (image, name) => (image.lockedTexts ?? []).includes(name);

/**
 * @param {{imageId: string, name: string, value: string}} text
 * @param {object} page with `correct` and `drafts`
 * @param {{closed: () => void, opened: () => void}} on `closed` is called when the text is kept, or the seller
 *     cancels; `opened` when they take back what they have dropped by that
 */
export function textForm({ imageId, name, value }, page, { closed, opened }) {
  const { label, longest } = TEXTS[name];
  const close = () => {
    page.drafts.put(name, null);
    closed();
  };
  const cancel = () => {
    const words = field.value;
    close();
    if (words === value) return;
    const run = async () => {
      page.drafts.put(name, words);
      opened();
    };
    toast(`${label} not changed`, { action: { label: 'Go on editing', run } });
  };
  const save = async (words) => {
    // The form stays until the text is kept: while Vitrine is away nothing is lost.
    if (await page.correct(() => api.putText(imageId, name, words), `${label} kept`)) close();
  };
  const field = h(
    'textarea',
    {
      class: 'input area',
      rows: 3,
      required: true,
      maxlength: longest,
      'aria-label': label,
      'data-test': 'text-input',
      'data-key': name,
    },
    value,
  );
  const form = h(
    'form',
    { class: 'text-form', 'data-test': 'text-form', 'data-key': name },
    drafted(field, name, page.drafts),
    h(
      'div',
      { class: 'panel-actions' },
      h('button', { class: 'button primary small', 'data-test': 'text-save' }, 'Keep'),
      button('Cancel', { class: 'button quiet small', 'data-test': 'text-cancel' }, cancel),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const words = field.value.trim();
    if (words) save(words);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      cancel();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  return form;
}

/** Focuses the field of a text's form. */
export function focusText(name) {
  document.querySelector(`[data-test=text-form][data-key=${name}] textarea`)?.focus();
}

/** @returns {Node|null} a button that lets Vitrine write the text again; null if it wrote it */
export function rewriteButton(image, name, page, looks) {
  if (!isLocked(image, name)) return null;
  return button('Write anew', { ...looks, 'data-test': 'text-unlock', 'data-key': name }, () =>
    page.correct(
      () => api.putText(image.imageId, name, null),
      `Vitrine writes it again: ${textLabel(name).toLowerCase()}`,
    ),
  );
}
