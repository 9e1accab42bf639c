/** The pictures, newest first, as many as the seller scrolls to. */
import * as api from './api.js';
import { card, cardKey } from './card.js';
import { button, fill, h } from './dom.js';
import { PAGE } from './feed.js';
import { withFirstPage, withNextPage } from './merging.js';
import { galleryHref } from './router.js';
import { announce } from './say.js';
import { plural } from './words.js';

export class Gallery {
  images = [];
  /** False until the first page of the filter is there. */
  loaded = false;
  #filter = {};
  #cursor = null;
  #cards = new Map();
  #generation = 0;

  /**
   * @param {{root: HTMLElement, end: HTMLElement, previewOf: (imageId: string) => string|null}} parts
   */
  constructor({ root, end, previewOf }) {
    Object.assign(this, { root, end, previewOf });
    const near = new IntersectionObserver(([entry]) => entry.isIntersecting && this.more(), {
      rootMargin: '800px',
    });
    near.observe(end);
  }

  get filtered() {
    return Object.keys(this.#filter).length > 0;
  }

  /** Shows the pictures of a filter; does nothing when they are shown already. */
  async show(filter) {
    if (this.loaded && JSON.stringify(filter) === JSON.stringify(this.#filter)) return;
    this.#filter = filter;
    this.loaded = false;
    this.root.setAttribute('aria-busy', 'true');
    await this.refresh(true);
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
      const page = await api.images(this.#filter, { limit: PAGE });
      if (generation === this.#generation) this.merge(page, afresh);
    } catch (error) {
      if (generation === this.#generation && afresh) this.#say(error);
    }
  }

  /** Merges a newly read first page into the list. @param afresh drops the older pictures */
  merge(page, afresh = false) {
    const keeps = !afresh && this.loaded;
    this.#take(withFirstPage(keeps ? this.#list() : { images: [], cursor: null }, page));
    this.loaded = true;
    this.root.removeAttribute('aria-busy');
    this.draw();
  }

  #list() {
    return { images: this.images, cursor: this.#cursor };
  }

  #take({ images, cursor }) {
    this.images = images;
    this.#cursor = cursor;
  }

  /** Loads the next page, unless it is being loaded already. */
  async more() {
    if (!this.#cursor || this.loadingMore || this.root.closest('[hidden]')) return;
    this.loadingMore = true;
    const generation = this.#generation;
    try {
      const page = await api.images(this.#filter, { limit: PAGE, cursor: this.#cursor });
      if (generation !== this.#generation) return;
      this.#take(withNextPage(this.#list(), page));
    } catch {
      // The button stays, so the seller can ask again.
    } finally {
      this.loadingMore = false;
      this.draw();
    }
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
    const shown = this.images.map((image) => this.#cardOf(image));
    const wanted = new Set(shown);
    for (const child of [...this.root.children]) if (!wanted.has(child)) child.remove();
    shown.forEach((element, at) => {
      if (this.root.children[at] !== element)
        this.root.insertBefore(element, this.root.children[at] ?? null);
    });
    if (this.loaded && shown.length === 0 && this.filtered) this.root.append(nothing());
    const more = button('Show more', { 'data-test': 'more' }, () => this.more());
    fill(this.end, this.#cursor ? more : null);
  }

  #cardOf(image) {
    const preview = this.previewOf(image.imageId);
    const key = cardKey(image, image.width ? null : preview);
    const known = this.#cards.get(image.imageId);
    if (known?.key === key) return known.element;
    const element = card(image, preview);
    if (known?.element.isConnected) {
      const focused = known.element.contains(document.activeElement);
      known.element.replaceWith(element);
      if (focused) element.querySelector('.card-link').focus();
    }
    this.#cards.set(image.imageId, { key, element });
    return element;
  }

  #say(error) {
    this.root.removeAttribute('aria-busy');
    this.#cursor = null;
    const retry = button('Try again', { 'data-test': 'gallery-retry' }, () => this.refresh(true));
    fill(
      this.root,
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
