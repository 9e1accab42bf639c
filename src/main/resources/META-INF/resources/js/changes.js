/** The changes that another vocabulary would make: for each picture its values before and after. */
import * as api from './api.js';
import { h } from './dom.js';
import { pictureHref } from './router.js';
import { plural, title } from './words.js';

const MOST_SHOWN = 100;

/**
 * @param {Array<{imageId: string, changes: Array<{attribute: string, before?: string, after?:
 *     string}>}>} images
 * @param {(attribute: string) => string} name what an attribute is called
 */
export function changesList(images, name = title) {
  const more = images.length - MOST_SHOWN;
  return [
    h(
      'ul',
      { class: 'changes', 'data-test': 'changes' },
      images.slice(0, MOST_SHOWN).map((image) => changed(image, name)),
    ),
    more > 0 && h('p', { class: 'hint' }, `and ${plural(more, 'more picture')}`),
  ];
}

function changed({ imageId, changes }, name) {
  const img = h('img', { alt: '', loading: 'lazy', width: 56, height: 56 });
  img.addEventListener('error', () => img.remove(), { once: true });
  api.showImage(img, api.renditionUrl({ imageId }, 256));
  return h(
    'li',
    { class: 'changed', 'data-test': 'changed', 'data-key': imageId },
    h(
      'a',
      { class: 'changed-picture', href: pictureHref(imageId), 'aria-label': 'The picture' },
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
