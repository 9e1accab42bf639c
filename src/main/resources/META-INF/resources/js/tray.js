/** The uploads, docked at the page's edge: one row a picture, from "waiting" to "ready". */
import { button, fill, h } from './dom.js';
import { icon } from './icons.js';
import { pictureHref } from './router.js';
import { announce, attempt } from './say.js';
import { doing, stepsOf } from './steps.js';
import { plural } from './words.js';

const WORD = { todo: 'to do', running: 'running', done: 'done', failed: 'failed', none: 'not asked for' };

/** So many uploads are announced one by one; of more, only what goes wrong, and the end. */
const FEW = 5;

/**
 * @param {HTMLElement} root
 * @param {Uploads} uploads
 * @param {() => void} poke looks at the workflow at once
 */
export function tray(root, uploads, poke) {
  const rows = new Map();
  const summary = h('h2', { class: 'tray-title', 'data-test': 'tray-summary' });
  const bar = h('progress', { class: 'tray-bar', max: 100, 'aria-label': 'All uploads' });
  const list = h('ul', { class: 'tray-list' });
  const fold = button(icon('chevron'), { class: 'icon-button', 'data-test': 'tray-fold' }, () =>
    setFolded(!root.classList.contains('folded')),
  );
  const clear = button('Clear', { class: 'button quiet small', 'data-test': 'tray-clear' }, () =>
    uploads.clear(),
  );
  root.append(h('header', { class: 'tray-head' }, summary, clear, fold), bar, list);
  setFolded(matchMedia('(max-width: 599px)').matches);

  function setFolded(folded) {
    root.classList.toggle('folded', folded);
    fold.setAttribute('aria-expanded', String(!folded));
    fold.setAttribute('aria-label', folded ? 'Show the uploads' : 'Fold the uploads away');
  }

  function draw() {
    const { items } = uploads;
    root.hidden = items.length === 0;
    document.body.classList.toggle('has-tray', items.length > 0);
    tell(summaryOf(items));
    const share = items.reduce((sum, item) => sum + shareOf(item), 0) / (items.length || 1);
    bar.value = Math.round(share * 100);
    bar.hidden = share === 1;
    clear.hidden = !items.some((item) => ['settled', 'refused'].includes(item.phase));
    for (const [item, row] of rows) if (!items.includes(item)) row.element.remove();
    for (const item of [...rows.keys()]) if (!items.includes(item)) rows.delete(item);
    [...items].reverse().forEach((item) => place(item));
  }

  function tell(words) {
    if (words === summary.textContent) return;
    summary.textContent = words;
    const over = uploads.items.every((item) => ['settled', 'refused'].includes(item.phase));
    if (over && words) announce(words);
  }

  function place(item) {
    const known = rows.get(item);
    const row = known ?? rowFor(item);
    if (!known) {
      rows.set(item, row);
      list.prepend(row.element);
    }
    row.update();
  }

  function rowFor(item) {
    const element = h('li', { class: 'upload', 'data-test': 'upload', 'data-name': item.name });
    let shown;
    const update = () => {
      const state = rowState(item);
      const key = JSON.stringify(state);
      if (key === shown) return;
      const worthWords = state.bad || uploads.items.length <= FEW;
      if (shown && state.ended && worthWords) announce(`${item.name}: ${state.text}`);
      shown = key;
      element.dataset.phase = state.phase;
      fill(element, rowContent(item, state, () => attempt(() => uploads.retry(item)).then(poke)));
    };
    return { element, update };
  }

  uploads.addEventListener('change', draw);
  draw();
}

function rowState(item) {
  const { phase, percent, image } = item;
  const steps = phase === 'sent' || phase === 'settled' ? stepsOf(image, item.execution) : [];
  const ended = phase === 'settled' || phase === 'refused';
  const retry = phase === 'refused' ? item.retryable : image?.error?.retryable;
  const bad = phase === 'refused' || ['failed', 'rejected'].includes(image?.status);
  return {
    phase: image?.status ?? phase,
    text: wordsFor(item, steps),
    percent: phase === 'sending' ? percent : null,
    steps: steps.map(({ name, status }) => ({ name, status })),
    ended,
    bad,
    retry: Boolean(ended && retry),
    linked: Boolean(image),
  };
}

function wordsFor({ phase, percent, image, error }, steps) {
  if (phase === 'waiting') return 'Waiting to be uploaded';
  if (phase === 'sending') return `Uploading ${percent}%`;
  if (phase === 'refused') return error.message;
  if (!image) return 'Uploaded, received soon';
  if (phase === 'sent') return doing(steps);
  if (image.status === 'partial') return `Partly ready. ${image.error?.message ?? ''}`.trim();
  if (image.error) return image.error.message;
  const found = image.tags?.length ?? 0;
  return found ? `Ready, ${plural(found, 'tag')}` : 'Ready';
}

function rowContent(item, state, retry) {
  const name = state.linked
    ? h('a', { href: pictureHref(item.imageId), class: 'upload-name', 'data-test': 'upload-link' }, item.name)
    : h('span', { class: 'upload-name' }, item.name);
  return [
    item.preview
      ? h('img', { class: 'upload-preview', src: item.preview, alt: '', loading: 'lazy', decoding: 'async' })
      : h('span', { class: 'upload-preview' }, icon('picture')),
    h(
      'div',
      { class: 'upload-body' },
      name,
      h('p', { class: state.bad ? 'upload-text bad' : 'upload-text', 'data-test': 'upload-text' }, state.text),
      state.percent === null
        ? track(state.steps)
        : h('progress', { max: 100, value: state.percent, 'aria-label': `Upload of ${item.name}` }),
    ),
    state.retry &&
      button('Retry', { class: 'button small', 'data-test': 'upload-retry', 'data-key': item.key, 'aria-label': `Retry ${item.name}` }, retry),
  ];
}

function track(steps) {
  if (steps.length === 0) return null;
  const step = ({ name, status }) =>
    h(
      'li',
      { 'data-status': status, title: `${name}: ${WORD[status]}`, 'data-test': `step-${name}` },
      h('span', { class: 'sr' }, `${name}: ${WORD[status]}`),
    );
  return h('ol', { class: 'track' }, steps.map(step));
}

/** How far an item is, upload and workflow counted half each. */
function shareOf(item) {
  if (item.phase === 'sending') return item.percent / 200;
  return { waiting: 0, sent: 0.5 }[item.phase] ?? 1;
}

function summaryOf(items) {
  const count = (...phases) => items.filter((item) => phases.includes(item.phase)).length;
  const uploading = count('waiting', 'sending');
  const working = count('sent');
  if (uploading) return `Uploading ${plural(uploading, 'picture')}`;
  if (working) return `Describing ${plural(working, 'picture')}`;
  const bad = items.filter((i) => i.phase === 'refused' || ['failed', 'rejected'].includes(i.image?.status));
  const ready = items.length - bad.length;
  const words = [ready && `${plural(ready, 'picture')} ready`, bad.length && `${bad.length} not`];
  return words.filter(Boolean).join(', ');
}
