/** The row of an upload in the tray: its name, its progress, and a retry if it failed. */
import { button, fill, h } from './dom.js';
import { whileTrying } from './error-words.js';
import { icon } from './icons.js';
import { pictureHref } from './router.js';
import { doing, stepWords, stepsOf } from './steps.js';
import { isOver, kindOf } from './tray-order.js';
import { STATUS, needsYou, plural, waitingWords } from './words.js';

/**
 * @param {object} item of `Uploads`
 * @param {{retry: () => Promise, ended: (words: string, bad: boolean) => void}} on `ended` is called
 *     when nothing more will happen
 * @returns {{element: HTMLElement, update: () => void}}
 */
export function uploadRow(item, on) {
  const element = h('li', { class: 'upload', 'data-test': 'upload', 'data-name': item.name });
  let shown;

  function update() {
    const state = rowState(item);
    const key = JSON.stringify(state);
    if (key === shown) return;
    if (shown && state.ended) on.ended(`${item.name}: ${state.text}`, state.bad);
    shown = key;
    element.dataset.phase = state.phase;
    fill(element, rowContent(item, state, on.retry));
  }

  return { element, update };
}

function rowState(item) {
  const { phase, percent, image } = item;
  const steps = phase === 'sent' || phase === 'settled' ? stepsOf(image, item.execution) : [];
  const ended = isOver(item);
  const retry = phase === 'refused' ? item.retryable : image?.error?.retryable;
  return {
    phase: phase === 'refused' ? phase : (image?.status ?? phase),
    text: wordsFor(item, steps),
    percent: phase === 'sending' ? percent : null,
    steps: steps.map((step) => ({ name: step.name, status: step.status, words: stepWords(step) })),
    ended,
    bad: kindOf(item) === 'bad',
    retry: Boolean(ended && retry),
    linked: Boolean(image),
  };
}

function wordsFor({ phase, percent, image, error }, steps) {
  if (phase === 'waiting') return error ? awayWords(error) : 'Waiting to be uploaded';
  if (phase === 'sending') return `Uploading ${percent}%`;
  if (phase === 'refused') return error.message;
  if (!image) return 'Uploaded, waits for its turn';
  if (phase === 'sent') return waitingWords(image) ?? doing(steps);
  if (image.status === 'partial') return `${STATUS.partial}. ${image.error?.message ?? ''}`.trim();
  if (image.error) return image.error.message;
  if (needsYou(image)) return 'Needs you: nothing names this product yet';
  const found = image.tags?.length ?? 0;
  return found ? `${STATUS.done}, ${plural(found, 'tag')}` : STATUS.done;
}

const awayWords = ({ status, message }) => (status === 401 ? 'Waits until you sign in again' : whileTrying(message));

function rowContent(item, state, retry) {
  const text = { class: state.bad ? 'upload-text bad' : 'upload-text', 'data-test': 'upload-text' };
  const sending = { max: 100, value: state.percent, 'aria-label': `Upload of ${item.name}` };
  return [
    previewOf(item),
    h(
      'div',
      { class: 'upload-body' },
      nameOf(item, state.linked),
      h('p', text, state.text),
      state.percent === null ? track(state.steps) : h('progress', sending),
    ),
    state.retry && retryButton(item, retry),
  ];
}

function previewOf({ preview }) {
  const shape = {
    class: 'upload-preview',
    src: preview,
    alt: '',
    loading: 'lazy',
    decoding: 'async',
  };
  const none = () => h('span', { class: 'upload-preview' }, icon('picture'));
  if (!preview) return none();
  const img = h('img', shape);
  // The browser shows its own sign of a broken picture for formats that it cannot decode.
  img.addEventListener('error', () => img.replaceWith(none()), { once: true });
  return img;
}

function nameOf({ imageId, name }, linked) {
  if (!linked) return h('span', { class: 'upload-name' }, name);
  const link = { href: pictureHref(imageId), class: 'upload-name', 'data-test': 'upload-link' };
  return h('a', link, name);
}

function retryButton({ key, name, error }, retry) {
  const attributes = {
    class: 'button small',
    'data-test': 'upload-retry',
    'data-key': key,
    'aria-label': error?.code === 'KNOWN' ? `Upload ${name} again` : `Retry ${name}`,
  };
  return button(error?.code === 'KNOWN' ? 'Upload again' : 'Retry', attributes, retry);
}

function track(steps) {
  if (steps.length === 0) return null;
  const step = ({ name, status, words }) =>
    h(
      'li',
      { 'data-status': status, title: words, 'data-test': `step-${name}` },
      h('span', { class: 'sr' }, words),
    );
  return h('ol', { class: 'track' }, steps.map(step));
}
