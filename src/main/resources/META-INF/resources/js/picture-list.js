/**
 * The pictures of a filter that are loaded: from the list's beginning or from a place on. Those
 * before a place are read in the other order. Needs no browser.
 */
import { isByName, partsAt, placeOf } from './list-place.js';
import { withFirstPage, withNextPage, withStretch } from './merging.js';
import { fileName, isSettled } from './words.js';

/** Longest page that the API gives. */
const LONG_PAGE = 100;
/** Pages that are read to close a gap between new pictures and known ones, or to find some. */
export const MOST_PAGES_AT_ONCE = 30;

const NOTHING = { images: [], cursor: null };

/** Whether nothing was found yet, and there is more to read. */
const isToReadOn = ({ images, cursor }) => images.length === 0 && cursor !== null;

/** The API takes a cursor only with the filter that it was given for: each keeps its own. */
const withFilter = ({ images, cursor }, filter) => ({ images, cursor: cursor && { text: cursor, filter } });

export class PictureList {
  /** In the list's order. */
  images = [];
  /** The place that the list was entered at; null if it is there from its beginning. */
  place = null;
  #filter = {};
  #parts = { onward: {}, back: null };
  /** From the beginning or the place on. */
  #onward = NOTHING;
  /** Before the place, nearest first; `cursor` is undefined before the first page is read. */
  #back = NOTHING;
  #generation = 0;
  /** Counts how often the list was begun anew. */
  #start = 0;
  /** The generation in which the list became whole. */
  #wholeAfter = null;

  /**
   * @param {(filter: object, page: {limit: number, cursor?: string}) => Promise<{images: Array,
   *     cursor?: string}>} read reads a page
   * @param {typeof read} readFirst reads the first page, maybe together with others who want it
   * @param {number} firstPage pictures on a first page
   */
  constructor(read, readFirst, firstPage) {
    Object.assign(this, { read, readFirst, firstPage });
  }

  /** Whether pictures follow that are not loaded. */
  get hasMore() {
    return this.#onward.cursor !== null;
  }

  /** Whether pictures before the place are loaded. */
  get hasEarlier() {
    return this.#back.images.length > 0;
  }

  /**
   * Forgets what is loaded, and begins anew.
   *
   * @param {{month: string}|{time: string}|{name: string}|null} place null for the list's beginning
   */
  start(filter, place = null) {
    this.#generation += 1;
    this.#start += 1;
    this.#filter = filter;
    this.#begin(place);
    this.#take(NOTHING, { images: [], cursor: undefined });
  }

  #begin(place) {
    this.place = place;
    this.#parts = place ? partsAt(this.#filter, place) : { onward: this.#filter, back: null };
  }

  #take(onward, back = this.#back) {
    this.#onward = onward;
    this.#back = back;
    this.images = this.place ? [...[...back.images].reverse(), ...onward.images] : onward.images;
  }

  /**
   * Reads the first page again, and those pictures before the place whose work may have gone on.
   *
   * @returns whether the list may have changed
   */
  async refresh(afresh) {
    const generation = (this.#generation += 1);
    const first = this.readFirst(this.#parts.onward, { limit: this.firstPage });
    const [page] = await Promise.all([first, this.#refreshBack()]);
    if (generation !== this.#generation) return this.#late(generation, () => this.refresh(afresh));
    return this.merge(page, afresh);
  }

  /** From the first picture on that is being worked on; the nearest to the place, if there is none. */
  async #refreshBack() {
    const before = this.#back;
    if (before.images.length === 0) return;
    const from = Math.max(0, before.images.findIndex((image) => !isSettled(image)));
    const { back } = this.#parts;
    const filter = from === 0 ? back : partsAt(back, placeOf(before.images[from], back)).onward;
    const page = await this.#readPast(isByName(back) && from > 0 ? fileName(before.images[from]) : null, filter);
    if (this.#back === before) this.#take(this.#onward, withStretch(before, from, page, back.sort));
  }

  /** Reads a page; reads on while it ends with pictures of a name, as phones give the same to many. */
  async #readPast(name, filter) {
    const endsWithName = ({ images }) => images.length > 0 && fileName(images.at(-1)) === name;
    let page = withFilter(await this.read(filter, { limit: LONG_PAGE }), filter);
    for (let pages = 1; page.cursor && endsWithName(page) && pages < MOST_PAGES_AT_ONCE; pages += 1)
      page = withNextPage(page, await this.#read(page.cursor, LONG_PAGE));
    return page;
  }

  /**
   * Merges a newly read first page into the list; reads on until the new pictures reach the known
   * ones, or too many pages are read.
   *
   * @param afresh drops the other pictures
   * @returns whether the list may have changed
   */
  async merge(first, afresh) {
    const generation = this.#generation;
    const known = () => (afresh ? NOTHING : this.#onward);
    let page = withFilter(first, this.#parts.onward);
    let merged = withFirstPage(known(), page);
    for (let pages = 0; !merged.isComplete && pages < MOST_PAGES_AT_ONCE; pages += 1) {
      const next = await this.#read(page.cursor, LONG_PAGE);
      if (generation !== this.#generation) return this.#late(generation, () => this.refresh(afresh));
      page = withNextPage(page, next);
      merged = withFirstPage(known(), page);
    }
    this.#take({ images: merged.images, cursor: merged.cursor });
    return true;
  }

  /** Reads the next page. @returns whether there is more than before */
  async more(limit = LONG_PAGE) {
    const { cursor } = this.#onward;
    if (cursor === null) return false;
    const page = await this.#readOn(cursor, limit);
    if (!page) return false;
    if (this.#onward.cursor !== cursor) return this.more(limit);
    this.#take(withNextPage(this.#onward, page));
    return true;
  }

  async #read({ filter, text }, limit) {
    return withFilter(await this.read(filter, { limit, cursor: text }), filter);
  }

  /** @returns {Promise<object|null>} a page; null, also instead of an error, if the list was begun anew */
  async #readOn(cursor, limit) {
    const start = this.#start;
    try {
      const page = await this.#read(cursor, limit);
      return start === this.#start ? page : null;
    } catch (error) {
      if (start === this.#start) throw error;
      return null;
    }
  }

  /**
   * An answer for a list that was begun anew. It is asked for again only if the list became whole
   * meanwhile.
   */
  #late(generation, again) {
    return this.#wholeAfter === generation && this.#generation === generation + 1 ? again() : false;
  }

  /**
   * Reads pictures before the place; when there are no more, the list is there from its beginning.
   * Reads a bounded number of pages; if none of them has a picture, the next call reads on.
   *
   * @returns {Promise<Array>} the pictures that were added, in the list's order
   */
  async earlier(limit = LONG_PAGE) {
    while (this.place) {
      const { cursor } = this.#back;
      let read = { images: [], cursor };
      for (let pages = 0; isToReadOn(read) && pages < MOST_PAGES_AT_ONCE; pages += 1) {
        const page = await this.#readOn(read.cursor ?? { filter: this.#parts.back }, limit);
        if (!page) return [];
        read = withNextPage(read, page);
      }
      // All of it may have been read again meanwhile: pages follow on the cursor that they were read by.
      if (this.#back.cursor === cursor) return this.#takeEarlier(read);
    }
    return [];
  }

  #takeEarlier(page) {
    const { length } = this.#back.images;
    const list = withNextPage(this.#back, page);
    this.#takeBack(list);
    return list.images.slice(length).reverse();
  }

  #takeBack(list) {
    this.#take(this.#onward, list);
    if (list.cursor !== null) return;
    this.#wholeAfter = this.#generation;
    this.#generation += 1;
    const onward = { images: this.images, cursor: this.#onward.cursor };
    this.#begin(null);
    this.#take(onward, NOTHING);
  }

  /**
   * Reads all that is loaded again, as after a change of many pictures, and what is added meanwhile.
   * What is not reached within bounds stays as it is.
   *
   * @returns whether the list may have changed
   */
  async reload() {
    const generation = (this.#generation += 1);
    const isSame = () => generation === this.#generation;
    const onward = new Reading(() => this.#onward, { filter: this.#parts.onward });
    const back = new Reading(() => this.#back, { filter: this.#parts.back });
    const read = (cursor, limit) => this.#read(cursor, limit);
    do {
      await onward.read(read, this.firstPage, isSame);
      if (this.place && this.#back.images.length > 0) await back.read(read, this.firstPage, isSame);
    } while (isSame() && (onward.lacks || (this.place && back.lacks)));
    if (!isSame()) return this.#late(generation, () => this.reload());
    this.#take(onward.merged());
    if (this.place) this.#takeBack(back.merged());
    return true;
  }

  forget(imageId) {
    const without = ({ images, cursor }) => ({ images: images.filter((one) => one.imageId !== imageId), cursor });
    this.#take(without(this.#onward), without(this.#back));
  }

  /** Nothing is to be shown: the first page could not be read. */
  fail() {
    this.#take(NOTHING);
  }
}

/** A part of the list that is read again. */
class Reading {
  #list;
  #pages = 0;

  /**
   * @param {() => {images: Array, cursor: *}} known the part as it is loaded, which may grow meanwhile
   * @param begin what the first page is read by
   */
  constructor(known, begin) {
    this.known = known;
    this.#list = { images: [], cursor: begin };
  }

  /** Whether more is loaded than was read, and more can be read. */
  get lacks() {
    const { images, cursor } = this.#list;
    return cursor !== null && images.length < this.known().images.length && this.#pages < MOST_PAGES_AT_ONCE;
  }

  /** Reads at least a page, and as many pictures as are loaded, unless the list is another one meanwhile. */
  async read(read, firstPage, isSame) {
    while (isSame() && (this.#pages === 0 || this.lacks)) {
      const missing = this.known().images.length - this.#list.images.length;
      const page = await read(this.#list.cursor, Math.min(LONG_PAGE, Math.max(firstPage, missing)));
      this.#list = withNextPage(this.#list, page);
      this.#pages += 1;
    }
  }

  /** @returns what was read, with the known pictures after it if it did not reach as far as they do */
  merged() {
    const known = this.known();
    if (this.#pages === 0) return known;
    if (this.#list.cursor === null || this.#list.images.length >= known.images.length) return this.#list;
    const merged = withFirstPage(known, this.#list);
    return merged.isComplete ? { images: merged.images, cursor: merged.cursor } : known;
  }
}
