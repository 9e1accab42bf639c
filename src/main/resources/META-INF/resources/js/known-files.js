/** Remembers which files were uploaded from this browser, by their content. Needs no browser. */

import { keep, kept } from './kept.js';

const KEPT = 'vitrine.files';
const MOST = 5000;
const FORMS = 'vitrine.forms';
/** Forms that are kept; a page sends a few files at a time. */
const MOST_FORMS = 20;

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
    return (hash && new Map(kept(this.storage, KEPT)).get(hash)) ?? null;
  }

  /** Remembers a file that begins to be sent, and the form by which. @param {{imageId: string, expiresAt: string}} form */
  begin(hash, form) {
    this.#put(KEPT, hash, form.imageId, MOST);
    this.#put(FORMS, hash, form, MOST_FORMS);
  }

  /** Forgets the form of a file, as it has arrived by it or will not. */
  end(hash) {
    if (this.formOf(hash)) this.#put(FORMS, hash, null, MOST_FORMS);
  }

  /** @returns {object|null} the form by which a file began to be sent; null if it ended, or the form has run out */
  formOf(hash) {
    const form = (hash && new Map(kept(this.storage, FORMS)).get(hash)) ?? null;
    return form && Date.parse(form.expiresAt) < Date.now() ? null : form;
  }

  /** @param {*} value null forgets that of a file */
  #put(key, hash, value, most) {
    if (!hash) return;
    const hasRunOut = (one) => Date.parse(one?.expiresAt) < Date.now();
    const others = kept(this.storage, key).filter(([known, one]) => known !== hash && !hasRunOut(one));
    keep(this.storage, key, [...others, ...(value ? [[hash, value]] : [])].slice(-most));
  }
}
