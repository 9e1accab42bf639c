/** Pictures that a searched text describes, under those that have its words. */
import * as api from './api.js';
import { card } from './card.js';
import { fill, h } from './dom.js';
import { announce } from './say.js';
import { lookLikeWords } from './words.js';

const SHOWN = 24;

export class LooksLike {
  #filter = {};
  #images = [];
  #asked = 0;

  /**
   * @param {HTMLElement} root
   * @param {Selection} selection
   */
  constructor(root, selection) {
    Object.assign(this, { root, selection });
    this.cards = h('div', { class: 'gallery', 'data-test': 'looks-like-cards' });
    this.hint = h('p', { class: 'hint' });
    fill(root, [h('h2', { id: 'looks-like-title' }, 'Looks like it'), this.hint, this.cards]);
    selection.addEventListener('change', () => this.#draw());
  }

  /** Shows what the filter's text describes; without a text, nothing. */
  async show(filter) {
    const before = this.#filter;
    this.#filter = filter;
    if (JSON.stringify(filter) !== JSON.stringify(before)) this.#take({});
    await this.refresh();
  }

  /** Asks again, as after a change of pictures. What cannot be found out is not shown. */
  async refresh() {
    const asked = (this.#asked += 1);
    if (!this.#filter.text) return;
    const results = await api.described(this.#filter, SHOWN).catch(() => null);
    if (results && asked === this.#asked) this.#take(results);
  }

  #take({ found = [], meaning }) {
    const before = this.#images.length;
    this.#images = found.map((one) => one.card);
    this.hint.textContent =
      meaning === 'incomplete' ? 'Not all pictures are here yet: they are being read.' : '';
    this.hint.hidden = meaning !== 'incomplete';
    this.#draw();
    if (found.length > 0 && before === 0) announce(lookLikeWords(found.length));
  }

  #draw() {
    this.root.hidden = this.#images.length === 0;
    fill(this.cards, this.#images.map((image) => this.#cardOf(image)));
  }

  #cardOf(image) {
    return card(image, null, {
      selected: this.selection.has(image.imageId),
      toggle: (range) => this.selection.toggle(image.imageId, range ? this.#images : null),
    });
  }
}
