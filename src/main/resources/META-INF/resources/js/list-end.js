/**
 * One end of a list that is read page by page: loads more while the end is near the window, and
 * keeps why it could not. Needs no browser but for `next`.
 */
export class ListEnd {
  /** Why the last page could not be loaded; null if it could. */
  error = null;
  #loading = null;

  /**
   * @param {{read: () => Promise, goesOn: () => boolean, draw: () => void, next?: Function}} parts
   *     `read` loads a page; `goesOn`: whether there are more, and the end is near the window;
   *     `draw` is called after each page and each error; `next` runs a function when that is drawn
   */
  constructor({ read, goesOn, draw, next = (run) => requestAnimationFrame(run) }) {
    Object.assign(this, { read, goesOn, draw, next });
  }

  /**
   * Loads a page; while one is being loaded, waits for it.
   *
   * @returns {Promise} what was read; undefined after an error, or if the list was begun anew
   */
  load() {
    if (!this.#loading) {
      const loading = this.read().then(
        (result) => this.#ended(loading, null, result),
        (error) => this.#ended(loading, error),
      );
      this.#loading = loading;
    }
    return this.#loading;
  }

  #ended(loading, error, result) {
    if (loading !== this.#loading) return undefined;
    this.#loading = null;
    this.error = error;
    this.draw();
    // The browser tells only when the end comes near, not that it still is.
    if (!error) this.next(() => this.goesOn() && this.load());
    return result;
  }

  /** Forgets what is being loaded: the list is begun anew. */
  reset() {
    this.#loading = null;
    this.error = null;
  }
}
