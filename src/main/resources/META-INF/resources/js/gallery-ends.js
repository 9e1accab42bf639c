/**
 * Both ends of the gallery, which load more when they come near the window: above it, where the list
 * begins if not at its beginning, and the way to what is before; below it, the button for more.
 */
import { button, h, live } from './dom.js';
import { beginningLine, directionOf, notLoaded } from './go-to.js';
import { ListEnd } from './list-end.js';
import { announce } from './say.js';
import { plural } from './words.js';

/** Distance of the window from the list's ends at which more is loaded. */
const NEAR_PX = 800;

export class GalleryEnds {
  #next = new ListEnd({
    read: () => this.list.more(),
    goesOn: () => this.list.hasMore && this.#isNear(this.end),
    draw: () => this.gallery.draw(),
  });
  #before = new ListEnd({
    read: () => this.list.earlier(),
    goesOn: () => this.list.hasEarlier && this.#isNear(this.beginning),
    draw: () => this.gallery.drawWhereItIs(),
  });
  #fillBeginning;
  #fillEnd;
  /** Another object for each list that is begun; `findsNone`: no picture is found before the place yet. */
  #search = { findsNone: false };

  /**
   * @param {Gallery} gallery
   * @param {{root: HTMLElement, end: HTMLElement, list: PictureList}} parts `root` has the cards
   */
  constructor(gallery, { root, end, list }) {
    Object.assign(this, { gallery, root, end, list });
    this.beginning = h('div', { class: 'gallery-beginning', hidden: true, 'data-test': 'gallery-beginning' });
    root.before(this.beginning);
    this.#fillBeginning = live(this.beginning, (shown) => shown, (shown) => this.#beginningOf(shown));
    this.#fillEnd = live(end, (shown) => shown, (shown) => this.#endOf(shown));
    this.#whenNear(end, () => this.more());
    // At first nothing is above: the seller asks for the first pictures there.
    this.#whenNear(this.beginning, () => list.hasEarlier && this.earlier());
  }

  #whenNear(element, load) {
    const rootMargin = `${NEAR_PX}px`;
    new IntersectionObserver(([entry]) => entry.isIntersecting && load(), { rootMargin }).observe(element);
  }

  #isNear(element) {
    const { top, bottom } = element.getBoundingClientRect();
    return !this.root.closest('[hidden]') && top < innerHeight + NEAR_PX && bottom > -NEAR_PX;
  }

  /** Why the last page after the loaded ones could not be read; null if it could. */
  get error() {
    return this.#next.error;
  }

  /** Loads the next page; while one is being loaded, waits for it. */
  async more() {
    if (this.list.hasMore) await this.#next.load();
  }

  /** Loads pictures before the place that the list was entered at. @returns {Promise<Array>} what was added */
  async earlier() {
    return (await this.#before.load()) ?? [];
  }

  /** Forgets what is being loaded: the list is begun anew. */
  reset() {
    this.#next.reset();
    this.#before.reset();
    this.#search = { findsNone: false };
  }

  /** Shows nothing, until `draw`. */
  hide() {
    this.#fillEnd({ hasMore: false });
    this.beginning.hidden = true;
  }

  draw() {
    const { place, hasMore } = this.list;
    this.beginning.hidden = place === null;
    const how = { filter: this.gallery.filter, error: this.#before.error?.message };
    this.#fillBeginning({ place, ...how, ...this.#search });
    this.#fillEnd({ hasMore, error: this.#next.error?.message });
  }

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
    while (added.length === 0 && isSame() && this.list.place && !this.#before.error) {
      search.findsNone = true;
      this.gallery.draw();
      added = await this.earlier();
    }
    if (!isSame()) return;
    search.findsNone = false;
    this.gallery.draw();
    const { which } = directionOf(this.gallery.filter);
    if (added.length > 0) {
      announce(plural(added.length, `${which} picture`));
      this.gallery.focusCard(added.at(-1).imageId);
    } else if (!this.list.place) {
      announce(`There are no ${which} pictures.`);
      this.gallery.focusCard(this.gallery.images[0]?.imageId);
    }
  }
}
