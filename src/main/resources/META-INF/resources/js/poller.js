/**
 * Calls a function again and again: soon after it reported a change, more and more rarely while it
 * reports none; at once when the page is shown or the network is back; while the page is hidden only if
 * somebody waits for an end.
 */
export class Poller {
  #wait = 0;
  #timer = null;
  #running = null;
  #again = false;
  #stopped = false;
  #shown = () => !this.page.hidden && this.poke();

  /**
   * @param {() => Promise<boolean>} look resolves to whether anything changed; a rejection counts
   *     as no change
   * @param {() => {soonest: number, latest: number}} pace bounds of the wait, in milliseconds
   * @param {Document} page tells whether the seller can see the page
   * @param {() => boolean} evenHidden whether to go on while the seller cannot
   */
  constructor(look, pace, page = document, evenHidden = () => false) {
    Object.assign(this, { look, pace, page, evenHidden });
    page.addEventListener('visibilitychange', this.#shown);
    windowOf(page).addEventListener('online', this.#shown);
  }

  /** Calls the function now, and soon again; if a call is running, once more soon after it. */
  poke = () => {
    clearTimeout(this.#timer);
    this.#wait = 0;
    this.#turn();
  };

  /** @returns {Promise<void>} resolves when no call is running any more */
  async stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.page.removeEventListener('visibilitychange', this.#shown);
    windowOf(this.page).removeEventListener('online', this.#shown);
    await this.#running;
  }

  async #turn() {
    if (this.#stopped || (this.page.hidden && !this.evenHidden())) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.look().catch(() => false);
    const changed = await this.#running;
    this.#running = null;
    this.#plan(changed || this.#again);
    this.#again = false;
  }

  #plan(changed) {
    const { soonest, latest } = this.pace();
    this.#wait = changed ? soonest : Math.min(latest, Math.max(soonest, this.#wait * 1.5));
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => this.#turn(), this.#wait);
  }
}

const windowOf = (page) => page.defaultView ?? page;
