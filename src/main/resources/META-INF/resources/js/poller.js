/**
 * Looks again and again: soon after a change, ever more rarely while nothing changes, not at all
 * while the page is hidden.
 */
export class Poller {
  #wait = 0;
  #timer = null;
  #looking = false;
  #again = false;
  #stopped = false;
  #shown = () => !document.hidden && this.poke();

  /**
   * @param {() => Promise<boolean>} look says whether anything has changed; may throw
   * @param {() => {soonest: number, latest: number}} pace milliseconds between two looks
   */
  constructor(look, pace) {
    Object.assign(this, { look, pace });
    document.addEventListener('visibilitychange', this.#shown);
  }

  /** Looks now. */
  poke = () => {
    clearTimeout(this.#timer);
    this.#turn();
  };

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#shown);
  }

  async #turn() {
    if (this.#stopped || document.hidden) return;
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#looking = true;
    const changed = await this.look().catch(() => false);
    this.#looking = false;
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
