/** A button that opens a list of actions. */
import { button, fill, h } from './dom.js';
import { icon } from './icons.js';

/**
 * @param {{label: string, sign: string, test: string}} frame
 * @param {() => Array<{title: string, note?: string, key: string, run: () => Promise}>} entries asked
 *     for when the list opens
 * @returns {HTMLDetailsElement}
 */
export function menu({ label, sign, test }, entries) {
  const panel = h('div', { class: 'menu-panel' });
  const summary = h('summary', { class: 'button small' }, icon(sign), h('span', {}, label));
  const element = h('details', { class: 'menu', 'data-test': test }, summary, panel);
  const one = ({ title, note, key, run }) =>
    menuEntry({ title, note, key, test: `${test}-entry` }, () => {
      element.open = false;
      summary.focus();
      return run();
    });
  element.addEventListener('toggle', () => element.open && fill(panel, entries().map(one)));
  closeByItself(element, summary);
  return element;
}

/** One action of a list. */
export function menuEntry({ title, note, key, test }, run) {
  const words = [h('span', {}, title), note && h('small', {}, note)];
  return button(words, { class: 'menu-entry', 'data-test': test, 'data-key': key }, run);
}

/**
 * Closes a list on a click elsewhere, on Escape, and when Tab leaves it. What a click replaces in the list was no
 * click elsewhere; a focus that the page moves, as from what is hidden, leaves it open.
 */
export function closeByItself(element, summary) {
  let isTabbed = false;
  element.addEventListener('focusin', () => (isTabbed = false));
  element.addEventListener('focusout', ({ relatedTarget: next }) => {
    if (isTabbed && next && !element.contains(next)) element.open = false;
  });
  addEventListener('click', (event) => !event.composedPath().includes(element) && (element.open = false));
  element.addEventListener('keydown', (event) => {
    isTabbed = event.key === 'Tab';
    if (event.key !== 'Escape' || !element.open) return;
    event.stopPropagation();
    element.open = false;
    summary.focus();
  });
}
