/** The requests about one picture, or about several pictures by their ids; and about the bin. */
import { call, pathOf, queryOf, send } from './http.js';

const at = (id, ...rest) => pathOf('images', id, ...rest);

export const image = (id) => call('GET', at(id));

/** @returns {Promise<object|null>} null if there is no picture of this id; rejects if nobody could say */
export const imageIfThere = (id) =>
  image(id).catch((error) => {
    if (error.status !== 404) throw error;
    return null;
  });

/** @returns {Promise<{newer?: string, older?: string}>} ids of the pictures uploaded just before and after */
export const neighbours = (id) => call('GET', at(id, 'neighbours'));

/**
 * @param {'look'|'meaning'} by what is compared
 * @returns {Promise<{images: Array<object>}>} other pictures, the most alike first
 */
export const similar = (id, by) => call('GET', `${at(id, 'similar')}?by=${by}`);
export const execution = (id) => call('GET', at(id, 'execution'));

/** A label is a parameter: API Gateway decodes the path, and a slash in it would end the label. */
const tagAt = (id, label) => `${at(id, 'tags')}?${queryOf({ label })}`;
export const putTag = (id, label) => call('PUT', tagAt(id, label));
export const refuseTag = (id, label) => call('DELETE', tagAt(id, label));
export const putAttribute = (id, name, value) => call('PUT', at(id, 'attributes', name), { value });
export const unlockAttribute = (id, name) => call('DELETE', at(id, 'attributes', name));
export const restyle = (id, order) => call('POST', at(id, 'restyles'), order);

/** Deletes a restyle. @returns {Promise<object>} the picture without it */
export const deleteRestyle = (id, restyleId) => call('DELETE', at(id, 'restyles', restyleId));

/** Brings a deleted restyle back. @returns {Promise<object>} the picture with it */
export const restoreRestyle = (id, restyleId) => call('POST', at(id, 'restyles', restyleId, 'restore'));
export const retry = (id) => call('POST', at(id, 'retry'));

/** Takes back a correction. @param {string} correction its id, `correction` of the answer to it */
export const undo = (id, correction) => call('DELETE', at(id, 'corrections', correction));

/** Keeps a text of the seller's; null unlocks it, so that Vitrine writes it. */
export const putText = (id, name, value) =>
  value === null ? call('DELETE', at(id, 'texts', name)) : call('PUT', at(id, 'texts', name), { value });

/** @returns {Promise<object>} the product that a picture shows, with all its pictures */
export const product = (id) => call('GET', at(id, 'product'));

/**
 * Says which product a picture shows.
 *
 * @param {{sku?: string, position?: number}|null} place without a SKU it shows none; null unlocks
 *     it, so that the file's name says it
 */
export const putProduct = (id, place) =>
  place === null ? call('DELETE', at(id, 'product')) : call('PUT', at(id, 'product'), place);

/** Gives the product that a picture shows a handle; null takes it back. */
export const putHandle = (id, handle) =>
  handle === null
    ? call('DELETE', at(id, 'product', 'handle'))
    : call('PUT', at(id, 'product', 'handle'), { handle });

/**
 * Does an action on as many pictures as one call takes.
 *
 * @param {object} order `{ids | query, do, ...}`, with the `cursor` of the page before
 * @param {string} key makes repeating the request harmless, and names the corrections for undoing
 * @returns {Promise<{results: Array<{imageId: string, outcome: string, message?: string}>,
 *     cursor?: string}>}
 */
export const bulk = (order, key) =>
  send('POST', 'images/bulk', JSON.stringify(order), 'application/json', { headers: { 'idempotency-key': key } });

/**
 * Corrects pictures by rows of a table.
 *
 * @param {string} text CSV with its header
 * @param {string|null} key of the order; null tries it only
 * @returns {Promise<{rows: Array<{row: number, imageId?: string, outcome: string, changes: Array, message?: string}>,
 *     unknownColumns: string[]}>}
 */
export const correctBySheet = (text, key) =>
  send('POST', `images/corrections${key ? '' : '?dryRun=true'}`, text, 'text/csv; charset=utf-8', {
    headers: key ? { 'idempotency-key': key } : {},
    isHarmless: !key,
  });

/** Puts a picture into the bin. */
export const remove = (id) => call('DELETE', at(id));

/** Takes a picture out of the bin. @returns {Promise<object>} the picture, as it was */
export const restore = (id) => call('POST', pathOf('bin', id, 'restore'));

/**
 * Reads a page of the bin; it may be empty although more follow.
 *
 * @param {{limit: number, cursor?: string}} page
 * @returns {Promise<{images: Array, cursor?: string}>} what was deleted last first
 */
export const bin = (page) => call('GET', `bin?${queryOf(page)}`);
export const deleteForGood = (id) => call('DELETE', pathOf('bin', id));

/** @returns {Promise<{deleted: number, more: boolean}>} `more`: to be called again for the rest */
export const emptyBin = () => call('DELETE', 'bin');
