/** Reads the bin page by page. Needs no browser. */
import { withNextPage } from './merging.js';

/** Longest page that the API gives. */
const PAGE = 100;
const MOST_PAGES = 30;
const MOST_CALLS = 1000;

/**
 * Reads pages until enough pictures are there: a page may be empty although more follow.
 *
 * @param {(page: {limit: number, cursor?: string}) => Promise} read
 * @param {number} wanted pictures at least, if there are so many
 * @param {{images: Array, cursor: string|null}} known what was read before
 * @returns {Promise<{images: Array, cursor: string|null}>} the cursor is null after the last page
 */
export async function readBin(read, wanted, known = { images: [], cursor: null }) {
  let list = known;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    list = withNextPage(list, await read({ limit: PAGE, cursor: list.cursor ?? undefined }));
    if (!list.cursor || list.images.length >= wanted) break;
  }
  return list;
}

/**
 * Empties the bin: each call deletes as much as it has time for.
 *
 * @param {() => Promise<{deleted: number, more: boolean}>} call
 * @param {(deleted: number) => void} onProgress
 * @returns {Promise<number>} how many pictures were deleted
 */
export async function emptied(call, onProgress) {
  let deleted = 0;
  for (let calls = 0; calls < MOST_CALLS; calls += 1) {
    const result = await call();
    deleted += result.deleted;
    onProgress(deleted);
    if (!result.more) break;
  }
  return deleted;
}
