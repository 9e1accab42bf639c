/** Tables as comma-separated values. Needs no browser. */

/** A cell as it is written, with its quotes, and what ends it. */
const CELL = /("[^"]*(?:""[^"]*)*"|[^",\r\n]*)(,|\r?\n|$)/y;

/**
 * Makes the parts of a table one file.
 *
 * @param {string[]} parts CSV, each with a header
 * @returns {string[]} texts of the file, in line: below one header, each cell under the name of its column.
 *     Columns that the first part does not have come last
 */
export function joined(parts) {
  const headers = parts.map(headerOf);
  if (headers.every((header) => header === headers[0]))
    return parts.map((text, at) => (at === 0 ? text : text.slice(headers[0].length)));
  const tables = parts.map(linesOf);
  const columns = [...new Set(tables.flatMap(([names]) => names))];
  const cells = tables.map(([names, ...lines]) => {
    const places = columns.map((name) => names.indexOf(name));
    return lines.map((line) => lineOf(places.map((place) => line[place] ?? ''))).join('');
  });
  return [lineOf(columns), ...cells];
}

/** No column's name has a line end. */
const headerOf = (text) => text.slice(0, text.indexOf('\n') + 1);

const lineOf = (cells) => `${cells.join(',')}\r\n`;

/** @returns {string[][]} the cells of each line */
function linesOf(text) {
  const lines = [[]];
  CELL.lastIndex = 0;
  while (CELL.lastIndex < text.length) {
    const [, cell, end] = CELL.exec(text);
    lines.at(-1).push(cell);
    if (end !== ',') lines.push([]);
  }
  return lines.filter((line) => line.length > 0);
}
