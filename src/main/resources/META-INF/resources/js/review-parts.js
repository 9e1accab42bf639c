/** The parts of Review in which nothing is decided: its head, the picture, the list of keys. */
import { button, h } from './dom.js';
import { icon } from './icons.js';
import { pictureHref } from './router.js';
import { thumb } from './thumb.js';
import { fileName, plural } from './words.js';

const ALIKE_SHOWN = 8;

/** @param {string} place which picture it is @param {number} decided how much was decided so far */
export function reviewHead(place, decided) {
  return h(
    'header',
    { class: 'view-head' },
    h(
      'div',
      {},
      h('h1', { id: 'review-title', tabindex: '-1' }, 'Review'),
      h('p', { class: 'hint', 'data-test': 'review-place' }, place),
    ),
    decided > 0 && h('p', { class: 'hint' }, `${plural(decided, 'decision')}, learned`),
  );
}

/** @param {Element} alike what is shown below the picture */
export function reviewPicture(image, alike) {
  const picture = thumb({ ...image, background: null }, { size: 1024, lazy: false });
  if (image.width) picture.style.setProperty('--ratio', `${image.width} / ${image.height}`);
  return h(
    'figure',
    { class: 'review-figure' },
    picture,
    h(
      'figcaption',
      {},
      h('a', { href: pictureHref(image.imageId), 'data-test': 'review-open' }, fileName(image)),
    ),
    alike,
  );
}

/** The pictures for which the same can be decided. */
export function alikePictures(alike) {
  if (alike.length === 0) return null;
  // Only pictures with renditions have a hash or an embedding.
  const one = (image) => thumb({ ...image, width: 1, status: 'done' }, { size: 256, alt: fileName(image) });
  return [h('p', {}, 'Alike, with the same suggestion'), h('div', {}, alike.slice(0, ALIKE_SHOWN).map(one))];
}

/** @param {HTMLElement|false} again looks again; false while more is looked for */
export function nothingToReview(decided, again) {
  const words = decided ? 'That was all. Thank you.' : 'Nothing waits for a decision.';
  return h(
    'div',
    { class: 'nothing', 'data-test': 'review-nothing' },
    h('p', {}, again ? words : 'Looking for more'),
    again,
  );
}

/** @param {(by: number) => void} step goes on by so many pictures */
export function stepButtons(isFirst, step) {
  const back = { class: 'button', 'data-test': 'review-previous' };
  const on = { class: 'button primary', 'data-test': 'review-next' };
  return h(
    'div',
    { class: 'panel-actions' },
    button(['Next picture', icon('next')], on, () => step(1)),
    !isFirst && button([icon('back'), 'Back'], back, () => step(-1)),
  );
}

export function keysHelp() {
  const keys = [
    ['A', 'accept'],
    ['D', 'dismiss'],
    ['Shift', 'with A or D: the same for all alike'],
    ['↑ ↓', 'choose'],
    ['N', 'next picture'],
    ['P', 'back'],
    ['Z', 'undo'],
  ];
  return h(
    'p',
    { class: 'hint keys' },
    keys.map(([key, words]) => h('span', {}, h('kbd', {}, key), ` ${words}`)),
  );
}
