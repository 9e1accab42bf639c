/** The deleted restyles of a picture, which can be restored for thirty days. */
import * as api from './api.js';
import { button, h } from './dom.js';
import { keyOf, namesOf } from './restyle-words.js';
import { day, plural } from './words.js';

/**
 * @param {object} image
 * @param {object} page `{styles, act(action, words)}`
 * @param {{isOpen: boolean}} state kept from one drawing to the next
 */
export function deletedRestyles(image, page, state) {
  const deleted = image.deletedRestyles ?? [];
  if (deleted.length === 0) return null;
  const names = namesOf(deleted, page.styles);
  const one = (restyle) => {
    const name = names.get(keyOf(restyle));
    const restore = () => api.restoreRestyle(image.imageId, restyle.id);
    return h(
      'li',
      {},
      h('span', {}, name, h('small', {}, `Last day: ${day(restyle.goesAt)}`)),
      button(
        'Restore',
        { class: 'button small', 'aria-label': `Restore ${name}`, 'data-test': 'restyle-restore', 'data-key': restyle.id },
        () => page.act(restore, `${name} restored`),
      ),
    );
  };
  const element = h(
    'details',
    { class: 'options deleted-restyles', open: state.isOpen, 'data-test': 'deleted-restyles' },
    h('summary', { 'data-test': 'deleted-restyles-open' }, plural(deleted.length, 'deleted restyle')),
    h('ul', {}, [...deleted].reverse().map(one)),
  );
  element.addEventListener('toggle', () => (state.isOpen = element.open));
  return element;
}
