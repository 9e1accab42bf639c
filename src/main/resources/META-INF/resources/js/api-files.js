/** Files of pictures: how they are uploaded, shown and fetched. */
import { ApiError } from './api-error.js';
import { WORDS, sellerWords } from './error-words.js';
import { PATIENCE, pathOf, request, send } from './http.js';
import { isSignedIn } from './sign-in.js';
import { untilSilence } from './silence.js';

/** Asks for a place to put a picture: `{imageId, key, url, fields, expiresAt}`. */
export const requestUpload = (fileName, contentType, restyle) =>
  send('POST', 'uploads', JSON.stringify({ fileName, contentType, restyle }), 'application/json', { isHarmless: true });

/** @param {256|1024} size longest side in pixels, at most */
export const renditionUrl = (image, size) =>
  `${pathOf('images', image.imageId, 'rendition')}?size=${size}&revision=${encodeURIComponent(image.revision ?? '')}`;

/** The picture as it was uploaded, in whatever format. */
export const originalUrl = (image) =>
  `${pathOf('images', image.imageId, 'original')}?revision=${encodeURIComponent(image.revision ?? '')}`;

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
  return (await request(url, { cache })).body;
}

/** A picture that comes with the page, as a file to upload. */
export async function sample(path) {
  const { body } = await request(path);
  return new File([body], path.split('/').pop(), { type: 'image/jpeg' });
}

/**
 * Posts a file to S3 with a presigned form, for as long as it makes progress. XMLHttpRequest, because
 * fetch reports none of uploads.
 *
 * @param {{url: string, fields: Object}} place from `requestUpload`
 * @param {(percent: number) => void} onPercent
 * @returns {Promise<void>} resolves when the bucket has it
 * @throws {ApiError}
 */
export function sendFile(place, file, onPercent) {
  const form = new FormData();
  for (const [name, value] of Object.entries(place.fields)) form.append(name, value);
  form.append('file', file); // S3 ignores every field after the file.
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    const fail = (code) => reject(new ApiError(WORDS[code], code, 0));
    const silence = untilSilence(PATIENCE.upload, () => {
      sending.abort();
      fail('UPLOAD_HALTED');
    });
    sending.upload.onprogress = ({ loaded, total }) => {
      silence.heard();
      onPercent(Math.floor((100 * loaded) / (total || 1)));
    };
    sending.onload = () => {
      silence.end();
      if (sending.status < 300) resolve();
      else reject(refusal(sending.status, sending.responseText));
    };
    sending.onerror = () => {
      silence.end();
      fail('UPLOAD_BROKEN');
    };
    sending.open('POST', place.url);
    sending.send(form);
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
