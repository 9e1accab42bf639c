/** The head of a picture's page: the way back, the picture's name, and the way to the pictures beside it. */
import * as api from './api.js';
import { h, live } from './dom.js';
import { icon } from './icons.js';
import { galleryHref, pictureHref } from './router.js';
import { fileName } from './words.js';

/** What the pictures beside one are, by the gallery's order; newest first they are newer and older. */
const NEIGHBOURS = {
  oldest: ['Older', 'Newer'],
  name: ['Previous', 'Next'],
  '-name': ['Previous', 'Next'],
};

export class PictureHead {
  element = h('header', { class: 'picture-head' });
  /** Where the link `All pictures` leads. */
  back = galleryHref();
  #imageId = null;
  #name = null;
  /** Ids of the pictures beside this one, for as long as the gallery does not list it. */
  #beside = {};

  /** @param {Gallery} gallery */
  constructor(gallery) {
    this.gallery = gallery;
    gallery.addEventListener('change', () => this.#draw());
  }

  /** Begins with another picture, of which only the id is known; null for none. */
  begin(imageId) {
    this.#imageId = imageId;
    this.#name = null;
    this.#beside = {};
    this.#draw();
    if (imageId) this.#findNeighbours(imageId);
  }

  /** @param {object|null} image null if there is no such picture */
  learn(image) {
    this.#name = image && fileName(image);
    this.#draw();
  }

  focus() {
    this.element.querySelector('h1').focus({ preventScroll: true });
  }

  /** @returns {{previous?: string, next?: string}} ids of the pictures beside this one */
  neighbours() {
    const { previous, next } = this.gallery.neighbours(this.#imageId);
    return {
      previous: previous?.imageId ?? this.#beside.newer,
      next: next?.imageId ?? this.#beside.older,
    };
  }

  /** Loads more of the gallery at its first and last loaded cards; asks the API for a picture it does not list. */
  async #findNeighbours(imageId) {
    const { gallery } = this;
    const listed = gallery.images.findIndex((image) => image.imageId === imageId);
    if (listed >= 0) {
      if (listed === 0) await gallery.earlier();
      if (listed === gallery.images.length - 1) await gallery.more();
      return;
    }
    const beside = await api.neighbours(imageId).catch(() => ({}));
    if (imageId !== this.#imageId) return;
    this.#beside = beside;
    this.#draw();
  }

  /** The gallery changes every few seconds: drawn each time, the heading would be read aloud again and again. */
  #draw() {
    if (!this.#imageId) return;
    const { sort } = this.gallery.filter;
    this.#fill({ imageId: this.#imageId, name: this.#name, back: this.back, sort, ...this.neighbours() });
  }

  #fill = live(this.element, (shown) => shown, ({ name, back, sort, previous, next }) => {
    const [before, after] = NEIGHBOURS[sort] ?? ['Newer', 'Older'];
    return [
      h('a', { class: 'back', href: back, 'data-test': 'back' }, icon('back'), 'All pictures'),
      h('h1', { tabindex: '-1', 'data-test': 'picture-name' }, name ?? 'Picture'),
      h(
        'nav',
        { class: 'steps', 'aria-label': 'Neighbouring pictures' },
        previous && step(previous, 'previous', `${before} picture`),
        next && step(next, 'next', `${after} picture`),
      ),
    ];
  });
}

function step(imageId, name, words) {
  const attributes = {
    class: 'icon-button',
    href: pictureHref(imageId),
    'aria-label': words,
    title: words,
    'data-test': `${name}-picture`,
  };
  return h('a', attributes, icon(name === 'previous' ? 'back' : 'next'));
}
