/** The changes that another vocabulary or model would make: for each picture its values before and after. */
import * as api from './api.js';
import { h } from './dom.js';
import { pictureHref } from './router.js';
import { plural, title } from './words.js';

const MOST_SHOWN = 100;

/**
 * @param {Array<{imageId: string, changes: Array<{attribute: string, before?: string, after?:
 *     string}>}>} images
 * @param {(attribute: string) => string} name what an attribute is called
 * @param {boolean} apart whether a picture opens in a tab of its own, so that the list stays
 */
export function changesList(images, name = title, apart = false) {
  const more = images.length - MOST_SHOWN;
  return [
    h(
      'ul',
      { class: 'changes', 'data-test': 'changes' },
      images.slice(0, MOST_SHOWN).map((image) => changed(image, name, apart)),
    ),
    more > 0 && h('p', { class: 'hint' }, `and ${plural(more, 'more picture')}`),
  ];
}

function changed({ imageId, changes }, name, apart) {
  const img = h('img', { alt: '', loading: 'lazy', width: 56, height: 56 });
  img.addEventListener('error', () => img.remove(), { once: true });
  api.showImage(img, api.renditionUrl({ imageId }, 256));
  return h(
    'li',
    { class: 'changed', 'data-test': 'changed', 'data-key': imageId },
    h(
      'a',
      {
        class: 'changed-picture',
        href: pictureHref(imageId),
        target: apart && '_blank',
        'aria-label': apart ? 'The picture, in a new tab' : 'The picture',
      },
      img,
    ),
    h(
      'ul',
      {},
      changes.map((one) => change(one, name)),
    ),
  );
}

function change({ attribute, before, after }, name) {
  const none = h('span', { class: 'none' }, 'nothing');
  return h(
    'li',
    {},
    h('span', { class: 'change-name' }, name(attribute)),
    before ? h('del', {}, before) : none,
    h('span', { class: 'change-to', 'aria-label': 'becomes' }, '→'),
    after ? h('ins', {}, after) : none.cloneNode(true),
  );
}

const MOST_NAMES = 8;

/**
 * @param {'ins'|'del'|'span'} tag how the names look: new, gone or neither
 * @param {string} words before the names
 * @param {string[]} all the names; the first are shown, the others counted
 * @returns {Element|null} null when there are none
 */
export function namesList(tag, words, all) {
  if (all.length === 0) return null;
  const more = all.length - MOST_NAMES;
  return h(
    'span',
    { class: 'diff-names' },
    `${words} (${all.length}): `,
    h(tag, {}, all.slice(0, MOST_NAMES).join(', ')),
    more > 0 && ` and ${more} more`,
  );
}
