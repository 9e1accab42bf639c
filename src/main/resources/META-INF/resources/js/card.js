/** One picture in the gallery. */
import { h } from './dom.js';
import { galleryHref, pictureHref } from './router.js';
import { thumb } from './thumb.js';
import { STATUS, fileName, percent } from './words.js';

const TAGS_SHOWN = 3;

/** What a card shows of a record: it is drawn again only when this changes. */
export const cardKey = (image, preview) =>
  JSON.stringify([
    image.status,
    image.revision,
    image.width,
    image.caption,
    image.tags,
    image.colors,
    image.restyles?.length,
    image.error,
    preview,
  ]);

export function card(image, preview) {
  const name = fileName(image);
  return h(
    'article',
    { class: 'card', 'data-test': 'card', 'data-id': image.imageId, 'data-status': image.status },
    h(
      'div',
      { class: 'card-picture' },
      thumb(image, { size: 256, preview, alt: '' }),
      badge(image),
    ),
    h(
      'h2',
      { class: 'card-name' },
      h(
        'a',
        {
          class: 'card-link',
          href: pictureHref(image.imageId),
          'data-test': 'card-link',
          'data-key': image.imageId,
        },
        name,
      ),
    ),
    image.error && image.status !== 'partial'
      ? h('p', { class: 'card-error' }, image.error.message)
      : tagList(image),
    swatches(image),
  );
}

/** Ready is what a seller expects; only anything else is worth a word. */
function badge(image) {
  if (image.status === 'done') return null;
  return h(
    'span',
    { class: `badge ${image.status}`, 'data-test': 'card-status' },
    STATUS[image.status] ?? image.status,
  );
}

function tagList({ tags = [] }) {
  if (!tags?.length) return null;
  const link = ({ label }) =>
    h('li', {}, h('a', { class: 'tag-link', href: galleryHref({ tag: label }) }, label));
  const more = tags.length - TAGS_SHOWN;
  return h(
    'ul',
    { class: 'card-tags', 'aria-label': 'Tags' },
    tags.slice(0, TAGS_SHOWN).map(link),
    more > 0 && h('li', { class: 'more' }, `+${more}`),
  );
}

function swatches({ colors = [] }) {
  if (!colors?.length) return null;
  const swatch = ({ name, hex, share }) => {
    const element = h('span', { class: 'swatch', title: `${name} ${percent(share)}` });
    element.style.backgroundColor = hex;
    return element;
  };
  const words = colors.map((color) => color.name).join(', ');
  return h(
    'div',
    { class: 'card-swatches', role: 'img', 'aria-label': `Colours: ${words}` },
    colors.map(swatch),
  );
}
