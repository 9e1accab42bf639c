/** The words for the listing: caption and alt text. */
import { standInNote } from './about.js';
import { button, h } from './dom.js';
import { icon } from './icons.js';
import { copy } from './say.js';
import { section } from './section.js';
import { isSettled } from './words.js';

export function textsSection(page) {
  const shown = (image) => [image.caption, image.altText, image.status, image.prompt?.evidence];
  return section({ test: 'texts' }, shown, (image) => render(image, page));
}

/** The caption is written by what writes the prompt. */
function render(image, page) {
  if (!image.caption && !image.altText) {
    return isSettled(image)
      ? []
      : [h('p', { class: 'caption pending' }, 'Vitrine is looking at this picture')];
  }
  return [
    image.caption && h('p', { class: 'caption', 'data-test': 'caption' }, image.caption),
    image.caption && standInNote(page.about, image.prompt?.evidence),
    image.altText &&
      h(
        'div',
        { class: 'alt-text' },
        h('h3', {}, 'Alt text'),
        h('p', { 'data-test': 'alt-text' }, image.altText),
        button(
          [icon('copy'), 'Copy'],
          {
            class: 'button quiet small',
            'data-test': 'copy-alt-text',
            'aria-label': 'Copy the alt text',
          },
          () => copy(image.altText, 'Alt text'),
        ),
      ),
  ];
}
