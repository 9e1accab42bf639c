/** Selecting pictures by a rectangle that the mouse draws over the gallery. */
import { h } from './dom.js';
import { rectangle, scrollSpeed } from './rectangle.js';

/** Where a rectangle begins: beside the cards, which are links, and may be dragged as such. */
const BARE = '#gallery-view, .gallery-main, #gallery, #gallery-end';

/** A click moves the mouse less than this. */
const LEAST_PX = 5;

const NOTHING = { filter: null, ids: [], last: null };

/**
 * @param {{root: HTMLElement, grid: Grid, selection: Selection}} parts `root`: the view around the
 *     grid. A touch draws nothing: it scrolls.
 */
export function dragSelect({ root, grid, selection }) {
  const element = h('div', { class: 'rectangle', hidden: true, 'data-test': 'rectangle' });
  document.body.append(element);
  let drawing = null;

  root.addEventListener('pointerdown', (event) => {
    const { pointerType, pointerId, button, target } = event;
    if (pointerType !== 'mouse' || button !== 0 || !target.matches(BARE)) return;
    root.setPointerCapture(pointerId);
    drawing = new Drawing({ element, grid, selection }, event);
  });
  root.addEventListener('pointermove', (event) => drawing?.moveTo(event));
  root.addEventListener('lostpointercapture', stop);
  addEventListener('scroll', () => drawing?.draw(), { passive: true });
  addEventListener('selectstart', (event) => drawing && event.preventDefault());
  const keys = (event) => {
    if (event.key !== 'Escape' || !drawing) return;
    event.stopPropagation();
    drawing.takeBack();
    stop();
  };
  addEventListener('keydown', keys, { capture: true });

  function stop() {
    drawing?.end();
    drawing = null;
  }
}

class Drawing {
  #isBegun = false;
  #shown = null;

  constructor(parts, { clientX, clientY, shiftKey, ctrlKey, metaKey }) {
    Object.assign(this, parts);
    this.before = this.selection.state;
    this.beside = shiftKey || ctrlKey || metaKey ? this.before : NOTHING;
    this.mouse = { x: clientX, y: clientY };
    this.start = this.#inGrid(this.mouse);
  }

  /** The list may scroll below the mouse: the rectangle begins at a place of the list. */
  #inGrid({ x, y }) {
    const { left, top } = this.grid.root.getBoundingClientRect();
    return { x: x - left, y: y - top };
  }

  moveTo({ clientX, clientY }) {
    const far = Math.max(Math.abs(clientX - this.mouse.x), Math.abs(clientY - this.mouse.y));
    if (!this.#isBegun && far < LEAST_PX) return;
    this.mouse = { x: clientX, y: clientY };
    if (!this.#isBegun) this.#scroll();
    this.#isBegun = true;
    this.draw();
  }

  #scroll() {
    this.frame = requestAnimationFrame(() => this.#scroll());
    const speed = scrollSpeed(this.mouse.y, innerHeight);
    if (speed !== 0) scrollBy(0, speed);
  }

  draw() {
    if (!this.#isBegun) return;
    const { left, top, right, bottom } = rectangle(this.start, this.#inGrid(this.mouse));
    const grid = this.grid.root.getBoundingClientRect();
    this.element.hidden = false;
    Object.assign(this.element.style, {
      left: `${grid.left + left}px`,
      top: `${grid.top + top}px`,
      width: `${right - left}px`,
      height: `${bottom - top}px`,
    });
    this.#select(this.grid.idsIn({ left, top, right, bottom }));
  }

  #select(ids) {
    const key = ids.join();
    if (key === this.#shown) return;
    this.#shown = key;
    this.selection.selectBeside(this.beside, ids);
  }

  takeBack() {
    if (this.#isBegun) this.selection.selectBeside(this.before, []);
  }

  end() {
    cancelAnimationFrame(this.frame);
    this.element.hidden = true;
  }
}
