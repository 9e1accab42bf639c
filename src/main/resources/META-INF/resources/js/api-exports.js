/** The requests for exports. */
import { receiptsOf } from './export-file.js';
import { PATIENCE, call, queryOf, request } from './http.js';

/** A part of an export has up to 1,000 pictures, which are all read before it begins. */
const patience = PATIENCE.last;

/**
 * Reads a part of an export; `next` is the address of the next part, null after the last.
 *
 * @param {string} name e.g. `images.csv`, or what `next` said
 * @param {object} filter which pictures; nothing where `next` says it
 * @returns {Promise<{text: string, next: string|null, conflicts: string|null, waits: boolean,
 *     others: string|null, unreadable: string|null, receipts: string[]}>}
 *     `conflicts`: number and handles of products whose pictures contradict each other, `2; mug-1,
 *     mug-7`; `others`: number of products that are not chosen; `unreadable`: number and ids of pictures
 *     that are left out because their records cannot be read, `2; ID, ID`; `receipts`: to be confirmed once the file is saved
 */
export async function exported(name, filter = {}) {
  const path = `${name}${name.includes('?') ? '&' : '?'}${queryOf(filter)}`;
  const { headers, body } = await request(`exports/${path}`, { patience });
  const next = headers.get('link')?.match(/<([^>]*)>; *rel="next"/)?.[1] ?? null;
  const conflicts = headers.get('vitrine-conflicts');
  const receipts = receiptsOf(headers.get('vitrine-receipts'));
  const waits = headers.has('vitrine-waiting');
  const others = headers.get('vitrine-other-products');
  const unreadable = headers.get('vitrine-unreadable');
  return { text: await body.text(), next, conflicts, waits, others, unreadable, receipts };
}

/** Confirms that an exported file is saved: its pictures count as exported. */
export const confirmExport = (receipt) => call('POST', `exports/receipts/${receipt}`);

/**
 * Asks whether an export can be made now.
 *
 * @returns {Promise<string>} its address
 */
export async function exportAddress(name, conditions) {
  const path = `exports/${name}?${queryOf(conditions)}`;
  await request(path, { method: 'HEAD', patience });
  return path;
}
