import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowTop, visibleRows } from '../../main/resources/META-INF/resources/js/visible-rows.js';

const grid = { count: 10_000, columns: 5, rowHeight: 300, height: 900 };

test('draws a bounded number of cells wherever the window is', () => {
  for (let top = -500; top < 601_000; top += 777) {
    const { from, to, before, after } = visibleRows({ ...grid, top });
    assert.ok(to - from <= (900 / 300 + 1 + 2 * 3 + 1) * 5, `${to - from} cells at ${top}`);
    assert.ok(to > from);
    assert.equal(before + ((to - from) / 5) * 300 + after, 600_000, 'the height stays');
  }
});

test('draws every cell of the window', () => {
  const { from, to } = visibleRows({ ...grid, top: 30_000 });
  assert.ok(from <= 500 && to >= 515);
});

test('draws an incomplete last row', () => {
  const { to, after } = visibleRows({ ...grid, count: 12, top: 0 });
  assert.equal(to, 12);
  assert.equal(after, 0);
});

test('draws everything while the height of a row is unknown', () => {
  assert.deepEqual(visibleRows({ ...grid, count: 48, rowHeight: 0, top: 0 }), {
    from: 0,
    to: 48,
    before: 0,
    after: 0,
  });
});

test('an empty grid draws nothing', () => {
  assert.equal(visibleRows({ ...grid, count: 0, top: 0 }).to, 0);
});

test('says where a cell is', () => {
  assert.equal(rowTop(11, grid), 600);
});
