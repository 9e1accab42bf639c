/** The words for the listing: caption and alt text. */
import { button, h } from './dom.js';
import { icon } from './icons.js';
import { copy } from './say.js';
import { section } from './section.js';
import { isSettled } from './words.js';

export function textsSection() {
  return section({ test: 'texts' }, (image) => [image.caption, image.altText, image.status], render);
}

function render(image) {
  if (!image.caption && !image.altText) {
    return isSettled(image) ? [] : [h('p', { class: 'caption pending' }, 'Vitrine is looking at this picture')];
  }
  return [
    image.caption && h('p', { class: 'caption', 'data-test': 'caption' }, image.caption),
    image.altText &&
      h(
        'div',
        { class: 'alt-text' },
        h('h3', {}, 'Alt text'),
        h('p', { 'data-test': 'alt-text' }, image.altText),
        button([icon('copy'), 'Copy'], { class: 'button quiet small', 'data-test': 'copy-alt-text', 'aria-label': 'Copy the alt text' }, () => copy(image.altText, 'Alt text')),
      ),
  ];
}
