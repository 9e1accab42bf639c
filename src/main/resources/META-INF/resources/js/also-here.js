/** The seller's other pictures that look the same as this one, and those that are most like it. */
import * as api from './api.js';
import { h } from './dom.js';
import { pictureHref } from './router.js';
import { thumb } from './thumb.js';
import { alsoHereWords, fileName, isRendered, isSettled } from './words.js';

/**
 * Asks once for each state of the picture; what cannot be found out is not shown.
 *
 * @param {{about: {meaning: boolean}}} page `meaning`: whether pictures are compared by meaning
 */
export function alsoHereSection({ about }) {
  const body = h('div', {});
  const element = h(
    'section',
    { class: 'also-here', 'data-test': 'also-here', 'aria-label': 'Pictures like this one', hidden: true },
    body,
  );
  const compares = about.meaning;
  let shown = null;

  async function find(imageId, key) {
    const ask = (by) => api.similar(imageId, by).then(({ images }) => images, () => []);
    const [same, near] = await Promise.all([ask('look'), compares ? ask('meaning') : []]);
    if (key !== shown) return;
    const ids = new Set(same.map((one) => one.imageId));
    const similar = near.filter((one) => !ids.has(one.imageId));
    element.hidden = same.length + similar.length === 0;
    body.replaceChildren(
      ...part(same, alsoHereWords(same), 'also-here-picture'),
      ...part(similar, 'Most similar', 'similar-picture'),
    );
  }

  function update(image) {
    const key = JSON.stringify([image.imageId, image.revision, image.status, image.width]);
    if (key === shown || !isRendered(image) || !isSettled(image)) return;
    shown = key;
    find(image.imageId, key);
  }

  return { element, update };
}

const part = (images, words, test) =>
  images.length === 0 ? [] : [h('h2', {}, words), list(images, test)];

const list = (images, test) =>
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
            'data-test': test,
            'data-key': image.imageId,
          },
          // Only pictures with renditions have a hash or an embedding.
          thumb({ ...image, width: 1, status: 'done' }, { size: 256, alt: '' }),
          h('span', { class: 'also-here-name' }, fileName(image)),
        ),
      ),
    ),
  );
