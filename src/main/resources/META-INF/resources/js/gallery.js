/** The pictures of a filter, as many as the seller scrolls to. */
import * as api from './api.js';
import { CardElements } from './card-elements.js';
import { button, fill, h } from './dom.js';
import { PAGE } from './feed.js';
import { GalleryEnds } from './gallery-ends.js';
import { whereFrom } from './go-to.js';
import { Grid } from './grid.js';
import { isByName, placeAt, placeOf } from './list-place.js';
import { MOST_PAGES_AT_ONCE, PictureList } from './picture-list.js';
import { galleryHref } from './router.js';
import { announce } from './say.js';
import { Turns } from './turns.js';
import { plural } from './words.js';

const SKELETONS = 12;
/** Of a longer list by name only the beginning is looked at again. */
const MOST_READ_AGAIN = 1000;
/** Between two looks at a list by name, each of which takes up to ten calls. */
const PAUSE_MS = 3000;

/** Fires `change` when the list has changed. */
export class Gallery extends EventTarget {
  /** False until the first page of the filter is there. */
  loaded = false;
  #list = new PictureList(api.cards, api.cardsShared, PAGE);
  #filter = {};
  #at = null;
  #looks = new Turns(
    () => this.#look(),
    () => (isByName(this.#filter) ? PAUSE_MS : 0),
  );
  /** Whether the next look reads all that is loaded, in any order. */
  #looksAtAll = false;

  /**
   * @param {{root: HTMLElement, end: HTMLElement, previewOf: (imageId: string) => string|null,
   *     selection: Selection}} parts
   */
  constructor({ root, end, previewOf, selection }) {
    super();
    this.root = root;
    this.cards = new CardElements({ previewOf, selection, images: () => this.images });
    this.ends = new GalleryEnds(this, { root, end, list: this.#list });
    this.message = h('div', { class: 'gallery-message' });
    root.before(this.message);
    this.grid = new Grid(root, (image, isPassed) => this.cards.of(image, isPassed));
    selection.addEventListener('change', () => this.draw());
  }

  /** The loaded pictures, in the list's order. */
  get images() {
    return this.#list.images;
  }

  get filter() {
    return this.#filter;
  }

  /** Whether less than all is shown, or in another order, or not from the beginning. */
  get filtered() {
    return this.#list.place !== null || this.#hasFilter();
  }

  #hasFilter() {
    return Object.keys(this.#filter).length > 0;
  }

  /** Whether there are more pictures than are loaded. */
  get hasMore() {
    return this.#list.hasMore || this.#list.place !== null;
  }

  /** @returns {{count: number, isAll: boolean}|null} how many pictures of a filter are loaded; null if another is shown */
  loadedOf(filter) {
    return this.loaded && this.isOf(filter) ? { count: this.images.length, isAll: !this.hasMore } : null;
  }

  /** @param {string|null} at the month or the name that the list is entered at */
  shows(filter, at = null) {
    return this.loaded && this.#at === at && this.isOf(filter);
  }

  isOf(filter) {
    return JSON.stringify(filter) === JSON.stringify(this.#filter);
  }

  /**
   * Shows the pictures of a filter; does nothing when they are shown already.
   *
   * @param {{at?: string|null, near?: object|null}} place the month or the name that the list is
   *     entered at, or another place that it is entered at instead
   */
  async show(filter, { at = null, near = null } = {}) {
    if (this.shows(filter, at)) return;
    this.#filter = filter;
    this.#at = at;
    await this.#start(near ?? placeAt(filter, at));
  }

  /** Enters the list again as its address says. */
  async showAgain() {
    await this.#start(placeAt(this.#filter, this.#at));
  }

  async #start(place) {
    this.loaded = false;
    this.#list.start(this.#filter, place);
    this.ends.reset();
    this.#showSkeletons();
    await this.refresh(true);
    if (!this.loaded) return;
    const { length } = this.images;
    const count = this.#list.hasMore ? `more than ${plural(length, 'picture')}` : plural(length, 'picture');
    announce(place ? `${whereFrom(place, this.#filter)}: ${count}` : count);
  }

  /**
   * Asks for the first page again; of a list by name for all that is loaded, because a new picture may
   * be anywhere in it. A look begins when the one before has ended: it would cancel it.
   *
   * @param afresh forgets what was scrolled to, and begins at once
   */
  async refresh(afresh = false) {
    try {
      if (!afresh && this.loaded) await this.#looks.ask();
      else if (await this.#list.refresh(true)) this.#changed();
    } catch (error) {
      if (afresh && !this.loaded) this.#say(error);
    }
  }

  async #look() {
    // A list that is begun anew is read by that.
    if (!this.loaded) return;
    const isAll = this.#looksAtAll || (isByName(this.#filter) && this.images.length <= MOST_READ_AGAIN);
    this.#looksAtAll = false;
    if (await (isAll ? this.#list.reload() : this.#list.refresh(false))) this.#changed();
  }

  /** Merges a newly read first page into the list. */
  async merge(page) {
    if (await this.#list.merge(page, !this.loaded)) this.#changed();
  }

  #changed() {
    this.loaded = true;
    this.root.removeAttribute('aria-busy');
    this.draw();
  }

  /** Loads the next page; while one is being loaded, waits for it. */
  more() {
    return this.ends.more();
  }

  /**
   * Loads pictures before the place that the list was entered at; the card in the window stays.
   *
   * @returns {Promise<Array>} the pictures that were added
   */
  earlier() {
    return this.ends.earlier();
  }

  /** Loads pages until a picture is there, within bounds. @returns whether it is there */
  async loadUpTo(imageId) {
    const has = () => this.images.some((image) => image.imageId === imageId);
    for (let pages = 0; !has() && this.#list.hasMore && pages < MOST_PAGES_AT_ONCE; pages += 1) {
      await this.more();
      if (this.ends.error) break;
    }
    return has();
  }

  /** Reads all loaded pages again, as after a change of many pictures. */
  async reload() {
    this.#looksAtAll = true;
    await this.#looks.askSoon();
  }

  /** The pictures before and after one, as far as they are loaded. */
  neighbours(imageId) {
    const at = this.images.findIndex((image) => image.imageId === imageId);
    return at < 0 ? {} : { previous: this.images[at - 1], next: this.images[at + 1] };
  }

  /** @returns {object|null} the place of the window in the list, to come back to: see place.js */
  place() {
    const anchor = this.loaded ? this.grid.anchor() : null;
    const index = anchor ? this.images.findIndex((image) => image.imageId === anchor.imageId) : -1;
    return index < 0 ? null : { ...anchor, index, near: placeOf(this.images[index], this.#filter) };
  }

  forget(imageId) {
    this.#list.forget(imageId);
    this.draw();
  }

  draw() {
    if (!this.loaded) return;
    this.grid.show(this.images);
    const isEmpty = this.images.length === 0;
    fill(this.message, isEmpty && this.filtered ? nothing(this.#hasFilter()) : null);
    this.#setRole();
    this.ends.draw();
    this.dispatchEvent(new Event('change'));
  }

  /** Draws what was added above the window; the card in the window stays. */
  drawWhereItIs() {
    const anchor = this.grid.anchor();
    this.draw();
    if (anchor) this.grid.scrollTo(anchor);
  }

  /** Focuses the card of a picture. @returns whether it is listed */
  focusCard(imageId) {
    const link = this.grid.reveal(imageId)?.querySelector('.card-link');
    link?.focus({ preventScroll: true });
    return Boolean(link);
  }

  #showSkeletons() {
    this.root.setAttribute('aria-busy', 'true');
    this.cards.forgetAll();
    this.grid.show([]);
    fill(this.message, h('p', { class: 'sr', role: 'status' }, 'Loading the pictures'));
    const one = () =>
      h('div', { class: 'skeleton' }, h('span', { class: 'thumb' }, h('span', { class: 'blank waiting' })));
    this.root.replaceChildren(...Array.from({ length: SKELETONS }, one));
    this.ends.hide();
  }

  /** A feed without articles is an error to screen readers. */
  #setRole() {
    this.root.setAttribute('role', this.images.length > 0 ? 'feed' : 'group');
  }

  #say(error) {
    this.root.removeAttribute('aria-busy');
    this.#list.fail();
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

function nothing(hasFilter) {
  return h(
    'div',
    { class: 'nothing', 'data-test': 'nothing' },
    h('p', {}, hasFilter ? 'No picture fits these filters here.' : 'No picture is here.'),
    h('a', { class: 'button', href: galleryHref() }, 'Show all pictures'),
  );
}
