/** A long grid of cards, of which only those near the window are in the document. */
import { cellsIn } from './rectangle.js';
import { rowTop, visibleRows } from './visible-rows.js';

/** Scrolled by more pixels than this, the window keeps its cards when others are added above. */
const SCROLLED = 120;
/** Pixels in a millisecond from which on cards are passed too fast to be looked at. */
const FAST = 8;
/** Time without fast scrolling after which the cards in the window are drawn whole. */
const SETTLED_MS = 100;

export class Grid {
  #items = [];
  #rowHeight = 0;
  #columns = 1;
  #cell = null;
  #range = null;
  /** The elements in the document, by their items. */
  #drawn = new Map();
  /** Where the window was when it was looked at last, and when. */
  #seen = { top: 0, at: 0 };
  /** Ends passing; null while the seller does not pass cards. */
  #passing = null;

  /**
   * @param {HTMLElement} root a CSS grid whose cards all have the same height
   * @param {(item: object, isPassed: boolean) => HTMLElement} cardOf gives the same element as long as it
   *     shows the same; one that is passed fast may show less
   */
  constructor(root, cardOf) {
    Object.assign(this, { root, cardOf });
    let planned = false;
    const plan = () => {
      if (planned) return;
      planned = true;
      requestAnimationFrame(() => {
        planned = false;
        this.#scrolled();
      });
    };
    addEventListener('scroll', plan, { passive: true });
    new ResizeObserver(() => this.#resized()).observe(root);
  }

  /** Shows another list; the first card in the window stays where it is. */
  show(items) {
    const anchor = this.#isScrolled() ? this.anchor() : null;
    this.#items = items;
    this.#drawAgain();
    if (anchor) this.#moveTo(anchor);
  }

  /** @returns {{imageId: string, offset: number}|null} the first card in the window, and where */
  anchor() {
    const top = this.#top();
    if (!this.#rowHeight || this.#items.length === 0 || !this.#isVisible()) return null;
    const row = Math.max(0, Math.floor(top / this.#rowHeight));
    const item = this.#items[row * this.#columns];
    return item ? { imageId: item.imageId, offset: row * this.#rowHeight - top } : null;
  }

  /** Scrolls a card to where it was, and draws what is there whole. @param anchor of `anchor` @returns whether it is listed */
  scrollTo(anchor) {
    this.#settle();
    return this.#moveTo(anchor);
  }

  #moveTo({ imageId, offset }) {
    const index = this.#items.findIndex((item) => item.imageId === imageId);
    if (index < 0 || !this.#rowHeight) return false;
    const place = rowTop(index, this.#shape());
    scrollBy(0, place - offset - this.#top());
    this.#look();
    this.#move();
    return true;
  }

  /** Brings a card into the window, if it is not there. @returns its element, if it is listed */
  reveal(imageId) {
    const index = this.#items.findIndex((item) => item.imageId === imageId);
    if (index < 0) return null;
    const place = rowTop(index, this.#shape()) - this.#top();
    if (place < 0 || place + this.#rowHeight > innerHeight)
      this.scrollTo({ imageId, offset: innerHeight / 3 });
    this.#move();
    return this.#elementOf(imageId);
  }

  /** The card beside another. @param by cells, negative for earlier ones; `rows` likewise */
  neighbour(imageId, by, rows = 0) {
    const index = this.#items.findIndex((item) => item.imageId === imageId);
    const item = index < 0 ? null : this.#items[index + by + rows * this.#columns];
    return item ? this.reveal(item.imageId) : null;
  }

  /**
   * @param {{left: number, top: number, right: number, bottom: number}} rectangle in pixels from the
   *     grid's upper left corner
   * @returns {string[]} ids of the cards that it touches, also of those that are not in the document
   */
  idsIn(rectangle) {
    const grid = { count: this.#items.length, columns: this.#columns, ...this.#cell };
    return cellsIn(rectangle, grid).map((at) => this.#items[at].imageId);
  }

  #elementOf(imageId) {
    return [...this.root.children].find((element) => element.dataset.id === imageId) ?? null;
  }

  #shape() {
    return { columns: this.#columns, rowHeight: this.#rowHeight };
  }

  #isVisible() {
    return this.root.getClientRects().length > 0;
  }

  #isScrolled() {
    return this.#isVisible() && scrollY > SCROLLED;
  }

  /** Pixels from the grid's top to the window's; negative above the grid. */
  #top() {
    return -this.root.getBoundingClientRect().top;
  }

  #resized() {
    if (!this.#isVisible()) return;
    const anchor = this.#isScrolled() ? this.anchor() : null;
    this.#range = null;
    this.#measure();
    this.#move();
    if (anchor) this.#moveTo(anchor);
  }

  /** @returns {number} pixels in a millisecond since the last look */
  #look() {
    const before = this.#seen;
    this.#seen = { top: this.#top(), at: performance.now() };
    return Math.abs(this.#seen.top - before.top) / Math.max(1, this.#seen.at - before.at);
  }

  /** Pictures that are passed are not loaded: hundreds a second would hold up the scrolling itself. */
  #scrolled() {
    if (this.#look() > FAST) {
      clearTimeout(this.#passing);
      this.#passing = setTimeout(() => this.#settle(), SETTLED_MS);
    } else this.#settle();
    this.#move();
  }

  /** Draws whole what was passed, if anything was. */
  #settle() {
    if (this.#passing === null) return;
    clearTimeout(this.#passing);
    this.#passing = null;
    this.#drawAgain();
  }

  #drawAgain() {
    this.#range = null;
    this.#drawn.clear();
    this.#move();
  }

  #measure() {
    const card = this.root.querySelector('.card');
    if (!card || !this.#isVisible()) return;
    const style = getComputedStyle(this.root);
    const { width, height } = card.getBoundingClientRect();
    const [rowGap, columnGap] = [style.rowGap, style.columnGap].map((gap) => parseFloat(gap) || 0);
    this.#cell = { width, height, rowGap, columnGap };
    this.#columns = Math.max(1, style.gridTemplateColumns.split(' ').length);
    this.#rowHeight = height + rowGap;
  }

  #move() {
    if (!this.#isVisible() && this.#range) return;
    const range = this.#wanted();
    if (this.#range && range.from === this.#range.from && range.to === this.#range.to) return;
    this.#draw(range);
    if (this.#rowHeight > 0) return;
    this.#measure();
    if (this.#rowHeight > 0) this.#draw(this.#wanted());
  }

  #wanted() {
    const height = innerHeight;
    const grid = { count: this.#items.length, ...this.#shape(), top: this.#top(), height };
    // Before a row is measured, no more is drawn than fits into a large window.
    return this.#rowHeight ? visibleRows(grid) : { ...visibleRows(grid), to: Math.min(grid.count, 48) };
  }

  #draw(range) {
    this.#range = range;
    const focused = this.root.contains(document.activeElement);
    this.root.style.paddingTop = `${range.before}px`;
    this.root.style.paddingBottom = `${range.after}px`;
    const items = this.#items.slice(range.from, range.to);
    const isPassed = this.#passing !== null;
    this.#drawn = new Map(items.map((item) => [item, this.#drawn.get(item) ?? this.cardOf(item, isPassed)]));
    this.#place([...this.#drawn.values()], range.from + 1);
    if (focused && !this.root.contains(document.activeElement))
      this.root.focus({ preventScroll: true });
  }

  /** Makes these the cards in the document; those that are there already are not moved. @param first place of the first */
  #place(elements, first) {
    const kept = new Set(elements);
    for (const child of [...this.root.children]) if (!kept.has(child)) child.remove();
    let next = this.root.firstElementChild;
    elements.forEach((element, at) => {
      element.setAttribute('aria-posinset', first + at);
      if (element === next) next = next.nextElementSibling;
      else this.root.insertBefore(element, next);
    });
  }
}
