/**
 * Which rows of a long grid to draw: those in the window, and a few around it. The others are empty
 * space of the same height, so the page has a bounded number of elements. Needs no browser.
 */

/** Rows drawn above and below the window, so that scrolling shows no empty space. */
const MARGIN_ROWS = 3;

/**
 * @param {{count: number, columns: number, rowHeight: number, top: number, height: number}} grid
 *     `count` of cells; `rowHeight` with the gap, in pixels; `top` of the window from the grid's
 *     top, in pixels, negative above it; `height` of the window
 * @returns {{from: number, to: number, before: number, after: number}} cells [from, to) to draw;
 *     heights in pixels of the space before and after them
 */
export function visibleRows({ count, columns, rowHeight, top, height }) {
  const rows = Math.ceil(count / columns);
  if (rows === 0 || !(rowHeight > 0)) return { from: 0, to: count, before: 0, after: 0 };
  const within = (row) => Math.max(0, Math.min(rows, row));
  const first = within(Math.floor(top / rowHeight) - MARGIN_ROWS);
  const last = within(Math.ceil((top + height) / rowHeight) + MARGIN_ROWS);
  // Far outside of the grid at least one row is drawn, to be measured.
  const from = Math.min(first, rows - 1);
  const to = Math.max(last, from + 1);
  return {
    from: from * columns,
    to: Math.min(count, to * columns),
    before: from * rowHeight,
    after: (rows - to) * rowHeight,
  };
}

/** @returns {number} pixels from the grid's top to the row of a cell */
export const rowTop = (index, { columns, rowHeight }) => Math.floor(index / columns) * rowHeight;
