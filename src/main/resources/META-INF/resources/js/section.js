/** A part of the picture's view that draws itself again only when what it shows has changed. */
import { fill, h } from './dom.js';
import { halfTyped, isHalfTyped, putBack } from './typed.js';

/**
 * @param {{title?: string, test: string, note?: (image: object) => Node|null}} frame `note` stands
 *     beside the title
 * @param {(image: object) => any} select what of the image is shown
 * @param {(image: object, redraw: () => void) => Array} render its content; empty hides the section
 */
export function section({ title, test, note }, select, render) {
  const body = h('div', { class: 'section-body' });
  const head = h('h2', {});
  const element = h(
    'section',
    { class: `section ${test}`, 'data-test': test },
    title && head,
    body,
  );
  let image;
  let shown;

  function redraw() {
    const content = render(image, redraw).flat(Infinity).filter(Boolean);
    element.hidden = content.length === 0;
    head.replaceChildren(...[title, note?.(image)].filter(Boolean));
    const words = halfTyped(body);
    fill(body, content);
    putBack(body, words);
  }

  function update(next) {
    const key = JSON.stringify(select(next) ?? null);
    image = next;
    // Drawing now would move the caret in what is typed; a later update draws this change too.
    if (key === shown || isTyping()) return;
    shown = key;
    redraw();
  }

  function isTyping() {
    const field = document.activeElement;
    if (!body.contains(field)) return false;
    return field.matches('select') || isHalfTyped(field);
  }

  return { element, update };
}
