/** Merges pages of the picture list into the list that the gallery shows. Needs no browser. */
import { isByName } from './list-place.js';

/**
 * Merges a newly read first page into the known list.
 *
 * The known pictures after the page are kept only if the page reaches one of the known pictures.
 * Otherwise pictures may lie between the page and the known list: `isComplete` is false, and the
 * list starts again at the page, whose cursor leads to them.
 *
 * The pictures that are kept lose their places in a queue: the page does not say where they are now.
 *
 * @param {{images: Array, cursor: string|null}} known what is shown, in the list's order
 * @param {{images: Array, cursor?: string}} page the list's first pictures
 * @returns {{images: Array, cursor: string|null, isComplete: boolean}} the list to show, and the
 *     cursor of its next page
 */
export function withFirstPage(known, page) {
  const ids = new Set(page.images.map((image) => image.imageId));
  const last = known.images.findLastIndex((image) => ids.has(image.imageId));
  const after = known.images.slice(last + 1).map(withoutPlace);
  if (page.cursor && last >= 0 && after.length > 0)
    return { images: [...page.images, ...after], cursor: known.cursor, isComplete: true };
  const isComplete = !page.cursor || known.images.length === 0 || last >= 0;
  return { images: page.images, cursor: page.cursor ?? null, isComplete };
}

function withoutPlace(image) {
  if (!image.waiting) return image;
  const { waiting, ...rest } = image;
  return rest;
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

/**
 * Merges a newly read page into the middle of the known list. Known pictures that the page should
 * hold and does not are gone; after the last known picture nothing is added.
 *
 * @param {{images: Array, cursor: *}} known
 * @param {number} from index of the known picture that the page was read from
 * @param {{images: Array, cursor?: string}} page in the list's order
 * @param {string} [sort] the list's order, as the API names it
 * @returns {{images: Array, cursor: *}} with the cursor of the known list
 */
export function withStretch(known, from, page, sort) {
  // A page of a filter that hardly any picture fits does not say how far it was read.
  if (page.cursor && page.images.length === 0) return known;
  const ids = new Set(page.images.map((image) => image.imageId));
  const isOld = (image) => !ids.has(image.imageId);
  // Of many pictures with one name a page has only the first: how far the others are from it is not known.
  if (page.cursor && isByName({ sort }) && known.images.slice(from).every(isOld)) return known;
  const after = page.cursor ? beyond(known, page, from, sort).filter(isOld) : [];
  const knownIds = new Set(known.images.map((image) => image.imageId));
  const last = page.images.findLastIndex((image) => knownIds.has(image.imageId));
  const read = after.length > 0 ? page.images : page.images.slice(0, last + 1);
  const images = [...known.images.slice(0, from).filter(isOld), ...read, ...after.map(withoutPlace)];
  return { images, cursor: known.cursor };
}

/** The known pictures that come after a page. Which name comes before which only the API knows. */
function beyond(known, page, from, sort) {
  if (isByName({ sort })) {
    const ids = new Set(page.images.map((image) => image.imageId));
    const last = known.images.findLastIndex((image) => ids.has(image.imageId));
    return known.images.slice(Math.max(from, last + 1));
  }
  const end = Date.parse(page.images.at(-1).uploadedAt);
  const isBeyond = ({ uploadedAt }) =>
    sort === 'oldest' ? Date.parse(uploadedAt) >= end : Date.parse(uploadedAt) <= end;
  return known.images.slice(from).filter(isBeyond);
}
