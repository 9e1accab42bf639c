/** Ordering a restyle: which style, how far from the original, which of its many versions. */
import * as api from './api.js';
import { button, h } from './dom.js';
import { isRendered, isSettled, percent } from './words.js';

const STRENGTH = 0.65;
const LARGEST_SEED = 4294967295;

/** What was last chosen, for the next picture as well. */
const order = { strength: STRENGTH, seed: '' };

/** @param {(order: object) => void} onOrdered called with what has been ordered */
export function restyleControls(image, page, onOrdered) {
  if (page.styles.length === 0 || !isRendered(image) || !isSettled(image)) return null;
  const one = (style) =>
    button(
      [h('span', { class: 'style-title' }, h('span', { class: 'sr' }, 'Paint as '), style.title), h('span', { class: 'style-artist' }, style.artist)],
      { class: 'style-button', 'data-test': 'restyle-button', 'data-key': style.name },
      () => paint(style),
    );
  async function paint(style) {
    const wanted = orderOf(style);
    const painting = await page.act(() => api.restyle(image.imageId, wanted), `Painting as ${style.title}`);
    if (painting) onOrdered(wanted);
  }
  return h(
    'div',
    { class: 'restyles' },
    h('h2', {}, 'Restyle'),
    h('div', { class: 'style-row' }, page.styles.map(one)),
    options(),
  );
}

/** Without a seed the server takes its own, the same for everybody. */
function orderOf(style) {
  const seed = order.seed === '' ? {} : { seed: Number(order.seed) };
  return { style: style.name, strength: order.strength, ...seed };
}

const optionWords = () =>
  `Strength ${percent(order.strength)}, ${order.seed === '' ? 'standard seed' : `seed ${order.seed}`}`;

function options() {
  const shown = h('output', { for: 'strength' }, percent(order.strength));
  const summary = h('summary', {}, optionWords());
  const strength = h('input', { id: 'strength', type: 'range', min: 0.1, max: 1, step: 0.05, value: order.strength, 'data-test': 'strength' });
  strength.addEventListener('input', () => {
    order.strength = Number(strength.value);
    shown.textContent = percent(order.strength);
    summary.textContent = optionWords();
  });
  const seed = h('input', { id: 'seed', class: 'input', type: 'number', min: 0, max: LARGEST_SEED, step: 1, value: order.seed, placeholder: 'standard', 'data-test': 'seed' });
  seed.addEventListener('input', () => {
    order.seed = seed.checkValidity() ? seed.value : '';
    summary.textContent = optionWords();
  });
  return h(
    'details',
    { class: 'options', 'data-test': 'restyle-options' },
    summary,
    h('div', { class: 'option' }, h('label', { for: 'strength' }, 'Strength'), strength, shown),
    h('div', { class: 'option' }, h('label', { for: 'seed' }, 'Seed'), seed),
    h('p', { class: 'hint' }, 'Low strength stays near the product. The same seed gives the same painting.'),
  );
}
