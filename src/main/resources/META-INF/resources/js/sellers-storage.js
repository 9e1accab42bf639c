/** The browser's storage, of which each seller who signs in has a part of their own. Needs no browser. */
export class SellersStorage {
  /**
   * @param {Storage|null} storage of the browser; with null each method throws
   * @param {() => string|null} seller who is signed in; null where nobody signs in
   */
  constructor(storage, seller) {
    Object.assign(this, { storage, seller });
  }

  #own(key) {
    const seller = this.seller();
    return seller === null ? key : `${key}.${seller}`;
  }

  getItem(key) {
    return this.storage.getItem(this.#own(key));
  }

  setItem(key, value) {
    this.storage.setItem(this.#own(key), value);
  }

  removeItem(key) {
    this.storage.removeItem(this.#own(key));
  }
}
