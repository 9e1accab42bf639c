/** Every request the page makes. */
import { WORDS, sellerWords } from './error-words.js';
import { receiptsOf } from './export-file.js';
import { credentials, isSignedIn } from './sign-in.js';

/** A request failed; the message is in words for the seller. */
export class ApiError extends Error {
  /**
   * @param {string} message
   * @param {string} code stable, e.g. `NOT_FOUND`; `UNREACHABLE` when there was no answer
   * @param {number} status HTTP status, 0 when there was no answer
   * @param {Array<{line?: number, where?: string, message: string}>} problems one by one, where the
   *     server lists them
   * @param {number} retryAfter seconds before which the server wants no second try
   */
  constructor(message, code, status, problems = [], retryAfter = 0) {
    super(message);
    Object.assign(this, { code, status, problems, retryAfter });
  }
}

function call(method, path, body) {
  return body === undefined
    ? send(method, path)
    : send(method, path, JSON.stringify(body), 'application/json');
}

async function send(method, path, body, type, more = {}) {
  const headers = { accept: 'application/json', ...more, ...(await credentials()) };
  if (type) headers['content-type'] = type;
  const response = await answer(path, { method, headers, body });
  if (!response.ok) throw await problem(response);
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

async function answer(path, options) {
  try {
    return await fetch(path, options);
  } catch {
    throw new ApiError('Vitrine cannot be reached.', 'UNREACHABLE', 0);
  }
}

/** Reads an error by RFC 9457; a proxy may have sent another body, or none. */
async function problem(response) {
  const { detail, title, code, field, problems } = await response.json().catch(() => ({}));
  const { status } = response;
  const named = code ?? `HTTP_${status}`;
  const words = sellerWords({ code: named, status, message: detail ?? title, field });
  const retryAfter = Number(response.headers.get('retry-after')) || 0; // A date of HTTP is none.
  return new ApiError(words, named, status, problems, retryAfter);
}

const at = (id, ...rest) => ['images', id, ...rest].map(encodeURIComponent).join('/');

export const about = () => call('GET', 'about');
/**
 * Local mode only: has an offered model downloaded.
 *
 * @param {'eyes'|'captioner'} of what the model is for
 * @param {boolean} use whether it is used as soon as it is there
 * @returns {Promise<object>} how far it is
 */
export const fetchModel = (of, use) => call('POST', `models/fetch?of=${of}&use=${use}`);

/**
 * Local mode only: begins to show what the downloaded model would change on the newest pictures.
 *
 * @returns {Promise<object>} how far that is, see `modelPreview`
 */
export const startModelPreview = (images) => call('POST', `models/preview?images=${images}`);

/**
 * @returns {Promise<{model: string, state: string, labels: number, ofLabels: number, looked: number,
 *     of: number, images: Array, unchanged: number, message: string|null}>} how far the preview is that was
 *     begun, and what it has found
 */
export const modelPreview = () => call('GET', 'models/preview');

/** Ends the preview of a model, also while the page goes away. */
export const stopModelPreview = () => answer('models/preview', { method: 'DELETE', keepalive: true });
export const styles = () => call('GET', 'styles');
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
export const stateMachine = () => call('GET', 'state-machine.json');

export const vocabulary = () => call('GET', 'vocabulary');
export const vocabularyVersions = () => call('GET', 'vocabulary/versions');

/**
 * @param {{file: Blob, type: string, base?: string}} vocabulary the file's bytes and media type, JSON or
 *     CSV; with `base` it is refused unless the vocabulary of this id is live
 */
export const putVocabulary = ({ file, type, base }) =>
  send('PUT', 'vocabulary', file, type, base ? { 'if-match': `"${base}"` } : {});

/** What a vocabulary would change on the newest pictures. */
export const previewVocabulary = ({ file, type }, images) =>
  send('POST', `vocabulary/preview?images=${images}`, file, type);

/** @param {string} version to go back to */
export const rollBackVocabulary = (version) => call('POST', 'vocabulary/rollback', { version });

/** Tags a page of earlier pictures with the live vocabulary; without `apply` nothing is stored. */
export const retag = (order) => call('POST', 'retags', order);

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
 * Reads the months of a filter's pictures.
 *
 * @param {boolean} counts whether they are counted, which takes longer
 * @returns {Promise<{months: Array<{month: string, images?: number}>}>} in the list's order;
 *     `images` only where they are counted
 */
export const months = (filter, counts) => call('GET', `months?${queryOf({ ...filter, counts: String(counts) })}`);

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

function queryOf(conditions) {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(conditions))
    for (const value of [values].flat()) if (value) query.append(name, value);
  return query;
}

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

export const image = (id) => call('GET', at(id));

/** @returns {Promise<{newer?: string, older?: string}>} ids of the pictures uploaded just before and after */
export const neighbours = (id) => call('GET', at(id, 'neighbours'));
/**
 * @param {'look'|'meaning'} by what is compared
 * @returns {Promise<{images: Array<object>}>} other pictures, the most alike first
 */
export const similar = (id, by) => call('GET', `${at(id, 'similar')}?by=${by}`);
export const execution = (id) => call('GET', at(id, 'execution'));
export const putTag = (id, label) => call('PUT', at(id, 'tags', label));
export const refuseTag = (id, label) => call('DELETE', at(id, 'tags', label));
export const putAttribute = (id, name, value) => call('PUT', at(id, 'attributes', name), { value });
export const unlockAttribute = (id, name) => call('DELETE', at(id, 'attributes', name));
export const restyle = (id, order) => call('POST', at(id, 'restyles'), order);

/** Deletes a restyle. @returns {Promise<object>} the picture without it */
export const deleteRestyle = (id, restyleId) => call('DELETE', at(id, 'restyles', restyleId));

/** Brings a deleted restyle back. @returns {Promise<object>} the picture with it */
export const restoreRestyle = (id, restyleId) => call('POST', at(id, 'restyles', restyleId, 'restore'));
export const retry = (id) => call('POST', at(id, 'retry'));

/** Takes back a correction. @param {string} correction its id, the image's `lastCorrection` */
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
  send('POST', 'images/bulk', JSON.stringify(order), 'application/json', { 'idempotency-key': key });
/** Puts a picture into the bin. */
export const remove = (id) => call('DELETE', at(id));

/** Takes a picture out of the bin. @returns {Promise<object>} the picture, as it was */
export const restore = (id) => call('POST', `bin/${encodeURIComponent(id)}/restore`);

/**
 * Reads a page of the bin; it may be empty although more follow.
 *
 * @param {{limit: number, cursor?: string}} page
 * @returns {Promise<{images: Array, cursor?: string}>} what was deleted last first
 */
export const bin = (page) => call('GET', `bin?${queryOf(page)}`);
export const deleteForGood = (id) => call('DELETE', `bin/${encodeURIComponent(id)}`);

/** @returns {Promise<{deleted: number, more: boolean}>} `more`: to be called again for the rest */
export const emptyBin = () => call('DELETE', 'bin');

const hook = (id, ...rest) => ['webhooks', id, ...rest].map(encodeURIComponent).join('/');

/** @returns {Promise<{webhooks: Array<object>}>} oldest first, without their secrets */
export const webhooks = () => call('GET', 'webhooks');

/** @param {{url: string, events: string[]}} settings no events for all @returns the webhook, with its secret */
export const createWebhook = (settings) => call('POST', 'webhooks', settings);
export const putWebhook = (id, settings) => call('PUT', hook(id), settings);
export const deleteWebhook = (id) => call('DELETE', hook(id));
export const testWebhook = (id) => call('POST', hook(id, 'test'));

/** @returns {Promise<{deliveries: Array<object>}>} of the latest 50 events, newest first */
export const webhookDeliveries = (id) => call('GET', hook(id, 'deliveries'));
export const replayDelivery = (id, event) => call('POST', hook(id, 'deliveries', event, 'replay'));

/** Asks for a place to put a picture: `{imageId, key, url, fields, expiresAt}`. */
export const requestUpload = (fileName, contentType, restyle) =>
  call('POST', 'uploads', { fileName, contentType, restyle });

/** @param {256|1024} size longest side in pixels, at most */
export const renditionUrl = (image, size) =>
  `${at(image.imageId, 'rendition')}?size=${size}&revision=${encodeURIComponent(image.revision ?? '')}`;

/** The picture as it was uploaded, in whatever format. */
export const originalUrl = (image) =>
  `${at(image.imageId, 'original')}?revision=${encodeURIComponent(image.revision ?? '')}`;

/** Shows a picture of the API. With credentials it is fetched, because `src` cannot carry them. */
export async function showImage(img, url) {
  if (!isSignedIn()) {
    img.src = url;
    return;
  }
  const picture = await pictureFile(url).catch(() => null);
  if (!picture) {
    img.dispatchEvent(new Event('error'));
    return;
  }
  img.src = URL.createObjectURL(picture);
  img.addEventListener('load', () => URL.revokeObjectURL(img.src), { once: true });
}

/**
 * @param {RequestCache} cache `reload` where an element of the page may have loaded it: without CORS,
 *   so that a browser would refuse the copy that it keeps
 * @returns {Promise<Blob>} a picture of the API
 */
export async function pictureFile(url, cache = 'default') {
  const response = await answer(url, { headers: await credentials(), cache });
  if (!response.ok) throw await problem(response);
  return response.blob();
}

/** A picture that comes with the page, as a file to upload. */
export async function sample(path) {
  const response = await answer(path);
  if (!response.ok) throw await problem(response);
  return new File([await response.blob()], path.split('/').pop(), { type: 'image/jpeg' });
}

/**
 * Posts a file to S3 with a presigned form. XMLHttpRequest, because fetch reports no upload
 * progress.
 *
 * @param {{url: string, fields: Object}} place from `requestUpload`
 * @param {(percent: number) => void} onPercent
 */
export function sendFile(place, file, onPercent) {
  const form = new FormData();
  for (const [name, value] of Object.entries(place.fields)) form.append(name, value);
  form.append('file', file); // S3 ignores every field after the file.
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (e) => onPercent(Math.floor((100 * e.loaded) / (e.total || 1)));
    request.onload = () =>
      request.status < 300 ? resolve() : reject(refusal(request.status, request.responseText));
    request.onerror = () =>
      reject(new ApiError('The connection broke off during the upload.', 'UNREACHABLE', 0));
    request.open('POST', place.url);
    request.send(form);
  });
}

/** S3 says `<Error><Code>..</Code><Message>..</Message></Error>`. */
function refusal(status, text) {
  const said = (name) => text.match(new RegExp(`<${name}>([^<]*)</${name}>`))?.[1];
  const code = said('Code') ?? `HTTP_${status}`;
  // The picture store's 403 and 404 are not those of this page.
  const known = WORDS[code] || status >= 500;
  return new ApiError(known ? sellerWords({ code, status }) : 'The picture store refused this file. Try again.', code, status);
}
