/** The words for the listing: caption, and title and alt text of accepted facts. */
import { standInNote } from './about.js';
import { button, h } from './dom.js';
import { icon } from './icons.js';
import { copy } from './say.js';
import { section } from './section.js';
import { isSettled } from './words.js';

export function textsSection(page) {
  const shown = (i) => [i.caption, i.title, i.altText, i.status, i.prompt?.evidence];
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
    (image.title || image.altText) &&
      h(
        'div',
        { class: 'listing', 'data-test': 'listing' },
        h('h2', {}, 'For your listing'),
        text('Title', 'title', image.title),
        text('Alt text', 'alt-text', image.altText),
        h(
          'p',
          { class: 'hint' },
          'Only of what is accepted below: the category, attributes, tags and measured colours.',
        ),
      ),
  ];
}

function text(name, test, words) {
  if (!words) return null;
  const copying = {
    class: 'button quiet small',
    'data-test': `copy-${test}`,
    'aria-label': `Copy the ${name.toLowerCase()}`,
  };
  return h(
    'div',
    { class: 'listing-text' },
    h('h3', {}, name),
    h('p', { 'data-test': test }, words),
    button([icon('copy'), 'Copy'], copying, () => copy(words, name)),
  );
}
