/** A long grid of cards, of which only those near the window are in the document. */
import { cellsIn } from './rectangle.js';
import { rowTop, visibleRows } from './visible-rows.js';

/** Scrolled by more pixels than this, the window keeps its cards when others are added above. */
const SCROLLED = 120;

export class Grid {
  #items = [];
  #rowHeight = 0;
  #columns = 1;
  #cell = null;
  #range = null;

  /**
   * @param {HTMLElement} root a CSS grid whose cards all have the same height
   * @param {(item: object) => HTMLElement} cardOf gives the same element as long as it shows the
   *     same
   */
  constructor(root, cardOf) {
    Object.assign(this, { root, cardOf });
    let planned = false;
    const plan = () => {
      if (planned) return;
      planned = true;
      requestAnimationFrame(() => {
        planned = false;
        this.#move();
      });
    };
    addEventListener('scroll', plan, { passive: true });
    new ResizeObserver(() => this.#resized()).observe(root);
  }

  /** Shows another list; the first card in the window stays where it is. */
  show(items) {
    const anchor = this.#isScrolled() ? this.anchor() : null;
    this.#items = items;
    this.#range = null;
    this.#move();
    if (anchor) this.scrollTo(anchor);
  }

  /** @returns {{imageId: string, offset: number}|null} the first card in the window, and where */
  anchor() {
    const top = this.#top();
    if (!this.#rowHeight || this.#items.length === 0 || !this.#isVisible()) return null;
    const row = Math.max(0, Math.floor(top / this.#rowHeight));
    const item = this.#items[row * this.#columns];
    return item ? { imageId: item.imageId, offset: row * this.#rowHeight - top } : null;
  }

  /** Scrolls a card to where it was. @param anchor of `anchor` @returns whether it is listed */
  scrollTo({ imageId, offset }) {
    const index = this.#items.findIndex((item) => item.imageId === imageId);
    if (index < 0 || !this.#rowHeight) return false;
    const place = rowTop(index, this.#shape());
    scrollBy(0, place - offset - this.#top());
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
    if (anchor) this.scrollTo(anchor);
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
    const wanted = this.#items.slice(range.from, range.to).map((item) => this.cardOf(item));
    const kept = new Set(wanted);
    for (const child of [...this.root.children]) if (!kept.has(child)) child.remove();
    wanted.forEach((element, at) => {
      element.setAttribute('aria-posinset', range.from + at + 1);
      if (this.root.children[at] !== element)
        this.root.insertBefore(element, this.root.children[at] ?? null);
    });
    if (focused && !this.root.contains(document.activeElement))
      this.root.focus({ preventScroll: true });
  }
}
