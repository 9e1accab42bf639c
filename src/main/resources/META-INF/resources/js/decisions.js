/**
 * Sends the seller's decisions one after the other; `has` knows each at once, before it is sent. Needs
 * no browser.
 */
export class Decisions {
  #sent = Promise.resolve();
  #keys = new Map();

  /** @returns {boolean} whether a doubt of a picture is decided already */
  has(imageId, key) {
    return this.#keys.get(imageId)?.has(key) ?? false;
  }

  /**
   * Counts a decision, and sends it when it is its turn.
   *
   * @param {string[]} imageIds the pictures that it is about
   * @param {string} key of the doubt
   * @param {() => Promise<any>} send
   * @returns {Promise<any>} of `send`; when it rejects, the doubt is open again
   */
  make(imageIds, key, send) {
    for (const id of imageIds) this.#keysOf(id).add(key);
    const sent = this.#sent.then(send);
    this.#sent = sent.catch(() => this.reopen(imageIds, key));
    return sent;
  }

  #keysOf(imageId) {
    if (!this.#keys.has(imageId)) this.#keys.set(imageId, new Set());
    return this.#keys.get(imageId);
  }

  /** Makes a doubt open again, as after undoing. */
  reopen(imageIds, key) {
    for (const id of imageIds) this.#keys.get(id)?.delete(key);
  }

  /** Resolves when nothing waits to be sent. */
  settled() {
    return this.#sent;
  }
}
