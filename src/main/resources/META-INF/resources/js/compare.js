/** Two pictures on top of each other, with a line that uncovers one or the other. */
import { h } from './dom.js';

const BEGIN = 50;

/**
 * @param {HTMLElement} before
 * @param {HTMLElement} after of the same size, right of the line
 * @param {{words: string, at?: number, moved: (at: number) => void}} how `words` name the slider;
 *     `at` is how many percent of the width show `before`
 */
export function compare(before, after, { words, at = BEGIN, moved }) {
  const range = { type: 'range', min: 0, max: 100, step: 1, value: at };
  const slider = h('input', { ...range, class: 'compare-slider', 'aria-label': words, 'data-test': 'compare' });
  const line = h('span', { class: 'compare-line', 'aria-hidden': 'true' });
  after.classList.add('compare-after');
  const element = h('span', { class: 'compare' }, before, after, line, slider);
  const draw = () => {
    element.style.setProperty('--at', `${slider.value}%`);
    slider.setAttribute('aria-valuetext', `${slider.value}% original, ${100 - slider.value}% painting`);
  };
  slider.addEventListener('input', () => {
    draw();
    moved(Number(slider.value));
  });
  draw();
  return element;
}
