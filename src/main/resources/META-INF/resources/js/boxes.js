/** Several products in one picture: a box over it for each, and their words below it. */
import { button, h } from './dom.js';
import { evidencePanel, sureness } from './evidence.js';
import { percent } from './words.js';

/** What a product is called: its category, or, where the model is not sure, the captioner's word. */
export const nameOf = ({ category, label }) => (category ?? label).value;

/** A box's place as CSS: percentages of the picture. */
export function placeOf({ left, top, right, bottom }) {
  const part = (share) => `${+(100 * share).toFixed(2)}%`;
  return { left: part(left), top: part(top), width: part(right - left), height: part(bottom - top) };
}

/** Where it is, in words: for people who do not see the box. */
export function whereabouts({ left, top, right, bottom }) {
  const third = (from, to, names) => names[Math.min(2, Math.floor(1.5 * (from + to)))];
  const down = third(top, bottom, ['top', 'middle', 'bottom']);
  const across = third(left, right, ['left', 'center', 'right']);
  const share = percent((right - left) * (bottom - top));
  return `${down} ${across}, ${share} of the picture`;
}

/** Remembers which product of a picture is chosen, until a new run finds other ones. */
export class ChosenBox {
  #boxes = '';
  /** Its place among the boxes; null if none is chosen. */
  index = null;

  look({ boxes }) {
    const now = JSON.stringify(boxes ?? []);
    if (now !== this.#boxes) this.index = null;
    this.#boxes = now;
  }
}

/** The boxes, to be laid over the picture. The list says the same in words. */
export function boxesOver({ boxes = [] }, chosen) {
  return (
    boxes.length > 0 &&
    h(
      'span',
      { class: 'boxes-over', 'aria-hidden': 'true', 'data-test': 'boxes-over' },
      boxes.map(({ box }, i) => {
        const frame = h('span', { class: i === chosen ? 'box on' : 'box' }, h('span', {}, i + 1));
        Object.assign(frame.style, placeOf(box));
        return frame;
      }),
    )
  );
}

/** The products in words; the chosen one's box is drawn stronger, and its evidence shown. */
export function boxList({ boxes = [] }, chosen, choose, page) {
  if (boxes.length === 0) return null;
  const one = boxes[chosen];
  return h(
    'div',
    { class: 'boxes', 'data-test': 'boxes' },
    h('h2', {}, 'Products in this picture'),
    h(
      'ol',
      {},
      boxes.map((product, i) =>
        h('li', {}, entry(product, i, i === chosen, () => choose(i === chosen ? null : i))),
      ),
    ),
    one && evidencePanel({ name: nameOf(one), evidence: (one.category ?? one.label).evidence, about: page.about }),
  );
}

function entry(product, i, on, toggle) {
  const { box, category, label, tags } = product;
  const words = [
    h('span', { class: 'box-number', 'aria-hidden': 'true' }, i + 1),
    h('span', { class: 'box-name' }, nameOf(product), ' ', category && sureness(category)),
    h('span', { class: 'box-words' }, [
      !category && 'as the captioner calls it; no category is sure',
      category && label.value !== category.value && `captioner: ${label.value}`,
      ...(tags ?? []).map((tag) => tag.label),
    ].filter(Boolean).join(' · ')),
    h('span', { class: 'sr' }, `, ${whereabouts(box)}`),
  ];
  return button(words, { class: 'box-entry', 'aria-pressed': String(on), 'data-test': 'box', 'data-key': String(i + 1) }, toggle);
}
