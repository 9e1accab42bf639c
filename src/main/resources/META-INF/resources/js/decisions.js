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
   * @param {string} imageId
   * @param {string} key of the doubt
   * @param {() => Promise<object>} send resolves to the picture as it is then
   * @returns {Promise<object>} of `send`; when it rejects, the doubt is open again
   */
  make(imageId, key, send) {
    if (!this.#keys.has(imageId)) this.#keys.set(imageId, new Set());
    this.#keys.get(imageId).add(key);
    const sent = this.#sent.then(send);
    this.#sent = sent.catch(() => this.reopen(imageId, key));
    return sent;
  }

  /** Makes a doubt open again, as after undoing. */
  reopen(imageId, key) {
    this.#keys.get(imageId)?.delete(key);
  }

  /** Resolves when nothing waits to be sent. */
  settled() {
    return this.#sent;
  }
}
