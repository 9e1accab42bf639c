/**
 * Looks again some time after a change: counts, and lists by tag or value, include a change only when it
 * is indexed, which takes moments, or many seconds while many pictures are worked on. Needs no browser.
 */

/** Milliseconds after the latest change. */
const LATER_MS = [3000, 10_000, 30_000];

export class LaterLooks {
  #timers = [];

  /** @param {() => void} look */
  constructor(look) {
    this.look = look;
  }

  /** Begins to count anew: looks that are due are made after this change instead. */
  changed() {
    this.#timers.forEach(clearTimeout);
    this.#timers = LATER_MS.map((ms) => setTimeout(this.look, ms));
  }
}
