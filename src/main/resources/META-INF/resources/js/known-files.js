/** Remembers which files were uploaded from this browser, by their content. Needs no browser. */

import { keep, kept } from './kept.js';

const KEPT = 'vitrine.files';
const MOST = 5000;

/** @returns {Promise<string|null>} SHA-256 in hexadecimal digits; null where it cannot be computed */
export async function hashOf(file) {
  // The browser offers it to https and localhost only.
  if (!globalThis.crypto?.subtle) return null;
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export class KnownFiles {
  /** @param {Storage} storage of the browser; the newest 5,000 files are kept in it */
  constructor(storage) {
    this.storage = storage;
  }

  /** @returns {string|null} the id of the picture that a file became */
  find(hash) {
    return (hash && new Map(this.#read()).get(hash)) ?? null;
  }

  add(hash, imageId) {
    if (!hash) return;
    keep(this.storage, KEPT, [...this.#read().filter(([known]) => known !== hash), [hash, imageId]].slice(-MOST));
  }

  #read() {
    return kept(this.storage, KEPT);
  }
}
