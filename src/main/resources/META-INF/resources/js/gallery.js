/** The pictures of a filter, as many as the seller scrolls to. */
import * as api from './api.js';
import { card, cardKey, updateWaiting } from './card.js';
import { button, fill, h, live } from './dom.js';
import { PAGE } from './feed.js';
import { focusIn, refocus } from './focus.js';
import { beginningLine, directionOf, notLoaded, whereFrom } from './go-to.js';
import { Grid } from './grid.js';
import { ListEnd } from './list-end.js';
import { isByName, placeAt, placeOf } from './list-place.js';
import { MOST_PAGES_AT_ONCE, PictureList } from './picture-list.js';
import { galleryHref } from './router.js';
import { announce } from './say.js';
import { Turns } from './turns.js';
import { plural } from './words.js';

const SKELETONS = 12;
/** Elements of cards that are kept for when they are shown again; more than a window shows. */
const MOST_CARDS_KEPT = 500;
/** Distance of the window from the list's ends at which more is loaded. */
const NEAR_PX = 800;
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
  #cards = new Map();
  #next = new ListEnd({
    read: () => this.#list.more(),
    goesOn: () => this.#list.hasMore && this.#isNear(this.end),
    draw: () => this.draw(),
  });
  #before = new ListEnd({
    read: () => this.#list.earlier(),
    goesOn: () => this.#list.hasEarlier && this.#isNear(this.beginning),
    draw: () => this.#drawWhereItIs(),
  });
  #looks = new Turns(
    () => this.#look(),
    () => (isByName(this.#filter) ? PAUSE_MS : 0),
  );
  /** Whether the next look reads all that is loaded, in any order. */
  #looksAtAll = false;
  #fillBeginning;
  #fillEnd;
  /** Another object for each list that is begun; `findsNone`: no picture is found before the place yet. */
  #search = { findsNone: false };

  /**
   * @param {{root: HTMLElement, end: HTMLElement, previewOf: (imageId: string) => string|null,
   *     selection: Selection}} parts
   */
  constructor({ root, end, previewOf, selection }) {
    super();
    Object.assign(this, { root, end, previewOf, selection });
    this.beginning = h('div', { class: 'gallery-beginning', hidden: true, 'data-test': 'gallery-beginning' });
    this.message = h('div', { class: 'gallery-message' });
    root.before(this.beginning, this.message);
    this.#fillBeginning = live(this.beginning, (shown) => shown, (shown) => this.#beginningOf(shown));
    this.#fillEnd = live(end, (shown) => shown, (shown) => this.#endOf(shown));
    this.grid = new Grid(root, (image) => this.#cardOf(image));
    this.#whenNear(end, () => this.more());
    // At first nothing is above: the seller asks for the first pictures there.
    this.#whenNear(this.beginning, () => this.#list.hasEarlier && this.earlier());
    selection.addEventListener('change', () => this.draw());
  }

  #whenNear(element, load) {
    const rootMargin = `${NEAR_PX}px`;
    new IntersectionObserver(([entry]) => entry.isIntersecting && load(), { rootMargin }).observe(element);
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
    this.#next.reset();
    this.#before.reset();
    this.#search = { findsNone: false };
    this.#showSkeletons();
    await this.refresh(true);
    if (!this.loaded) return;
    const { length } = this.images;
    const count = this.#list.hasMore ? `more than ${length} pictures` : plural(length, 'picture');
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

  /** Merges a newly read first page into the list. @param afresh drops the other pictures */
  async merge(page, afresh = false) {
    if (await this.#list.merge(page, afresh || !this.loaded)) this.#changed();
  }

  #changed() {
    this.loaded = true;
    this.root.removeAttribute('aria-busy');
    this.draw();
  }

  /** Loads the next page; while one is being loaded, waits for it. */
  async more() {
    if (this.#list.hasMore) await this.#next.load();
  }

  #isNear(element) {
    const { top, bottom } = element.getBoundingClientRect();
    return !this.root.closest('[hidden]') && top < innerHeight + NEAR_PX && bottom > -NEAR_PX;
  }

  /**
   * Loads pictures before the place that the list was entered at; the card in the window stays.
   *
   * @returns {Promise<Array>} the pictures that were added
   */
  async earlier() {
    return (await this.#before.load()) ?? [];
  }

  #drawWhereItIs() {
    const anchor = this.grid.anchor();
    this.draw();
    if (anchor) this.grid.scrollTo(anchor);
  }

  /** Loads pages until a picture is there, within bounds. @returns whether it is there */
  async loadUpTo(imageId) {
    const has = () => this.images.some((image) => image.imageId === imageId);
    for (let pages = 0; !has() && this.#list.hasMore && pages < MOST_PAGES_AT_ONCE; pages += 1) {
      await this.more();
      if (this.#next.error) break;
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
    const { place, hasMore } = this.#list;
    this.beginning.hidden = place === null;
    const how = { filter: this.#filter, error: this.#before.error?.message };
    this.#fillBeginning({ place, ...how, ...this.#search });
    this.#fillEnd({ hasMore, error: this.#next.error?.message });
    this.dispatchEvent(new Event('change'));
  }

  /** Says where a list begins that is not there from its beginning, with the way to what is before. */
  #beginningOf({ place, ...how }) {
    return place && beginningLine(place, how, () => this.#showEarlier());
  }

  #endOf({ hasMore, error }) {
    const label = error ? 'Try again' : 'Show more';
    const more = button(label, { 'data-test': 'more' }, () => this.more());
    return hasMore ? [error && notLoaded(error), more] : null;
  }

  /** Reads on until a picture is found, the list's beginning is reached, or an error says why not. */
  async #showEarlier() {
    const search = this.#search;
    const isSame = () => search === this.#search;
    let added = await this.earlier();
    while (added.length === 0 && isSame() && this.#list.place && !this.#before.error) {
      search.findsNone = true;
      this.draw();
      added = await this.earlier();
    }
    if (!isSame()) return;
    search.findsNone = false;
    this.draw();
    const { which } = directionOf(this.#filter);
    if (added.length > 0) {
      announce(plural(added.length, `${which} picture`));
      this.focusCard(added.at(-1).imageId);
    } else if (!this.#list.place) {
      announce(`There are no ${which} pictures.`);
      this.focusCard(this.images[0]?.imageId);
    }
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
      this.#keep(image, known);
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
    this.#keep(image, { key, element });
    return element;
  }

  /** Keeps the element of a card as the one shown last, and forgets the one that was shown longest ago. */
  #keep({ imageId }, kept) {
    this.#cards.delete(imageId);
    this.#cards.set(imageId, kept);
    if (this.#cards.size > MOST_CARDS_KEPT) this.#cards.delete(this.#cards.keys().next().value);
  }

  #showSkeletons() {
    this.root.setAttribute('aria-busy', 'true');
    this.#cards.clear();
    this.grid.show([]);
    fill(this.message, h('p', { class: 'sr', role: 'status' }, 'Loading the pictures'));
    const one = () =>
      h('div', { class: 'skeleton' }, h('span', { class: 'thumb' }, h('span', { class: 'blank waiting' })));
    this.root.replaceChildren(...Array.from({ length: SKELETONS }, one));
    this.#fillEnd({ hasMore: false });
    this.beginning.hidden = true;
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
