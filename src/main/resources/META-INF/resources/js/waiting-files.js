/**
 * Keeps files that wait to be sent in the browser's database, so that a later page sends what an
 * earlier one was closed before it had sent. Each page marks its files as its own, and holds a lock
 * while it has some: who gets the lock after it takes its files over. Needs no browser.
 */

/** Of one page: a browser gives a site a part of the disk, and drops files one by one of 2,000 pictures. */
const MOST_BYTES = 1e9;

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
   * Hands the files over that other pages leave behind: at once if they are gone, or when they are closed. Never fails.
   * @param {(files: File[]) => void} add called with those of one page; keeps them anew
   */
  async takeOver(add) {
    if (!this.store) return;
    const entries = await this.store.all().catch(() => []);
    const others = entries.filter(({ page, seller }) => seller === this.seller() && page !== this.#page);
    const pages = [...new Set(others.map(({ page }) => page))];
    // Whoever holds a page's lock may send its files: the page itself, then the first that waits for it.
    const when = (page) => this.locks.request(lockOf(page), () => this.#takeOverFrom(page, add));
    await Promise.all(pages.map((page) => when(page).catch(() => {})));
  }

  async #takeOverFrom(from, add) {
    const left = (await this.store.all()).filter(({ page, seller }) => page === from && seller === this.seller());
    if (left.length > 0) add(left.map(({ file }) => file));
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
