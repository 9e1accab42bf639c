/** Remembers which files were uploaded from this browser, by their content. Needs no browser. */

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
    const all = [...this.#read().filter(([known]) => known !== hash), [hash, imageId]];
    try {
      this.storage.setItem(KEPT, JSON.stringify(all.slice(-MOST)));
    } catch {
      // Without room, or where the seller allows no storage, the file is not remembered.
    }
  }

  #read() {
    try {
      return JSON.parse(this.storage.getItem(KEPT) ?? '[]');
    } catch {
      return [];
    }
  }
}
