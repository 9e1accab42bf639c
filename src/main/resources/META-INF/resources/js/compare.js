/** Two pictures on top of each other, with a line that uncovers one or the other; and what chooses the two. */
import { h } from './dom.js';

export const MIDDLE = 50;

/**
 * A slider that moves the line.
 *
 * @param {HTMLElement} element gets the line's place as `--at`
 * @param {{before: string, after: string, at?: number, moved: (at: number) => void, test?: string}} how names of the
 *     pictures left and right of the line; `at` is how many percent of the width show the left one;
 *     `test` is the slider's name in tests
 */
export function lineSlider(element, { before, after, at = MIDDLE, moved, test = 'compare' }) {
  const range = { type: 'range', min: 0, max: 100, step: 1, value: at };
  const words = `${before} up to here, then ${after}`;
  const slider = h('input', { ...range, class: 'compare-slider', 'aria-label': words, 'data-test': test });
  const draw = () => {
    element.style.setProperty('--at', `${slider.value}%`);
    slider.setAttribute('aria-valuetext', `${slider.value}% ${before}, ${100 - slider.value}% ${after}`);
  };
  slider.addEventListener('input', () => {
    draw();
    moved(Number(slider.value));
  });
  draw();
  return slider;
}

export const line = () => h('span', { class: 'compare-line', 'aria-hidden': 'true' });

/**
 * @param {HTMLElement} before
 * @param {HTMLElement} after of the same size, right of the line
 * @param {object} how as `lineSlider` takes it
 */
export function compare(before, after, how) {
  after.classList.add('compare-after');
  const element = h('span', { class: 'compare' }, before, after, line());
  element.append(lineSlider(element, how));
  return element;
}

/**
 * A menu of what a picture is compared with.
 *
 * @param {Array<{key: string|null, words: string}>} looks
 * @param {string|null} now the key of the one that is compared with
 * @param {(key: string|null) => void} choose
 * @param {string} test the menu's name in tests
 */
export function compareWith(looks, now, choose, test = 'compare-with') {
  const option = ({ words }, i) => h('option', { value: i, selected: looks[i].key === now }, words);
  const menu = h('select', { class: 'input', 'data-test': test }, looks.map(option));
  menu.addEventListener('change', () => choose(looks[Number(menu.value)].key));
  return h('label', { class: 'compare-with' }, 'Compare with', menu);
}
