import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_ZOOM, WHOLE, moved, zoomed } from '../../main/resources/META-INF/resources/js/zoom.js';

const frame = { width: 400, height: 300 };
/** Fits the frame as 400 x 200. */
const picture = { width: 2000, height: 1000 };

test('what is under the pointer stays there', () => {
  const point = { x: 100, y: 20 };
  const view = zoomed(WHOLE, 4, point, frame, picture);
  assert.equal(view.scale, 4);
  assert.deepEqual([(point.x - view.x) / 4, (point.y - view.y) / 4], [100, 20]);
});

test('zooms between the whole picture and eight times of it', () => {
  assert.equal(zoomed(WHOLE, 100, { x: 0, y: 0 }, frame, picture).scale, MOST_ZOOM);
  const close = zoomed(WHOLE, 8, { x: 150, y: 90 }, frame, picture);
  assert.deepEqual(zoomed(close, 0.01, { x: -150, y: 0 }, frame, picture), WHOLE);
});

test('leaves no empty room beside a picture that is larger than its frame', () => {
  const view = zoomed(WHOLE, 2, { x: 0, y: 0 }, frame, picture);
  assert.deepEqual(moved(view, { x: 1000, y: 1000 }, frame, picture), { scale: 2, x: 200, y: 50 });
});

test('does not move what is smaller than its frame', () => {
  assert.deepEqual(moved(WHOLE, { x: 30, y: -30 }, frame, picture), WHOLE);
});
