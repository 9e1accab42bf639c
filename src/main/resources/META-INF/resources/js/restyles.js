/** The form that orders a restyle: its style, its strength, its seed, and whether the product is kept. */
import * as api from './api.js';
import { button, h } from './dom.js';
import { unreadStyles } from './styles.js';
import { isDescribed, isRendered, percent } from './words.js';

const STRENGTH = 0.65;
const LARGEST_SEED = 4294967295;

/** The last chosen values; they apply to the next picture too. */
const order = { strength: STRENGTH, seed: '', keep: false };

/**
 * @param {(order: object) => void} onOrdered called with what has been ordered
 * @param {() => void} onLoaded called when the styles have been read at last
 */
export function restyleControls(image, page, onOrdered, onLoaded) {
  if (!isRendered(image) || !isDescribed(image)) return null;
  if (page.styles.length === 0) {
    const unread = unreadStyles(() => page.loadStyles().then(onLoaded));
    return h('div', { class: 'restyles' }, h('h2', {}, 'Restyle'), unread);
  }
  const one = (style) =>
    button(
      [
        h('span', { class: 'style-title' }, h('span', { class: 'sr' }, 'Paint as '), style.title),
        h('span', { class: 'style-artist' }, style.artist),
      ],
      { class: 'style-button', 'data-test': 'restyle-button', 'data-key': style.name },
      () => paint(style),
    );
  async function paint(style) {
    const wanted = orderOf(style, canKeep(image));
    const ordered = await page.act(() => api.restyle(image.imageId, wanted), `${style.title} ordered`);
    if (ordered) onOrdered(wanted);
  }
  return h(
    'div',
    { class: 'restyles' },
    h('h2', {}, 'Restyle'),
    h('div', { class: 'style-row' }, page.styles.map(one)),
    keepField(image),
    options(),
  );
}

/** Without a seed the server takes its standard one. */
function orderOf(style, canBeKept) {
  const seed = order.seed === '' ? {} : { seed: Number(order.seed) };
  const keep = order.keep && canBeKept ? { keep: 'product' } : {};
  return { style: style.name, strength: order.strength, ...seed, ...keep };
}

/** Where it is unknown, the order is tried. */
const canKeep = (image) => image.keepProduct?.possible ?? true;

/** The choice to paint only the background; where that is not possible, why. */
function keepField(image) {
  const possible = canKeep(image);
  const box = h('input', {
    type: 'checkbox',
    'data-test': 'keep-product',
    disabled: !possible,
    checked: possible && order.keep,
    'aria-describedby': possible ? null : 'keep-product-reason',
  });
  box.addEventListener('change', () => (order.keep = box.checked));
  const reason = { id: 'keep-product-reason', 'data-test': 'keep-product-reason' };
  return h(
    'label',
    { class: 'check keep-product' },
    box,
    h(
      'span',
      {},
      'Keep the product as it is',
      possible
        ? h('small', {}, 'Only its background is painted.')
        : h('small', reason, `Not with this picture. ${image.keepProduct.reason}`),
    ),
  );
}

const optionWords = () =>
  `Strength ${percent(order.strength)}, ${order.seed === '' ? 'standard seed' : `seed ${order.seed}`}`;

function options() {
  const summary = h('summary', {}, optionWords());
  const shown = h('output', { for: 'strength' }, percent(order.strength));
  const strength = strengthField((value) => {
    order.strength = value;
    shown.textContent = percent(value);
    summary.textContent = optionWords();
  });
  const seed = seedField((value) => {
    order.seed = value;
    summary.textContent = optionWords();
  });
  const hint = 'A low strength stays near the product. The same seed gives the same restyle.';
  return h(
    'details',
    { class: 'options', 'data-test': 'restyle-options' },
    summary,
    h('div', { class: 'option' }, h('label', { for: 'strength' }, 'Strength'), strength, shown),
    h('div', { class: 'option' }, h('label', { for: 'seed' }, 'Seed'), seed),
    h('p', { class: 'hint' }, hint),
  );
}

function strengthField(changed) {
  const range = { id: 'strength', type: 'range', min: 0.1, max: 1, step: 0.05 };
  const field = h('input', { ...range, value: order.strength, 'data-test': 'strength' });
  field.addEventListener('input', () => changed(Number(field.value)));
  return field;
}

/** A field that is empty or out of its range means the standard seed. */
function seedField(changed) {
  const range = { id: 'seed', type: 'number', min: 0, max: LARGEST_SEED, step: 1 };
  const looks = { class: 'input', placeholder: 'standard', 'data-test': 'seed' };
  const field = h('input', { ...range, ...looks, value: order.seed });
  field.addEventListener('input', () => changed(field.checkValidity() ? field.value : ''));
  return field;
}
