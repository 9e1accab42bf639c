/** Remembers the names of files that were not sent yet when the page was closed. Needs no browser. */

import { keep, kept } from './kept.js';

const KEPT = 'vitrine.unsent';
const MOST = 2000;

export class Unsent {
  #names = null;

  /** @param {Storage} storage of the browser, read when names are asked for: by then its seller is known */
  constructor(storage) {
    this.storage = storage;
  }

  get names() {
    return (this.#names ??= this.#read());
  }

  /** Adds what a page that is being closed leaves behind. @param {string[]} names */
  leave(names) {
    if (names.length > 0) this.#write([...new Set([...this.#read(), ...names])]);
  }

  /** Forgets files that were chosen again. @param {string[]} [names] all if left out */
  forget(names = this.names) {
    // Another tab may have left some since this page read them.
    const left = this.#read();
    if (left.length === 0 && this.names.length === 0) return;
    const gone = new Set(names);
    this.#write(left.filter((name) => !gone.has(name)));
  }

  #write(names) {
    this.#names = names.slice(0, MOST);
    keep(this.storage, KEPT, this.#names);
  }

  #read() {
    return kept(this.storage, KEPT);
  }
}
