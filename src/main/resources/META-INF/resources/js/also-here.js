/** The seller's other pictures that look the same as this one. */
import * as api from './api.js';
import { h } from './dom.js';
import { pictureHref } from './router.js';
import { thumb } from './thumb.js';
import { alsoHereWords, fileName, isRendered, isSettled } from './words.js';

/** Asks once for each state of the picture; what cannot be found out is not shown. */
export function alsoHereSection() {
  const body = h('div', {});
  const element = h(
    'section',
    { class: 'also-here', 'data-test': 'also-here', 'aria-label': 'Also here', hidden: true },
    body,
  );
  let shown = null;

  async function find(imageId, key) {
    const found = await api.similar(imageId).catch(() => null);
    if (key !== shown || !found) return;
    element.hidden = found.images.length === 0;
    body.replaceChildren(h('h2', {}, alsoHereWords(found.images)), list(found.images));
  }

  function update(image) {
    const key = JSON.stringify([image.imageId, image.revision, image.status, image.width]);
    if (key === shown || !isRendered(image) || !isSettled(image)) return;
    shown = key;
    find(image.imageId, key);
  }

  return { element, update };
}

const list = (images) =>
  h(
    'ul',
    { class: 'also-here-list' },
    images.map((image) =>
      h(
        'li',
        {},
        h(
          'a',
          {
            href: pictureHref(image.imageId),
            title: fileName(image),
            'data-test': 'also-here-picture',
            'data-key': image.imageId,
          },
          // Only pictures with renditions have a hash.
          thumb({ ...image, width: 1, status: 'done' }, { size: 256, alt: '' }),
          h('span', { class: 'also-here-name' }, fileName(image)),
        ),
      ),
    ),
  );
