/** A table that a spreadsheet has written, row by row, and how it is sent. Needs no browser. */

const ROWS_PER_CALL = 100;
/** Of text, each of at most three bytes in UTF-8: the API takes 4 MB. */
const UNITS_PER_CALL = 1_200_000;
/** Most times that a row is sent: a call whose time is over says nothing of the rest. */
const MOST_TRIES = 3;

/**
 * Reads a file as spreadsheets write it: in UTF-8 or UTF-16 with a byte order mark, in UTF-8 without one,
 * or in Windows-1252.
 *
 * @param {Blob} file
 * @returns {Promise<string>}
 * @throws {Error} in words for the seller, if it is a workbook
 */
export async function textOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const begins = (...mark) => mark.every((byte, at) => bytes[at] === byte);
  if (begins(0x50, 0x4b) || begins(0xd0, 0xcf))
    throw new Error('This is a workbook. Save it as CSV UTF-8 in the spreadsheet, and choose that file.');
  if (begins(0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (begins(0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * Cuts a table into its rows, as the server does. A line end in quotes ends none. Quotes begin where a
 * cell begins: the sign for inches within a cell is a sign like any other.
 *
 * @param {string} text CSV with any separator
 * @returns {{header: string, rows: Array<{number: number, text: string}>}} without empty rows; `header`
 *     has a first line `sep=;` too; `number` is as spreadsheets count: the header is 1
 */
export function sheetOf(text) {
  const records = [];
  let from = 0;
  let isQuoted = false;
  let closed = -2;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"' && (isQuoted || closed === at - 1 || /[,;\t\r\n]/.test(text[at - 1] ?? '\n'))) {
      isQuoted = !isQuoted;
      if (!isQuoted) closed = at;
    }
    const isEnd = sign === '\n' || (sign === '\r' && text[at + 1] !== '\n');
    if (isQuoted || !isEnd) continue;
    records.push(text.slice(from, at).replace(/\r$/, ''));
    from = at + 1;
  }
  records.push(text.slice(from));
  const before = /^"?sep=.?"?\s*$/i.test(records[0]) ? records.splice(0, 1) : [];
  const hasText = (row) => /[^\s,;"]/.test(row);
  const above = Math.max(0, records.findIndex(hasText));
  const [names = '', ...rest] = records.slice(above);
  const rows = rest.map((row, at) => ({ number: above + at + 2, text: row })).filter((row) => hasText(row.text));
  return { header: [...before, names].join('\n'), rows };
}

/** @returns {Array<Array<{number: number, text: string}>>} the rows of each call */
export function callsOf(rows) {
  const calls = [];
  let units = 0;
  for (const row of rows) {
    const call = calls.at(-1);
    units += row.text.length;
    if (call && call.length < ROWS_PER_CALL && units <= UNITS_PER_CALL) call.push(row);
    else {
      calls.push([row]);
      units = row.text.length;
    }
  }
  return calls;
}

/**
 * Sends rows, call after call, until each has a result.
 *
 * @param {string} header
 * @param {Array<{number: number, text: string}>} rows
 * @param {{send: (text: string) => Promise<{rows: Array, unknownColumns: string[]}>,
 *     onProgress?: (done: number) => void, isLeft?: () => boolean}} how `isLeft`: nobody waits any more
 * @returns {Promise<{results: Map<number, object>, unknown: string[], broke: Error|null}>} `results` by the row's
 *     number in the file, each with its `row` as it was sent; `broke`: why the rows without a result have none
 */
export async function runSheet(header, rows, { send, onProgress = () => {}, isLeft = () => false }) {
  const run = { results: new Map(), unknown: [], broke: null };
  const seen = new Map();
  const take = async (call) => {
    const answer = await send([header, ...call.map((row) => row.text)].join('\n'));
    run.unknown = answer.unknownColumns;
    for (const one of answer.rows) {
      const row = call[one.row - 2];
      run.results.set(row.number, first(seen, { ...one, row }));
    }
    onProgress(run.results.size);
  };
  const openOf = (call) => call.filter(({ number }) => (run.results.get(number)?.outcome ?? 'unavailable') === 'unavailable');
  try {
    for (const call of callsOf(rows)) {
      let open = call;
      for (let tries = 0; open.length > 0 && tries < MOST_TRIES && !isLeft(); ) {
        await take(open);
        const still = openOf(open);
        tries = still.length < open.length ? 0 : tries + 1;
        open = still;
      }
    }
  } catch (error) {
    run.broke = error;
  }
  return run;
}

/** The server sees that two rows of one call are about the same picture; of others the page has to. */
function first(seen, result) {
  const { imageId, row } = result;
  const known = imageId && seen.get(imageId);
  if (known && known !== row.number)
    return { ...result, outcome: 'refused', changes: [], message: 'An earlier row is about the same picture.' };
  if (imageId && result.outcome !== 'refused') seen.set(imageId, row.number);
  return result;
}
