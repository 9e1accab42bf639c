/** The requests for exports. */
import { receiptsOf } from './export-file.js';
import { answer, call, problem, queryOf } from './http.js';
import { credentials } from './sign-in.js';

/**
 * Reads a part of an export; `next` is the address of the next part, null after the last.
 *
 * @param {string} name e.g. `images.csv`, or what `next` said
 * @param {object} filter which pictures; nothing where `next` says it
 * @returns {Promise<{text: string, next: string|null, conflicts: string|null, waits: boolean,
 *     receipts: string[]}>}
 *     `conflicts`: number and handles of products whose pictures contradict each other, `2; mug-1,
 *     mug-7`; `receipts`: to be confirmed once the file is saved
 */
export async function exported(name, filter = {}) {
  const path = `${name}${name.includes('?') ? '&' : '?'}${queryOf(filter)}`;
  const response = await answer(`exports/${path}`, { headers: await credentials() });
  if (!response.ok) throw await problem(response);
  const next = response.headers.get('link')?.match(/<([^>]*)>; *rel="next"/)?.[1] ?? null;
  const conflicts = response.headers.get('vitrine-conflicts');
  const receipts = receiptsOf(response.headers.get('vitrine-receipts'));
  const waits = response.headers.has('vitrine-waiting');
  return { text: await response.text(), next, conflicts, waits, receipts };
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
  const response = await answer(path, { method: 'HEAD', headers: await credentials() });
  if (!response.ok) throw await problem(response);
  return path;
}
