/** The pictures of a filter, as many as the seller scrolls to. */
import * as api from './api.js';
import { card, cardKey, updateWaiting } from './card.js';
import { button, fill, h } from './dom.js';
import { PAGE } from './feed.js';
import { focusIn, refocus } from './focus.js';
import { Grid } from './grid.js';
import { withFirstPage, withNextPage } from './merging.js';
import { galleryHref } from './router.js';
import { announce } from './say.js';
import { plural } from './words.js';

/** Longest page that the API gives. */
const LONG_PAGE = 100;
/** Pages that are read to close a gap between new pictures and known ones, or to find a place. */
const MOST_PAGES_AT_ONCE = 30;
const SKELETONS = 12;
/** Distance of the window from the list's end at which the next page is loaded. */
const NEAR_PX = 800;

/** Fires `change` when the list has changed. */
export class Gallery extends EventTarget {
  images = [];
  /** False until the first page of the filter is there. */
  loaded = false;
  #filter = {};
  #cursor = null;
  #cards = new Map();
  #generation = 0;
  #loadingMore = null;

  /**
   * @param {{root: HTMLElement, end: HTMLElement, previewOf: (imageId: string) => string|null,
   *     selection: Selection}} parts
   */
  constructor({ root, end, previewOf, selection }) {
    super();
    Object.assign(this, { root, end, previewOf, selection });
    this.message = h('div', { class: 'gallery-message' });
    root.before(this.message);
    this.grid = new Grid(root, (image) => this.#cardOf(image));
    const near = new IntersectionObserver(([entry]) => entry.isIntersecting && this.more(), {
      rootMargin: `${NEAR_PX}px`,
    });
    near.observe(end);
    selection.addEventListener('change', () => this.draw());
  }

  get filter() {
    return this.#filter;
  }

  /** Whether less than all is shown, or in another order. */
  get filtered() {
    return Object.keys(this.#filter).length > 0;
  }

  /** Whether more pictures follow than are loaded. */
  get hasMore() {
    return this.#cursor !== null;
  }

  shows(filter) {
    return this.loaded && JSON.stringify(filter) === JSON.stringify(this.#filter);
  }

  /** Shows the pictures of a filter; does nothing when they are shown already. */
  async show(filter) {
    if (this.shows(filter)) return;
    this.#filter = filter;
    this.loaded = false;
    this.images = [];
    this.#cursor = null;
    this.#showSkeletons();
    await this.refresh(true);
    if (!this.loaded) return;
    announce(
      this.#cursor
        ? `More than ${this.images.length} pictures`
        : plural(this.images.length, 'picture'),
    );
  }

  /** Asks for the first page again. @param afresh forgets what was scrolled to */
  async refresh(afresh = false) {
    const generation = (this.#generation += 1);
    try {
      const page = await api.cardsShared(this.#filter, { limit: PAGE });
      if (generation === this.#generation) await this.merge(page, afresh);
    } catch (error) {
      if (generation === this.#generation && afresh) this.#say(error);
    }
  }

  /** Merges a newly read first page into the list. @param afresh drops the other pictures */
  async merge(page, afresh = false) {
    const keeps = !afresh && this.loaded;
    const known = keeps ? this.#list() : { images: [], cursor: null };
    const merged = await this.#closingTheGap(known, page);
    if (!merged) return;
    this.#take(merged);
    this.loaded = true;
    this.root.removeAttribute('aria-busy');
    this.draw();
  }

  /** Reads on until the new pictures reach the known ones, or too many pages are read. */
  async #closingTheGap(known, first) {
    const generation = this.#generation;
    let page = first;
    let merged = withFirstPage(known, page);
    for (let pages = 0; !merged.isComplete && pages < MOST_PAGES_AT_ONCE; pages += 1) {
      const next = await api.cards(this.#filter, { limit: LONG_PAGE, cursor: page.cursor });
      if (generation !== this.#generation) return null;
      page = withNextPage(page, next);
      merged = withFirstPage(known, page);
    }
    return merged;
  }

  #list() {
    return { images: this.images, cursor: this.#cursor };
  }

  #take({ images, cursor }) {
    this.images = images;
    this.#cursor = cursor;
  }

  /** Loads the next page; while one is being loaded, waits for it. */
  more(limit = LONG_PAGE) {
    if (!this.#cursor || this.root.closest('[hidden]')) return Promise.resolve();
    this.#loadingMore ??= this.#load(limit).then((loaded) => {
      this.#loadingMore = null;
      this.draw();
      // The observer tells only when the end comes near, not that it still is.
      if (loaded) requestAnimationFrame(() => this.#isEndNear() && this.more());
    });
    return this.#loadingMore;
  }

  #isEndNear() {
    return this.end.getBoundingClientRect().top < innerHeight + NEAR_PX;
  }

  async #load(limit) {
    const generation = this.#generation;
    try {
      const page = await api.cards(this.#filter, { limit, cursor: this.#cursor });
      if (generation !== this.#generation) return false;
      this.#take(withNextPage(this.#list(), page));
      return true;
    } catch {
      return false; // The button "Show more" stays, so the seller can ask again.
    }
  }

  /** Loads pages until a picture is there, within bounds. @returns whether it is there */
  async loadUpTo(imageId) {
    const has = () => this.images.some((image) => image.imageId === imageId);
    for (let pages = 0; !has() && this.#cursor && pages < MOST_PAGES_AT_ONCE; pages += 1)
      await this.more(LONG_PAGE);
    return has();
  }

  /** Reads all loaded pages again, as after a change of many pictures. */
  async reload() {
    const generation = (this.#generation += 1);
    const wanted = this.images.length;
    let list = { images: [], cursor: undefined };
    for (let pages = 0; pages < MOST_PAGES_AT_ONCE && list.cursor !== null; pages += 1) {
      const limit = Math.min(LONG_PAGE, Math.max(PAGE, wanted - list.images.length));
      const page = await api.cards(this.#filter, { limit, cursor: list.cursor });
      if (generation !== this.#generation) return;
      list = withNextPage(list, page);
      if (list.images.length >= wanted) break;
    }
    this.#take(list);
    this.draw();
  }

  /** The pictures before and after one, as far as they are loaded. */
  neighbours(imageId) {
    const at = this.images.findIndex((image) => image.imageId === imageId);
    return at < 0 ? {} : { previous: this.images[at - 1], next: this.images[at + 1] };
  }

  forget(imageId) {
    this.images = this.images.filter((image) => image.imageId !== imageId);
    this.draw();
  }

  draw() {
    if (!this.loaded) return;
    this.grid.show(this.images);
    fill(this.message, this.images.length === 0 && this.filtered ? nothing() : null);
    this.#setRole();
    const more = button('Show more', { 'data-test': 'more' }, () => this.more());
    fill(this.end, this.#cursor ? more : null);
    this.dispatchEvent(new Event('change'));
  }

  /** Focuses the card of a picture. @returns whether it is listed */
  focusCard(imageId) {
    const link = this.grid.reveal(imageId)?.querySelector('.card-link');
    link?.focus({ preventScroll: true });
    return Boolean(link);
  }

  #cardOf(image) {
    const preview = this.previewOf(image.imageId);
    const selected = this.selection.has(image.imageId);
    const key = `${selected}${cardKey(image, image.width ? null : preview)}`;
    const known = this.#cards.get(image.imageId);
    if (known?.key === key) {
      updateWaiting(known.element, image);
      return known.element;
    }
    const element = card(image, preview, {
      selected,
      toggle: (range) => this.selection.toggle(image.imageId, range ? this.images : null),
    });
    if (known?.element.isConnected) {
      const place = focusIn(known.element);
      known.element.replaceWith(element);
      if (place) refocus(element, place);
    }
    this.#cards.set(image.imageId, { key, element });
    return element;
  }

  #showSkeletons() {
    this.root.setAttribute('aria-busy', 'true');
    this.#cards.clear();
    this.grid.show([]);
    fill(this.message, h('p', { class: 'sr', role: 'status' }, 'Loading the pictures'));
    const one = () =>
      h('div', { class: 'skeleton' }, h('span', { class: 'thumb' }, h('span', { class: 'blank waiting' })));
    this.root.replaceChildren(...Array.from({ length: SKELETONS }, one));
    fill(this.end, null);
  }

  /** A feed without articles is an error to screen readers. */
  #setRole() {
    this.root.setAttribute('role', this.images.length > 0 ? 'feed' : 'group');
  }

  #say(error) {
    this.root.removeAttribute('aria-busy');
    this.#cursor = null;
    this.root.replaceChildren();
    this.#setRole();
    const retry = button('Try again', { 'data-test': 'gallery-retry' }, () => {
      this.#showSkeletons();
      return this.refresh(true);
    });
    fill(
      this.message,
      h('div', { class: 'notice bad', role: 'alert' }, h('p', {}, error.message), retry),
    );
  }
}

function nothing() {
  return h(
    'div',
    { class: 'nothing', 'data-test': 'nothing' },
    h('p', {}, 'No picture fits these filters.'),
    h('a', { class: 'button', href: galleryHref() }, 'Show all pictures'),
  );
}
