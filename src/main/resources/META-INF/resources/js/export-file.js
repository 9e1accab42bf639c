/** Takes an export home: all its parts first, then the word that they have arrived. Needs no browser. */

/**
 * Reads all parts of an export as one file, has it saved, and only then confirms them: a picture
 * that counts as exported too early is left out of the next export of what is new.
 *
 * @param {string} name of an export
 * @param {{filter?: object, lists?: string[][]}} which conditions, or the ids of each call
 * @param {{exported: Function, confirm: (receipt: string) => Promise, keep: (parts: string[]) => void,
 *     onPart: (count: number) => void}} by how parts are read and confirmed, and the file is saved
 * @returns {Promise<{conflicts: string[], unconfirmed: Error|null}>} `unconfirmed`: why some pictures
 *     do not count as exported although the file has them
 */
export async function takeFile(name, { filter = {}, lists = null }, { exported, confirm, keep, onPart }) {
  const parts = [];
  for await (const part of lists ? listed(name, lists, exported) : followed(name, filter, exported)) {
    parts.push(part);
    if (part.next) onPart(parts.length);
  }
  const isCsv = name.endsWith('.csv');
  keep(parts.map(({ text }, at) => (at > 0 && isCsv ? withoutHeader(text) : text)));
  let unconfirmed = null;
  for (const receipt of parts.flatMap((part) => part.receipts)) {
    const again = () => confirm(receipt); // What was marked by the first call stays marked.
    await again().catch(again).catch((error) => {
      unconfirmed ??= error;
    });
  }
  return { conflicts: parts.map((part) => part.conflicts).filter(Boolean), unconfirmed };
}

async function* followed(name, filter, exported) {
  for (let next = name; next; ) {
    const part = await exported(next, next === name ? filter : {});
    yield part;
    next = part.next;
  }
}

/** To those who are told of exports the calls are one. */
async function* listed(name, lists, exported) {
  let next = name;
  for (const [i, ids] of lists.entries()) {
    const part = await exported(next, { ids: ids.join(','), more: i < lists.length - 1 && 'true' });
    yield part;
    next = part.next;
  }
}

/** Removes the first line: no column's name has a line end. */
const withoutHeader = (text) => text.slice(text.indexOf('\n') + 1);
