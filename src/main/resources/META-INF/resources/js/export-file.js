/** Takes an export home: saves all its parts, then confirms them. Needs no browser. */
import { joined } from './csv.js';
import { conflictWords, halves, unreadableWords } from './portions.js';
import { plural } from './words.js';

/** Longest time to wait before a second try, in seconds. */
const LONGEST_WAIT = 30;

/**
 * Reads all parts of an export as one file, has it saved, and only then confirms them: a picture
 * that counts as exported too early is left out of the next export of what is new.
 *
 * @param {string} name of an export
 * @param {{filter?: object, lists?: string[][], productOf?: (id: string) => string|undefined, only?: string}} which
 *     conditions, or the ids of each call, with their SKUs: a call that is too large for an answer is cut;
 *     `only`: `new` products of a shop, or those `exported` before, also with their facts (`exported-facts`)
 * @param {{exported: Function, confirm: (receipt: string) => Promise, keep: (parts: string[]) => void,
 *     onPart: (images: number) => void, onConfirm: (at: number, count: number) => void,
 *     wait: (seconds: number) => Promise}} by how parts are read and confirmed, and the file is saved
 * @returns {Promise<{conflicts: string[], waits: boolean, others: string|null, unreadable: string[], unconfirmed: Error|null}>}
 *     `waits`: some products are left to the next export; `others`: how many `only` left out, in words; `conflicts` and `unreadable`:
 *     what each part says of them; `unconfirmed`: why some pictures do not count as exported although the file has them
 */
export async function takeFile(name, { filter = {}, lists = null, productOf = () => undefined, only }, by) {
  const { exported, keep, onPart } = by;
  const parts = [];
  // A product's lines belong together; the other files have a line for each picture.
  const smaller = (ids) => halves(ids, name === 'shopify.csv' ? productOf : () => undefined);
  const choice = only && { products: only };
  const answers = lists
    ? listed(name, lists, smaller, exported, choice)
    : followed(name, { ...filter, ...choice }, exported);
  for await (const part of answers) {
    parts.push(part);
    if (part.next) onPart(Number(part.next.match(/\bbefore=(\d+)/)[1]));
  }
  const texts = parts.map(({ text }) => text);
  keep(name.endsWith('.csv') ? joined(texts) : texts);
  const receipts = parts.flatMap((part) => part.receipts);
  const said = (name) => parts.map((part) => part[name]).filter(Boolean);
  return {
    conflicts: said('conflicts'),
    unreadable: said('unreadable'),
    waits: parts.some((part) => part.waits),
    others: otherWords(only, parts.reduce((sum, part) => sum + Number(part.others ?? 0), 0)),
    unconfirmed: await confirmed(receipts, by),
  };
}

/** Confirms each, at the second try if need be. @returns {Promise<Error|null>} why the first of them is not */
async function confirmed(receipts, { confirm, onConfirm, wait }) {
  let unconfirmed = null;
  for (const [i, receipt] of receipts.entries()) {
    onConfirm(i + 1, receipts.length);
    try {
      await confirm(receipt).catch(async ({ retryAfter = 0 }) => {
        await wait(Math.min(retryAfter, LONGEST_WAIT));
        await confirm(receipt); // What was marked by the first call stays marked.
      });
    } catch (error) {
      unconfirmed ??= error;
    }
  }
  return unconfirmed;
}

/** @param {string|null} header what an answer has to be confirmed by @returns {string[]} */
export const receiptsOf = (header) => header?.trim().split(/\s*,\s*/).filter(Boolean) ?? [];

/** @returns {string|null} what the seller should know of a file that was taken; null if nothing */
export function fileWords({ conflicts, waits, others, unreadable, unconfirmed }) {
  const late =
    unconfirmed && `The file is saved, but not all its pictures count as exported yet: ${unconfirmed.message}`;
  const missing =
    waits && 'Some products are left out: their photos are still being worked on, or they have no title. Export them later, and give a title to those that have none.';
  return [late, unreadableWords(unreadable), missing, others, conflictWords(conflicts)].filter(Boolean).join(' ') || null;
}

/** @returns {string|null} that products are in the other file of a shop; null if there is none */
function otherWords(only, count) {
  if (!count) return null;
  const [are, they, them] = count === 1 ? ['is', 'it was', 'it'] : ['are', 'they were', 'them'];
  const [why, file] = only === 'new' ? ['exported to Shopify before', 'changes'] : ['never exported to Shopify', 'new products'];
  return `${plural(count, 'product')} ${are} left out, because ${they} ${why}: export ${them} by “Shopify, ${file}”.`;
}

async function* followed(name, filter, exported) {
  for (let next = name; next; ) {
    const part = await exported(next, next === name ? filter : {});
    yield part;
    next = part.next;
  }
}

/** To those who are told of exports the calls are one. */
async function* listed(name, lists, smaller, exported, choice) {
  const left = [...lists];
  for (let next = name; left.length > 0; ) {
    const ids = left.shift();
    try {
      const part = await exported(next, {
        ids: ids.join(','),
        more: left.length > 0 && 'true',
        ...(next === name && choice), // Later the address has it.
      });
      yield part;
      next = part.next;
    } catch (error) {
      const cut = error.code === 'EXPORT_TOO_LARGE' ? smaller(ids) : [];
      if (cut.length < 2) throw error;
      left.unshift(...cut);
    }
  }
}
