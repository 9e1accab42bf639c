/** The dialogs that come before an action on many pictures. */
import { fieldsOfDialog, openDialog } from './dialog.js';
import { draftedFields } from './drafts.js';
import { h } from './dom.js';
import { percent, plural } from './words.js';

const MOST_OFFERED = 12;

const knownList = (id, values) => h('datalist', { id }, values.map((value) => h('option', { value })));

/** @param {(tag: string, done: () => void) => Promise} add calls `done` when that is done: what was typed is kept until then */
export function tagDialog({ filters, drafts }, add) {
  const field = h('input', {
    class: 'input',
    list: 'bulk-tags',
    maxlength: 100,
    autocomplete: 'off',
    'aria-label': 'Tag',
    'data-test': 'bulk-tag-input',
  });
  const forget = draftedFields([field], drafts);
  const content = [field, knownList('bulk-tags', filters.valuesOf('tag'))];
  const run = () => add(field.value.trim(), forget);
  ask('Add a tag to the selected pictures', 'Add', content, { run, isReady: isTyped(field), forget });
}

/** Whether something is typed; the field that lacks it gets the focus. */
function isTyped(field) {
  return () => {
    const isReady = field.value.trim() !== '';
    if (!isReady) field.focus();
    return isReady;
  };
}

/** @param {(attribute: string, value: string, done: () => void) => Promise} set calls `done` as in `tagDialog` */
export async function attributeDialog({ questions, filters, drafts }, set) {
  await questions.load();
  const names = questions.names();
  const name = h(
    'select',
    { class: 'input', 'aria-label': 'Attribute', 'data-test': 'bulk-attribute-name' },
    names.map((one) => h('option', { value: one }, questions.title(one))),
  );
  const field = h('input', {
    class: 'input',
    list: 'bulk-values',
    maxlength: 100,
    autocomplete: 'off',
    'aria-label': 'Value',
    placeholder: 'Type or choose',
    'data-test': 'bulk-attribute-value',
  });
  const list = knownList('bulk-values', []);
  const offer = () => {
    const answers =
      questions.answersTo(name.value) ?? filters.valuesOf(name.value).map((value) => ({ value }));
    list.replaceChildren(...answers.map(({ value, note }) => h('option', { value }, note)));
  };
  name.addEventListener('change', offer);
  const forget = draftedFields([name, field], drafts);
  offer();
  const run = () => set(name.value, field.value.trim(), forget);
  ask('Set an attribute of the selected pictures', 'Set', [name, field, list], { run, isReady: isTyped(field), forget });
}

/**
 * @param {Array<{key: string, product?: {sku: string}}>} images the selected ones, as far as they
 *     are loaded
 * @param {(sku: string, done: () => void) => Promise} group calls `done` as in `tagDialog`
 */
export function groupDialog({ drafts }, images, group) {
  const known = images.find((image) => image.product)?.product.sku;
  const field = h('input', {
    class: 'input',
    maxlength: 100,
    autocomplete: 'off',
    value: known ?? '',
    'aria-label': 'SKU of the product',
    placeholder: 'SKU, for example MUG-42',
    'data-test': 'bulk-group-sku',
  });
  const hint = h(
    'p',
    { class: 'hint' },
    'They become the photos of one product with this SKU, in the order in which you selected them: the first is the main photo.',
  );
  const forget = draftedFields([field], drafts);
  const run = () => group(field.value.trim(), forget);
  ask('Make the selected pictures one product', 'Group', [field, hint], { run, isReady: isTyped(field), forget });
}

/**
 * Offers what is suggested on the selected pictures, the most frequent first.
 *
 * @param {Array<{suggestions: Array}>} images
 * @param {(one: {attribute?: string, label: string}) => Promise} accept
 */
export async function acceptDialog({ questions }, images, accept) {
  await questions.load();
  const offered = suggestionsOf(images).slice(0, MOST_OFFERED);
  if (offered.length === 0) {
    openDialog({
      title: 'Nothing to accept',
      content: [h('p', {}, 'Nothing is suggested on the selected pictures.')],
      actions: [{ label: 'Close', primary: true }],
    });
    return;
  }
  const choice = (one, at) =>
    h(
      'label',
      { class: 'check' },
      h('input', { type: 'radio', name: 'accept', value: at, checked: at === 0, 'data-test': 'bulk-suggestion', 'data-key': one.label }),
      h(
        'span',
        {},
        `${one.attribute ? questions.title(one.attribute) : 'Tag'}: ${one.label}`,
        h('small', {}, `${plural(one.count, 'picture')}, at least ${percent(one.least)} sure`),
      ),
    );
  const list = h('div', { role: 'radiogroup', 'aria-label': 'Suggestions' }, offered.map(choice));
  const run = () => accept(offered[Number(list.querySelector(':checked').value)]);
  ask('Accept where it is suggested', 'Accept', [list], { run });
}

/** @returns {Array<{attribute?: string, label: string, count: number, least: number}>} */
function suggestionsOf(images) {
  const all = new Map();
  for (const { suggestions = [] } of images) {
    for (const { attribute, label, score } of suggestions) {
      const key = `${attribute ?? ''}:${label}`;
      const known = all.get(key) ?? { attribute, label, count: 0, least: 1 };
      all.set(key, { ...known, count: known.count + 1, least: Math.min(known.least, score) });
    }
  }
  return [...all.values()].sort((a, b) => b.count - a.count || b.least - a.least);
}

/** @param {string} count how many, in words */
export function deleteDialog(count, run) {
  openDialog({
    title: 'Delete these pictures?',
    content: [
      h(
        'p',
        {},
        `${count}. The pictures, their restyles and all that is known about them go to the bin. For 30 days they can be restored; then they are deleted for good.`,
      ),
    ],
    actions: [
      { label: 'Keep them', test: 'bulk-delete-cancel' },
      { label: 'Delete', danger: true, test: 'bulk-delete-confirm', run },
    ],
  });
}

/**
 * @param {{run: () => Promise, isReady?: () => boolean, forget?: () => void}} on `isReady`: whether there is
 *     something to run, else the dialog stays; `forget` is called when the seller cancels
 */
function ask(title, label, content, { run, isReady = () => true, forget = () => {} }) {
  openDialog({
    title,
    content: [fieldsOfDialog(content)],
    actions: [
      { label: 'Cancel', test: 'bulk-cancel', run: async () => forget() },
      { label, primary: true, test: 'bulk-confirm', isReady, run },
    ],
  });
}
