/** A rectangle that is drawn over a grid of cells of one size. Needs no browser. */

/** Distance from the window's upper and lower edge at which drawing scrolls. */
const EDGE_PX = 80;
const FASTEST_PX = 24;

/** @param {{x: number, y: number}} a a corner @param {{x: number, y: number}} b the opposite one */
export const rectangle = (a, b) => ({
  left: Math.min(a.x, b.x),
  top: Math.min(a.y, b.y),
  right: Math.max(a.x, b.x),
  bottom: Math.max(a.y, b.y),
});

/**
 * @param {{left: number, top: number, right: number, bottom: number}} rectangle in pixels from the
 *     grid's upper left corner
 * @param {{count: number, columns: number, width: number, height: number, columnGap: number, rowGap:
 *     number}} grid `count` of cells; `width` and `height` of one, in pixels
 * @returns {number[]} indices of the cells that the rectangle touches, in the grid's order
 */
export function cellsIn({ left, top, right, bottom }, { count, columns, width, height, columnGap, rowGap }) {
  if (!(width > 0 && height > 0)) return [];
  const inColumns = touched(left, right, width, columnGap, columns);
  const inRows = touched(top, bottom, height, rowGap, Math.ceil(count / columns));
  return inRows.flatMap((row) => inColumns.map((column) => row * columns + column)).filter((at) => at < count);
}

/** Which of `count` stretches of a length, with gaps between them, lie between two points. */
function touched(from, to, length, gap, count) {
  const step = length + gap;
  const first = Math.max(0, Math.floor((from - length) / step) + 1);
  const last = Math.min(count - 1, Math.ceil(to / step) - 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

/**
 * @param {number} y of the mouse in the window, which may be outside of it
 * @param {number} height of the window
 * @returns {number} pixels to scroll in a frame, negative for up; the faster, the nearer the edge
 */
export function scrollSpeed(y, height) {
  const near = (distance) => Math.min(1, Math.max(0, 1 - distance / EDGE_PX));
  return Math.round(FASTEST_PX * (near(height - y) - near(y)));
}
