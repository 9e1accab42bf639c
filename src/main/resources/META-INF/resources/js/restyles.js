/** Ordering a restyle: which style, how far from the original, which of its many versions. */
import * as api from './api.js';
import { button, h } from './dom.js';
import { isRendered, isSettled, percent } from './words.js';

const STRENGTH = 0.65;
const LARGEST_SEED = 4294967295;

/** What was last chosen, for the next picture as well. */
const order = { strength: STRENGTH, seed: '' };

export function restyleControls(image, page) {
  if (page.styles.length === 0 || !isRendered(image) || !isSettled(image)) return null;
  const one = (style) =>
    button(
      [h('span', { class: 'style-title' }, style.title), h('span', { class: 'style-artist' }, style.artist)],
      { class: 'style-button', 'data-test': 'restyle-button', 'data-key': style.name, 'aria-label': `Paint as ${style.title}, ${style.artist}` },
      () => page.act(() => api.restyle(image.imageId, wanted(style)), `Painting as ${style.title}`),
    );
  return h(
    'div',
    { class: 'restyles' },
    h('h2', {}, 'Restyle'),
    h('div', { class: 'style-row' }, page.styles.map(one)),
    options(),
  );
}

/** Without a seed the server takes its own, the same for everybody. */
function wanted(style) {
  const seed = order.seed === '' ? {} : { seed: Number(order.seed) };
  return { style: style.name, strength: order.strength, ...seed };
}

function options() {
  const shown = h('output', { for: 'strength' }, percent(order.strength));
  const strength = h('input', { id: 'strength', type: 'range', min: 0.1, max: 1, step: 0.05, value: order.strength, 'data-test': 'strength' });
  strength.addEventListener('input', () => {
    order.strength = Number(strength.value);
    shown.textContent = percent(order.strength);
  });
  const seed = h('input', { id: 'seed', class: 'input', type: 'number', min: 0, max: LARGEST_SEED, step: 1, value: order.seed, placeholder: 'standard', 'data-test': 'seed' });
  seed.addEventListener('input', () => {
    order.seed = seed.checkValidity() ? seed.value : '';
  });
  return h(
    'details',
    { class: 'options', 'data-test': 'restyle-options' },
    h('summary', {}, 'Strength and seed'),
    h('div', { class: 'option' }, h('label', { for: 'strength' }, 'Strength'), strength, shown),
    h('div', { class: 'option' }, h('label', { for: 'seed' }, 'Seed'), seed),
    h('p', { class: 'hint' }, 'Low strength stays near the product. The same seed gives the same painting.'),
  );
}
