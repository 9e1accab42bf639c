/** Files of pictures: how they are uploaded, shown and fetched. */
import { ApiError } from './api-error.js';
import { WORDS, sellerWords } from './error-words.js';
import { answer, call, problem } from './http.js';
import { credentials, isSignedIn } from './sign-in.js';

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
