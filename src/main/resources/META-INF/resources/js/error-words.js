/** What went wrong, in words for the seller. Needs no browser. */

const AGAIN = 'Please try again in a moment.';

const WORDS = {
  UNREACHABLE: 'Vitrine cannot be reached.',
  UNAVAILABLE: `Vitrine is busy. ${AGAIN}`,
  INTERNAL_ERROR: `Something went wrong inside Vitrine. ${AGAIN}`,
  INVALID_CURSOR: 'The list has changed. Reload the page to see it as it is now.',
  INVALID_JSON: 'Vitrine did not understand this page. Reload it.',
  IMAGE_NOT_FOUND: 'This picture is no longer here.',
  UNAUTHORIZED: 'You are not signed in any more. Reload the page to sign in.',
  FORBIDDEN: 'You may not do this.',
  TOO_LARGE: 'This is more than Vitrine accepts.',
  EXPORT_TOO_LARGE: 'One product with its photos is more than an export can carry. Select fewer photos of it.',
  VOCABULARY_TOO_LARGE: 'A vocabulary has at most 5 MB.',
  VOCABULARY_CHANGED: 'Somebody has changed the vocabulary meanwhile. Reload the page.',
  UNKNOWN_STYLE: 'There is no style of this name any more.',
  WEBHOOK_NOT_FOUND: 'This webhook is no longer here.',
  WEBHOOK_DISABLED: 'This webhook is stopped. Have it told again first.',
  DELIVERY_NOT_FOUND: 'This was sent more than 30 days ago, and is forgotten.',
  EntityTooLarge: 'The file is larger than Vitrine accepts.',
  EntityTooSmall: 'The file is empty.',
  AccessDenied: 'The permission to upload has run out. Try again.',
  ExpiredToken: 'The permission to upload has run out. Try again.',
  RequestTimeout: `The upload took too long. ${AGAIN}`,
  SlowDown: `The picture store is busy. ${AGAIN}`,
};

/**
 * @param {{code?: string, status?: number, message?: string}} error of the API or of S3
 * @returns {string} a sentence: one of ours for a known code, else the server's
 */
export function sellerWords({ code, status, message }) {
  if (code === 'UNSUPPORTED_FORMAT' && message?.includes('image/')) return unsupported(message);
  if (WORDS[code]) return WORDS[code];
  if (status >= 500) return WORDS.INTERNAL_ERROR;
  return message || `Something went wrong. ${AGAIN}`;
}

/** Names the formats that the server lists as media types. */
function unsupported(message) {
  const names = [...message.matchAll(/image\/([a-z]+)/g)].map(([, name]) => FORMATS[name] ?? name.toUpperCase());
  const last = names.pop();
  const all = names.length ? `${names.join(', ')} and ${last}` : last;
  return `Vitrine cannot read this kind of file. It reads ${all}.`;
}

const FORMATS = { webp: 'WebP' };
