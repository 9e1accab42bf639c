/** What went wrong, in words for the seller. Needs no browser. */

const AGAIN = 'Please try again in a moment.';

const STALE = 'This page is older than Vitrine. Reload it.';

export const WORDS = {
  UNREACHABLE: 'Vitrine cannot be reached.',
  NO_ANSWER: 'Vitrine does not answer. Try again.',
  PERHAPS_DONE: 'Vitrine does not answer. It may have done this all the same: look before you try again.',
  NOT_VITRINE: 'Something else answered in place of Vitrine: perhaps your network wants you to sign in to it first. Try again after that.',
  UPLOAD_BROKEN: 'The connection broke off during the upload.',
  UPLOAD_HALTED: 'The upload came to a halt. Try again.',
  SIGNED_OUT: 'You are not signed in any more. Sign in again: what you typed stays here.',
  ISSUER_UNREACHABLE: 'The service by which you sign in cannot be reached. Try again.',
  UNAVAILABLE: `Vitrine is busy. ${AGAIN}`,
  INTERNAL_ERROR: `Something went wrong inside Vitrine. ${AGAIN}`,
  INVALID_CURSOR: 'The list has changed. Reload the page to see it as it is now.',
  INVALID_JSON: STALE,
  IMAGE_NOT_FOUND: 'This picture is no longer here.',
  UNAUTHORIZED: 'You are not signed in any more. Reload the page to sign in.',
  FORBIDDEN: 'You may not do this.',
  NO_SELLER: 'Your account names no seller. Ask whoever runs Vitrine.',
  FOREIGN_REQUEST: 'Vitrine answers only at its own address. Open the page there.',
  TOO_MANY_REQUESTS: `You ask for more than Vitrine can do at once. ${AGAIN}`,
  NOT_FOUND: STALE,
  METHOD_NOT_ALLOWED: STALE,
  NOT_ACCEPTABLE: STALE,
  UNSUPPORTED_MEDIA_TYPE: STALE,
  TEXT_NOT_FOUND: STALE,
  TOO_LARGE: 'This is more than Vitrine accepts.',
  EXPORT_TOO_LARGE: 'One product with its photos is more than an export can carry. Select fewer photos of it.',
  RECEIPT_NOT_FOUND: 'Vitrine can no longer mark these pictures as exported. Export them once more.',
  EXECUTION_NOT_FOUND: 'Nothing is kept any more about how this was made.',
  RENDITION_NOT_FOUND: 'This picture cannot be shown yet.',
  RESTYLE_NOT_FOUND: 'This restyled picture is no longer here.',
  MEANING_UNAVAILABLE: 'Pictures cannot be compared by meaning here.',
  PREVIEW_NOT_FOUND: 'This preview is no longer here.',
  REFUSED_BY_MODEL: 'The model that tags the pictures does not take this vocabulary.',
  VERSION_NOT_FOUND: 'This version of the vocabulary is no longer here.',
  VOCABULARY_TOO_LARGE: 'A vocabulary has at most 5 MB.',
  VOCABULARY_CHANGED: 'Somebody has changed the vocabulary meanwhile. Reload the page.',
  UNKNOWN_STYLE: 'There is no style of this name any more.',
  WEBHOOK_NOT_FOUND: 'This webhook is no longer here.',
  WEBHOOK_DISABLED: 'This webhook is stopped. Start it again first.',
  DELIVERY_NOT_FOUND: 'This was sent more than 30 days ago, and is forgotten.',
  EntityTooLarge: 'The file is larger than Vitrine accepts.',
  EntityTooSmall: 'The file is empty.',
  AccessDenied: 'The permission to upload has run out. Try again.',
  ExpiredToken: 'The permission to upload has run out. Try again.',
  RequestTimeout: `The upload took too long. ${AGAIN}`,
  SlowDown: `The picture store is busy. ${AGAIN}`,
};

/** Codes whose sentence is written for the seller: what is wrong with what they asked or typed. */
export const SAID_BY_THE_SERVER = new Set([
  'CELL_EMPTY',
  'HANDLE_TAKEN',
  'IMAGE_CHANGED',
  'INVALID_REQUEST',
  'INVALID_SHEET',
  'INVALID_VOCABULARY',
  'LETTER_LOST',
  'LIMIT_REACHED',
  'NOTHING_FAILED',
  'NOTHING_TO_UNDO',
  'NOT_READY',
  'NOT_RETRYABLE',
  'NOT_SUGGESTED',
  'NO_MODEL_OFFERED',
  'NO_MODEL_TO_PREVIEW',
  'NUMBER_CUT',
  'PREVIEW_RUNNING',
  'PRODUCT_UNSURE',
  'RECORD_UNREADABLE',
  'ROW_REPEATED',
  'TOO_MANY_CONDITIONS',
  'UNSUPPORTED_FORMAT',
  'VERSION_INVALID',
  'ZIP_NOT_OFFERED',
]);

/** Fields of requests that hold what the seller typed or chose. What is wrong with any other is the page's mistake. */
const FILLED_IN = new Set([
  'addTag',
  'attribute',
  'except',
  'fileName',
  'from',
  'fromName',
  'handle',
  'ids',
  'label',
  'name',
  'position',
  'product',
  'prompt',
  'removeTag',
  'sku',
  'tag',
  'text',
  'to',
  'url',
  'value',
]);

/** For answers without a code of ours, as a proxy or a gateway gives them. */
const OF_STATUS = {
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'TOO_LARGE',
  429: 'TOO_MANY_REQUESTS',
  502: 'NO_ANSWER',
  503: 'UNAVAILABLE',
  504: 'NO_ANSWER',
};

/**
 * @param {{code?: string, status?: number, message?: string, field?: string}} error of the API or of S3
 * @returns {string} a sentence: the server's only where it is written for the seller
 */
export function sellerWords({ code, status, message, field }) {
  if (code === 'UNSUPPORTED_FORMAT' && message?.includes('image/')) return unsupported(message);
  if (WORDS[code]) return WORDS[code];
  if (code === 'INVALID_REQUEST' && field && !FILLED_IN.has(field)) return STALE;
  if (message && SAID_BY_THE_SERVER.has(code)) return message;
  const general = status >= 500 ? WORDS.INTERNAL_ERROR : `Something went wrong. ${AGAIN}`;
  return WORDS[OF_STATUS[status]] ?? general;
}

/** @returns {string} what went wrong, without the advice to try again: the page does that by itself */
export const whileTrying = (message) => `${message.replace(/ (?:Please try|Try) again[^.]*\.$/, '')} Trying again.`;

/** Names the formats that the server lists as media types. */
function unsupported(message) {
  const names = [...message.matchAll(/image\/([a-z]+)/g)].map(([, name]) => FORMATS[name] ?? name.toUpperCase());
  const last = names.pop();
  const all = names.length ? `${names.join(', ')} and ${last}` : last;
  return `Vitrine cannot read this kind of file. It reads ${all}.`;
}

const FORMATS = { webp: 'WebP' };
