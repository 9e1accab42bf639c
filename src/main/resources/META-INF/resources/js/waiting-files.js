/**
 * Keeps files that wait to be sent in the browser's database, so that a later page sends what an
 * earlier one was closed before it had sent. Each page marks its files as its own, and holds a lock
 * while it has some: files of a page without a lock are taken over. Needs no browser.
 */

/** Of one page: a browser gives a site a part of the disk, and drops files one by one of 2,000 pictures. */
const MOST_BYTES = 1e9;
const TAKING_OVER = 'vitrine.taking-over';

export class WaitingFiles {
  #page = crypto.randomUUID();
  #sizes = new Map();
  #letGo = null;

  /**
   * @param {{all: Function, put: Function, remove: Function}|null} store see file-store.js; null if the browser has none
   * @param {LockManager|undefined} locks of the browser
   * @param {() => string|null} seller who is signed in; null where nobody signs in
   */
  constructor(store, locks, seller) {
    Object.assign(this, { store: locks && store, locks, seller });
  }

  /** Keeps a file until it is dropped; not if that would be too much. Never fails. @param {number} key the page's own */
  async keep(key, file) {
    const before = [...this.#sizes.values()].reduce((sum, size) => sum + size, 0);
    if (!this.store || before + file.size > MOST_BYTES) return;
    this.#sizes.set(key, file.size);
    this.#hold();
    const entry = { id: this.#id(key), page: this.#page, seller: this.seller(), file };
    // Without room nothing is kept; the names of such files are (unsent.js).
    await this.store.put(entry).catch(() => this.drop(key));
    if (!this.#sizes.has(key)) await this.#remove(entry.id); // dropped meanwhile
  }

  /** Forgets a file that was sent, or is not wanted any more. Never fails. */
  async drop(key) {
    if (!this.#sizes.delete(key)) return;
    await this.#remove(this.#id(key));
    if (this.#sizes.size > 0) return;
    this.#letGo?.();
    this.#letGo = null;
  }

  /**
   * Hands the files over that pages left behind which are gone. Never fails.
   * @param {(files: File[]) => void} add called with them, unless there are none; keeps them anew
   */
  async takeOver(add) {
    if (!this.store) return;
    await this.locks.request(TAKING_OVER, () => this.#takeOver(add)).catch(() => {});
  }

  async #takeOver(add) {
    const { held } = await this.locks.query();
    const open = new Set(held.map(({ name }) => name));
    const left = (await this.store.all()).filter(
      ({ page, seller }) => seller === this.seller() && page !== this.#page && !open.has(lockOf(page)),
    );
    if (left.length === 0) return;
    add(left.map(({ file }) => file));
    for (const { id } of left) await this.#remove(id);
  }

  #id(key) {
    return `${this.#page} ${String(key).padStart(9, '0')}`;
  }

  #remove(id) {
    return this.store.remove(id).catch(() => {});
  }

  /** A page that holds a lock is not kept for the way back, so it is held only while it is needed. */
  #hold() {
    if (this.#letGo) return;
    const done = new Promise((resolve) => (this.#letGo = resolve));
    this.locks.request(lockOf(this.#page), () => done).catch(() => {});
  }
}

const lockOf = (page) => `vitrine.page.${page}`;
