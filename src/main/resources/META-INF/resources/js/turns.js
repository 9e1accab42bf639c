/**
 * Makes calls one after the other, with a pause after each. However often a call is asked for while
 * another runs or the pause lasts, one is made. Needs no browser.
 */
export class Turns {
  /** Ends with the call that runs; never rejects. */
  #running = Promise.resolve();
  /** The call that is asked for and has not begun. */
  #next = null;
  #pauseEnds = 0;
  #isUrgent = false;
  #endPause = () => {};

  /**
   * @param {() => Promise} call
   * @param {() => number} pause milliseconds that the next call waits, asked when a call has ended
   */
  constructor(call, pause) {
    Object.assign(this, { call, pause });
  }

  /** @returns {Promise} what the next call gives: it begins now, or after the running one and the pause */
  ask() {
    this.#next ??= this.#turn();
    return this.#next;
  }

  /** The same without the pause. */
  askSoon() {
    this.#isUrgent = true;
    this.#endPause();
    return this.ask();
  }

  async #turn() {
    await this.#running;
    if (!this.#isUrgent) await this.#restOfPause();
    this.#next = null;
    this.#isUrgent = false;
    const called = this.call();
    const ended = () => (this.#pauseEnds = Date.now() + this.pause());
    this.#running = called.then(ended, ended);
    return called;
  }

  async #restOfPause() {
    const rest = this.#pauseEnds - Date.now();
    if (rest <= 0) return;
    await new Promise((resolve) => {
      this.#endPause = resolve;
      setTimeout(resolve, rest);
    });
  }
}
