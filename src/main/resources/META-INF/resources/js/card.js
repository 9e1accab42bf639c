/** One picture in the gallery. */
import { h } from './dom.js';
import { icon } from './icons.js';
import { galleryHref, pictureHref } from './router.js';
import { thumb } from './thumb.js';
import { STATUS, fileName, needsWords, percent, waitingWords } from './words.js';

const TAGS_SHOWN = 3;

/** What a card shows of a record: it is drawn again only when this changes. */
export const cardKey = (image, preview) =>
  JSON.stringify([
    image.status,
    image.work,
    image.revision,
    image.width,
    image.caption,
    image.tags,
    image.colors,
    image.restyles?.length,
    image.error,
    Boolean(image.waiting),
    preview,
  ]);

/**
 * @param {object} image
 * @param {string|null} preview address of a picture to show until there is a rendition
 * @param {{selected: boolean, toggle: (range: boolean) => void}} on `range`: with all from the
 *     picture toggled before
 */
export function card(image, preview, { selected, toggle }) {
  const name = fileName(image);
  const element = h(
    'article',
    {
      class: selected ? 'card selected' : 'card',
      'data-test': 'card',
      'data-id': image.imageId,
      'data-status': image.status,
      'aria-label': name,
    },
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
          title: name,
          'data-test': 'card-link',
          'data-key': image.imageId,
        },
        name,
      ),
    ),
    h('div', { class: 'card-facts' }, waiting(image), facts(image), swatches(image)),
    selector(image, name, selected, toggle),
  );
  element.querySelector('.card-link').addEventListener('click', (event) => {
    if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    toggle(event.shiftKey);
  });
  return element;
}

/** The card of a picture that is passed fast: of the same size, and nothing is loaded for it. */
export function passedCard(image) {
  const name = fileName(image);
  return h(
    'article',
    { class: 'card', 'data-test': 'card', 'data-id': image.imageId, 'aria-label': name },
    h('div', { class: 'card-picture' }, h('span', { class: 'thumb' })),
    h('h2', { class: 'card-name' }, name),
    h('div', { class: 'card-facts' }),
  );
}

/** Writes the picture's present place in the queue into a card that stays as it is otherwise. */
export function updateWaiting(element, image) {
  const line = element.querySelector('.card-waiting');
  const words = waitingWords(image);
  if (line && words && line.textContent !== words) line.textContent = words;
}

function selector({ imageId }, name, selected, toggle) {
  return h(
    'button',
    {
      type: 'button',
      class: 'card-select',
      role: 'checkbox',
      'aria-checked': String(selected),
      'aria-label': `Select ${name}`,
      title: 'Select (X); with Shift, all from the last one',
      'data-test': 'card-select',
      'data-key': imageId,
      onclick: (event) => toggle(event.shiftKey),
    },
    icon('check'),
  );
}

function waiting(image) {
  const words = waitingWords(image);
  return words && h('p', { class: 'card-waiting', 'data-test': 'card-waiting' }, words);
}

/** What went wrong; else the tags; else the caption. */
function facts(image) {
  if (image.error && image.status !== 'partial')
    return h('p', { class: 'card-error' }, image.error.message);
  if (image.tags?.length) return tagList(image);
  return image.caption ? h('p', { class: 'card-caption' }, image.caption) : null;
}

/** What the seller has to do; a picture in which all was found needs no word. */
function badge(image) {
  const words = badgeWords(image);
  if (!words) return null;
  const kind = image.status === 'done' ? 'needs' : image.status;
  return h('span', { class: `badge ${kind}`, 'data-test': 'card-status' }, words);
}

function badgeWords(image) {
  if (image.status === 'done') return needsWords(image);
  return image.waiting ? 'Waiting' : (STATUS[image.status] ?? image.status);
}

function tagList({ tags }) {
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
    { class: 'card-swatches', role: 'img', 'aria-label': `Colors: ${words}` },
    colors.map(swatch),
  );
}
