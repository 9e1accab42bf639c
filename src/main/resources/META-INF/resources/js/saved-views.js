/** Filters that the seller has given a name, kept in this browser. Needs no browser. */
import { keep, kept } from './kept.js';
import { galleryHref } from './router.js';

const KEPT = 'vitrine.views';

/** Most letters of a name, and most views. */
export const LONGEST_NAME = 40;
const MOST_VIEWS = 50;

const byName = (a, b) => a.name.localeCompare(b.name);
const isView = (one) => typeof one?.name === 'string' && typeof one.filter === 'object' && one.filter !== null;
const isNamed = (name) => (one) => one.name.toLowerCase() === name.toLowerCase();

/** Two filters are the same when they lead to the same address. */
const isOf = (filter) => (one) => galleryHref(one.filter) === galleryHref(filter);

export class SavedViews {
  /** @param {Storage} storage of the browser */
  constructor(storage) {
    this.storage = storage;
  }

  /** @returns {Array<{name: string, filter: Object<string, string>}>} by name; also those of other tabs */
  get all() {
    return kept(this.storage, KEPT).filter(isView).slice(0, MOST_VIEWS);
  }

  /** @returns {string|null} the name of the view that shows a filter */
  nameOf(filter) {
    return this.all.find(isOf(filter))?.name ?? null;
  }

  /**
   * Keeps a filter, in the place of the view of the same name.
   *
   * @returns {{filter: Object}|null} the view that it replaced
   * @throws {Error} in words for the seller
   */
  save(name, filter) {
    const wanted = checked(name);
    const all = this.all;
    const replaced = all.find(isNamed(wanted)) ?? null;
    if (!replaced && all.length >= MOST_VIEWS)
      throw new Error(`There are ${MOST_VIEWS} views already. Delete one first.`);
    this.#keep([...all.filter((one) => one !== replaced), { name: wanted, filter }]);
    return replaced;
  }

  /**
   * Keeps a filter beside all others, as `NAME (2)` where one has its name.
   *
   * @throws {Error} in words for the seller
   */
  add(name, filter) {
    const all = this.all;
    let free = name;
    for (let count = 2; all.some(isNamed(free)); count += 1) {
      const end = ` (${count})`;
      free = `${name.slice(0, LONGEST_NAME - end.length).trim()}${end}`;
    }
    this.save(free, filter);
  }

  /** @throws {Error} in words for the seller, as when another view has the name */
  rename(from, to) {
    const wanted = checked(to);
    const all = this.all;
    const view = all.find(isNamed(from));
    if (!view) return;
    const others = all.filter((one) => one !== view);
    if (others.some(isNamed(wanted))) throw new Error(`Another view is called "${wanted}".`);
    this.#keep([...others, { ...view, name: wanted }]);
  }

  delete(name) {
    this.#keep(this.all.filter((one) => !isNamed(name)(one)));
  }

  #keep(views) {
    keep(this.storage, KEPT, views.sort(byName));
    if (this.all.length !== views.length) throw new Error('This browser keeps nothing for this page.');
  }
}

function checked(name) {
  const wanted = name.trim().replace(/\s+/g, ' ');
  if (!wanted) throw new Error('Give the view a name.');
  if (wanted.length > LONGEST_NAME) throw new Error(`A name has at most ${LONGEST_NAME} letters.`);
  return wanted;
}
