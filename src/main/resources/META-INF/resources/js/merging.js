/** Merges pages of the picture list into the list that the gallery shows. Needs no browser. */

/**
 * Merges a newly read first page into the known list.
 *
 * The known older pictures are kept only if the page reaches one of the known pictures. Otherwise
 * pictures may lie between the page and the known list, so the list starts again at the page and
 * its cursor leads to them.
 *
 * @param {{images: Array, cursor: string|null}} known what is shown, newest first
 * @param {{images: Array, cursor?: string}} page the newest pictures, newest first
 * @returns {{images: Array, cursor: string|null}} the list to show, and the cursor of its next page
 */
export function withFirstPage(known, page) {
  const ids = new Set(page.images.map((image) => image.imageId));
  const oldest = page.images.at(-1)?.uploadedAt ?? '';
  const below = known.images.filter((i) => i.uploadedAt < oldest && !ids.has(i.imageId));
  const overlaps = known.images.some((image) => ids.has(image.imageId));
  if (page.cursor && overlaps && below.length > 0)
    return { images: [...page.images, ...below], cursor: known.cursor };
  return { images: page.images, cursor: page.cursor ?? null };
}

/**
 * Appends the next page to the known list; a picture that is listed already is not repeated.
 *
 * @returns {{images: Array, cursor: string|null}}
 */
export function withNextPage(known, page) {
  const ids = new Set(known.images.map((image) => image.imageId));
  const added = page.images.filter((image) => !ids.has(image.imageId));
  return { images: [...known.images, ...added], cursor: page.cursor ?? null };
}
