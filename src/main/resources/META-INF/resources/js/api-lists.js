/** The requests for lists of pictures and products, and for counts of them. */
import { zoneHere } from './days.js';
import { call, queryOf } from './http.js';

export const facets = () => call('GET', 'tags');

/** @returns {Promise<{total: number, byStatus: Object<string, number>}>} pictures of the seller */
export const counts = () => call('GET', 'counts');

/**
 * Counts the pictures of a filter, and what they have; every count is a lower bound where `whole` is
 * false.
 *
 * @returns {Promise<{images: number, whole: boolean, values: Array<{name: string, value: string,
 *     count: number}>, byStatus: Object<string, number>, alternatives: Array<{name: string,
 *     whole: boolean}>}>} `alternatives` are counted as if the filter had no condition on them
 */
export const selection = (filter) => call('GET', `selection?${queryOf(filter)}`);

/** @returns {Promise<{images: Array, cursor?: string}>} the least sure first */
export const review = (page) => call('GET', `review?${queryOf(page)}`);

/**
 * Reads a page of pictures in brief: a card is a part of an image.
 *
 * @param {{status?: string, tag?: string[], attribute?: string[]}} filter
 * @param {{limit: number, cursor?: string}} page
 * @returns {Promise<{images: Array, cursor?: string}>} newest first
 */
export async function cards(filter, page) {
  const { cards: images, cursor } = await call('GET', `cards?${queryOf({ ...filter, ...page })}`);
  return { images, cursor };
}

/**
 * Reads the months of a filter's pictures, which begin where the seller is.
 *
 * @param {boolean} counts whether they are counted, which takes longer
 * @returns {Promise<{months: Array<{month: string, images?: number}>}>} in the list's order;
 *     `images` only where they are counted
 */
export const months = (filter, counts) =>
  call('GET', `months?${queryOf({ ...filter, zone: zoneHere(), counts: String(counts) })}`);

/**
 * Reads pictures that the filter's text describes although they do not have its words.
 *
 * @returns {Promise<{found: Array<{card: object}>, meaning: string}>} the nearest first; `meaning` is
 *     `unavailable` where no model reads texts
 */
export const described = (filter, limit) =>
  call('GET', `search?${queryOf({ ...filter, limit, by: 'meaning' })}`);

/**
 * Looks through a part of the pictures for those that are there more than once.
 *
 * @param {string|null} cursor where the part before ended
 * @returns {Promise<{groups: Array<{images: Array}>, looked: number, cursor?: string}>}
 */
export const duplicates = (cursor) => call('GET', `duplicates?${queryOf({ cursor })}`);

/**
 * Reads a part of the products; it may be empty although more follow.
 *
 * @param {{limit: number, cursor?: string}} page
 * @returns {Promise<{products: Array, looked: number, cursor?: string}>} the one with the newest
 *     picture first; `looked`: number of pictures that were looked at
 */
export const products = (page) => call('GET', `products?${queryOf(page)}`);

/**
 * Looks through a part of the pictures for those that may be one product.
 *
 * @param {string|null} cursor where the part before ended
 * @returns {Promise<{suggestions: Array, looked: number, meaning: string, cursor?: string}>}
 */
export const productSuggestions = (cursor) => call('GET', `products/suggestions?${queryOf({ cursor })}`);

const onTheWay = new Map();

/** As `cards`; who asks for the same while an answer is on its way gets that one. */
export function cardsShared(filter, page) {
  const query = String(queryOf({ ...filter, ...page }));
  if (!onTheWay.has(query)) {
    const answer = cards(filter, page).finally(() => onTheWay.delete(query));
    onTheWay.set(query, answer);
  }
  return onTheWay.get(query);
}
