/** The elements of the gallery's cards: each is kept for as long as it shows the same. */
import { card, cardKey, passedCard, updateWaiting } from './card.js';
import { focusIn, refocus } from './focus.js';
import { isRendered } from './words.js';

/** Elements that are kept for when they are shown again; more than a window shows. */
const MOST_KEPT = 500;

export class CardElements {
  /** The one shown last is the last. */
  #kept = new Map();

  /**
   * @param {{previewOf: (imageId: string) => string|null, selection: Selection, images: () =>
   *     Array}} page `images`: all loaded ones, of which a range can be selected
   */
  constructor(page) {
    this.page = page;
  }

  /**
   * @param {boolean} isPassed whether a card that is not kept may be empty
   * @returns {HTMLElement} the card of a picture; the same one, and in step, while it shows the same
   */
  of(image, isPassed) {
    const { selection } = this.page;
    // A rendition takes the preview's place.
    const preview = isRendered(image) ? null : this.page.previewOf(image.imageId);
    const selected = selection.has(image.imageId);
    const key = `${selected}${cardKey(image, preview)}`;
    const known = this.#kept.get(image.imageId);
    if (known?.key === key) {
      updateWaiting(known.element, image);
      this.#keep(image, known);
      return known.element;
    }
    if (isPassed && !known) return passedCard(image);
    const element = card(image, preview, {
      selected,
      toggle: (range) => selection.toggle(image.imageId, range ? this.page.images() : null),
    });
    if (known?.element.isConnected) replace(known.element, element);
    this.#keep(image, { key, element });
    return element;
  }

  #keep({ imageId }, kept) {
    this.#kept.delete(imageId);
    this.#kept.set(imageId, kept);
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value);
  }

  forgetAll() {
    this.#kept.clear();
  }
}

/** Puts a card in the place of another; the focus stays in it. */
function replace(before, element) {
  const place = focusIn(before);
  before.replaceWith(element);
  if (place) refocus(element, place);
}
