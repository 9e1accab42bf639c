import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellsIn, rectangle, scrollSpeed } from '../../main/resources/META-INF/resources/js/rectangle.js';

// Columns at 0, 110 and 220, rows at 0, 220, 440; the last row has one cell.
const grid = { count: 7, columns: 3, width: 100, height: 200, columnGap: 10, rowGap: 20 };
const drawn = (x1, y1, x2, y2) => cellsIn(rectangle({ x: x1, y: y1 }, { x: x2, y: y2 }), grid);

test('a rectangle has the cells that it touches, from whatever corner it is drawn', () => {
  assert.deepEqual(drawn(105, 100, 215, 230), [1, 4]);
  assert.deepEqual(drawn(215, 230, 105, 100), [1, 4]);
  assert.deepEqual(drawn(0, 0, 400, 150), [0, 1, 2]);
  assert.deepEqual(drawn(-50, 430, 400, 900), [6]);
});

test('gaps, and what is around the grid, have no cells', () => {
  assert.deepEqual(drawn(101, 0, 109, 600), []);
  assert.deepEqual(drawn(0, 201, 400, 219), []);
  assert.deepEqual(drawn(330, 0, 500, 600), []);
  assert.deepEqual(drawn(0, -90, 400, -10), []);
  assert.deepEqual(drawn(120, 460, 400, 900), []);
});

test('a grid that has not been measured has none', () => {
  assert.deepEqual(cellsIn({ left: 0, top: 0, right: 9, bottom: 9 }, { count: 5, columns: 1 }), []);
});

test('near the edges of the window it scrolls, the nearer the faster', () => {
  assert.equal(scrollSpeed(400, 800), 0);
  assert.ok(scrollSpeed(20, 800) < scrollSpeed(60, 800));
  assert.equal(scrollSpeed(-100, 800), -24);
  assert.equal(scrollSpeed(1000, 800), 24);
});
