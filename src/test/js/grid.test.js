import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Grid } from '../../main/resources/META-INF/resources/js/grid.js';

const COLUMNS = 4;
const ROW_PX = 300;

let now = 0;
let top = 0;
let onScroll;
let frames = [];
let made = [];

/** What the grid needs of a browser: a window that scrolls, and a part of a document. */
Object.assign(globalThis, {
  innerHeight: 900,
  scrollBy: (x, y) => (top += y),
  addEventListener: (type, listener) => (onScroll = listener),
  requestAnimationFrame: (draw) => frames.push(draw),
  ResizeObserver: class {
    observe() {}
  },
  getComputedStyle: () => ({ rowGap: '0px', columnGap: '0px', gridTemplateColumns: Array(COLUMNS).fill('200px').join(' ') }),
  document: { activeElement: null },
});
for (const [name, value] of [['performance', { now: () => now }], ['scrollY', 1000]])
  Object.defineProperty(globalThis, name, { value, configurable: true });

class Root {
  children = [];
  style = {};
  getClientRects = () => [{}];
  getBoundingClientRect = () => ({ top: -top });
  querySelector = () => this.children[0] ?? null;
  contains = () => false;

  get firstElementChild() {
    return this.children[0] ?? null;
  }

  insertBefore(element, next) {
    this.children.splice(next ? this.children.indexOf(next) : this.children.length, 0, element);
  }

  card(item, isPassed) {
    const { children } = this;
    const element = {
      item,
      isPassed,
      dataset: { id: item.imageId },
      setAttribute() {},
      remove: () => children.splice(children.indexOf(element), 1),
      getBoundingClientRect: () => ({ width: 200, height: ROW_PX }),
      get nextElementSibling() {
        return children[children.indexOf(element) + 1] ?? null;
      },
    };
    made.push(element);
    return element;
  }
}

let root;
let grid;

beforeEach(() => {
  [now, top, frames] = [0, 0, []];
  root = new Root();
  grid = new Grid(root, (item, isPassed) => root.card(item, isPassed));
  grid.show(Array.from({ length: 4000 }, (_, i) => ({ imageId: `${i}` })));
  made = [];
});

/** Scrolls by so many pixels in a frame of 16 ms. */
function scroll(pixels) {
  top += pixels;
  now += 16;
  onScroll();
  frames.splice(0).forEach((draw) => draw());
}

const shown = () => root.children.map(({ item }) => Number(item.imageId));
const rowsFrom = (row, count) => Array.from({ length: count * COLUMNS }, (_, i) => row * COLUMNS + i);
const passed = () => root.children.filter(({ isPassed }) => isPassed).length;

test('while one can look, cards are drawn whole, and those that stay are not asked for again', () => {
  now = 1000;
  for (let i = 0; i < 20; i += 1) scroll(50);
  assert.deepEqual(shown(), rowsFrom(0, 10));
  assert.equal(passed(), 0);
  assert.equal(made.length, 4 * COLUMNS, 'four rows are new');
  assert.equal(new Set(made.map(({ item }) => item)).size, made.length);
});

test('cards that are passed fast are drawn as such, and whole where the seller stays', async () => {
  now = 1000;
  for (let i = 0; i < 20; i += 1) scroll(500);
  assert.ok(passed() > 8 * COLUMNS, `passed: ${passed()}`);
  const before = shown();
  await new Promise((resolve) => setTimeout(resolve, 150));
  assert.equal(passed(), 0);
  assert.deepEqual(shown(), before);
});

test('slowed down, scrolling draws whole cards at once', () => {
  now = 1000;
  for (let i = 0; i < 20; i += 1) scroll(500);
  scroll(50);
  assert.equal(passed(), 0);
});

test('a list that grows while its cards are passed goes on being passed', () => {
  now = 1000;
  for (let i = 0; i < 20; i += 1) scroll(500);
  grid.show(Array.from({ length: 4100 }, (_, i) => ({ imageId: `${i}` })));
  assert.ok(passed() > 0);
  grid.scrollTo({ imageId: '400', offset: 0 });
  assert.equal(passed(), 0, 'a place that the page goes to is not passed');
});
