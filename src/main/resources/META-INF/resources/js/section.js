/** A part of the picture's view that draws itself again only when what it shows has changed. */
import { fill, h } from './dom.js';

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
    fill(body, content);
  }

  function update(next) {
    const key = JSON.stringify(select(next) ?? null);
    image = next;
    // Drawing now would delete words that are half typed; a later update draws this change too.
    if (key === shown || isTyping()) return;
    shown = key;
    redraw();
  }

  function isTyping() {
    const field = document.activeElement;
    if (!body.contains(field)) return false;
    if (field.matches('select')) return true;
    return (
      field.matches('input:not([type=range]), textarea') && field.value !== field.defaultValue
    );
  }

  return { element, update };
}
