/** Where a picture stands in the queue before a model. */
import { h } from './dom.js';
import { icon } from './icons.js';
import { section } from './section.js';
import { waitingWords } from './words.js';

const WHAT = { tags: 'its tags', prompt: 'its caption and prompt', restyle: 'a restyle' };

/** The note above a picture that waits. A live region would be read aloud every few seconds. */
export function waitingSection() {
  return section({ test: 'queue' }, (image) => image.waiting, render);
}

function render(image) {
  const words = waitingWords(image);
  if (!words) return [];
  return [
    h(
      'div',
      { class: 'notice calm' },
      icon('clock'),
      h('div', {}, h('p', { 'data-test': 'waiting-words' }, words), h('p', {}, explanation(image))),
    ),
  ];
}

const explanation = ({ waiting }) =>
  `The picture waits for ${WHAT[waiting.for] ?? 'a model'}. Pictures are worked on in turn.`;
