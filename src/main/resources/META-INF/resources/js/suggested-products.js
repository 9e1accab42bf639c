/** What the page knows of suggested products: which were refused in this browser, which SKUs are proposed. Needs no browser. */
import { keep, kept } from './kept.js';

const KEPT = 'vitrine.notOneProduct';
const MOST = 1000;

/** Names a suggestion by its pictures: with another picture it is another suggestion. */
export const nameOf = ({ pictures }) => pictures.map((one) => one.imageId).sort().join(' ');

/** @returns {string} a proposed SKU; with a number if another suggestion has it */
export function freeSku(sku, proposed) {
  let free = sku;
  for (let number = 2; proposed.has(free); number += 1) free = `${sku}-${number}`;
  return free;
}

export class RefusedProducts {
  /** @param {Storage} storage of the browser; the newest 1,000 refusals are kept in it */
  constructor(storage) {
    this.storage = storage;
  }

  has(suggestion) {
    return this.#read().includes(nameOf(suggestion));
  }

  add(suggestion) {
    this.remove(suggestion);
    keep(this.storage, KEPT, [...this.#read(), nameOf(suggestion)].slice(-MOST));
  }

  remove(suggestion) {
    keep(this.storage, KEPT, this.#read().filter((name) => name !== nameOf(suggestion)));
  }

  #read() {
    return kept(this.storage, KEPT);
  }
}
