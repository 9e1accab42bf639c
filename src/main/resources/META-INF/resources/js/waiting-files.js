/**
 * Keeps files that wait to be sent in the browser's database, so that a later page sends what an
 * earlier one was closed before it had sent. Each page marks its files as its own, and holds a lock
 * while it has some: who gets the lock after it takes its files over. Needs no browser.
 */

/** Of one page: a browser gives a site a part of the disk, and drops files one by one of 2,000 pictures. */
const MOST_BYTES = 1e9;
/** Files of somebody who does not come back are forgotten. */
const LONGEST_MS = 30 * 24 * 3600 * 1000;

export class WaitingFiles {
  #page = crypto.randomUUID();
  /** Of each key `{id, size}` of its entry. */
  #kept = new Map();
  #letGo = null;

  /**
   * @param {{all: Function, put: Function, remove: Function}|null} store see file-store.js; null if the browser has none
   * @param {LockManager|undefined} locks of the browser
   * @param {() => string|null} seller who is signed in; null where nobody signs in
   */
  constructor(store, locks, seller) {
    Object.assign(this, { store: locks && store, locks, seller });
  }

  /**
   * Keeps a file until it is dropped; not if that would be too much. Never fails.
   * @param {number} key the page's own
   * @param {string[]} styles in which it is to be painted when it arrives
   */
  async keep(key, file, styles) {
    const before = [...this.#kept.values()].reduce((sum, { size }) => sum + size, 0);
    if (!this.store || this.#kept.has(key) || before + file.size > MOST_BYTES) return;
    const id = `${this.#page} ${String(key).padStart(9, '0')}`;
    await this.#put(key, { id, seller: this.seller(), file, styles, at: Date.now() });
  }

  async #put(key, entry) {
    this.#kept.set(key, { id: entry.id, size: entry.file.size });
    this.#hold();
    // Without room nothing is kept; the names of such files are (unsent.js).
    await this.store.put({ ...entry, page: this.#page }).catch(() => this.drop(key));
    if (!this.#kept.has(key)) await this.#remove(entry.id); // dropped meanwhile
  }

  /** Forgets a file that was sent, or is not wanted any more. Never fails. */
  async drop(key) {
    const entry = this.#kept.get(key);
    if (!this.#kept.delete(key)) return;
    await this.#remove(entry.id);
    if (this.#kept.size > 0) return;
    this.#letGo?.();
    this.#letGo = null;
  }

  /**
   * Hands the files over that other pages leave behind: at once if they are gone, or when they are closed. Never fails.
   * @param {(file: File, styles: string[]) => number} add called with each of them; returns its key here
   */
  async takeOver(add) {
    if (!this.store) return;
    const entries = await this.store.all().catch(() => []);
    for (const { id, at } of entries) if (at < Date.now() - LONGEST_MS) await this.#remove(id);
    const others = entries.filter(({ page, seller }) => seller === this.seller() && page !== this.#page);
    const pages = [...new Set(others.map(({ page }) => page))];
    // Whoever holds a page's lock may send its files: the page itself, then the first that waits for it.
    const when = (page) => this.locks.request(lockOf(page), () => this.#takeOverFrom(page, add));
    await Promise.all(pages.map((page) => when(page).catch(() => {})));
  }

  /** The entries stay, and become this page's: there may be no room for a second copy. */
  async #takeOverFrom(from, add) {
    const left = (await this.store.all()).filter(({ page, seller }) => page === from && seller === this.seller());
    for (const entry of left) await this.#put(add(entry.file, entry.styles ?? []), entry);
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
