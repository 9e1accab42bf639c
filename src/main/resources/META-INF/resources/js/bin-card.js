/** One deleted picture in the bin. */
import { button, h } from './dom.js';
import { icon } from './icons.js';
import { thumb } from './thumb.js';
import { day, fileName, when } from './words.js';

/**
 * @param {object} image of `GET /bin`
 * @param {{choose: () => void, restore: () => Promise, remove: () => void}} on
 */
export function binCard(image, { choose, restore, remove }) {
  const name = fileName(image);
  const control = { 'data-key': image.imageId };
  return h(
    'li',
    { class: 'card', 'data-test': 'bin-card', 'data-id': image.imageId },
    h(
      'div',
      { class: 'card-picture' },
      // Its rendition has no address of the API while the picture is in the bin.
      thumb({ ...image, width: null }, { size: 256, preview: image.preview, alt: '' }),
    ),
    h('h2', { class: 'card-name', title: name }, name),
    h('p', { class: 'bin-dates' }, `Deleted ${when(image.deletedAt)}`),
    h('p', { class: 'bin-dates', 'data-test': 'bin-until' }, `Last day: ${day(image.goesAt)}`),
    h(
      'div',
      { class: 'bin-actions' },
      button(
        'Restore',
        { ...control, class: 'button small', 'aria-label': `Restore ${name}`, 'data-test': 'bin-restore' },
        restore,
      ),
      button(
        icon('trash'),
        {
          ...control,
          class: 'icon-button small',
          'aria-label': `Delete ${name} for good`,
          title: 'Delete for good',
          'data-test': 'bin-delete',
        },
        remove,
      ),
    ),
    h(
      'button',
      {
        ...control,
        type: 'button',
        class: 'card-select',
        role: 'checkbox',
        'aria-checked': 'false',
        'aria-label': `Select ${name}`,
        'data-test': 'bin-select',
        onclick: choose,
      },
      icon('check'),
    ),
  );
}

/** Marks a card as selected, or not. */
export function markSelected(card, selected) {
  card.classList.toggle('selected', selected);
  card.querySelector('.card-select').setAttribute('aria-checked', String(selected));
}
