/** The view of the seller's products: cards with their pictures. */
import * as api from './api.js';
import { arrowKeys } from './arrow-keys.js';
import { button, fill, h } from './dom.js';
import { focusIn, refocus } from './focus.js';
import { productCard } from './product-card.js';
import { ProductSuggestions } from './product-suggestions.js';
import { galleryHref } from './router.js';
import { attempt } from './say.js';
import { nameTab } from './tab-title.js';
import { plural, productsWords } from './words.js';

/** Products that are listed before the seller is asked whether to go on. */
const ENOUGH = 24;
/** Lists by product include a change only some time after it is stored. */
const LAG_MS = 3000;
const MOST_A_CALL = 50;
const CARD = 'product-card-link';
const NONE = { products: [], cursor: null, looked: 0, isRead: false };

export class ProductsView {
  #list = NONE;
  #generation = 0;
  #left = null;
  #later = null;
  #suggestions = new ProductSuggestions(() => this.#grouped());
  #head = h('header', { class: 'view-head' });
  #cards = h('ul', { class: 'product-list', 'aria-labelledby': 'products-title' });
  #end = h('div', { class: 'products-end' });

  /**
   * @param {HTMLElement} root
   * @param {{questions: Questions, changed: () => void}} page
   */
  constructor(root, page) {
    Object.assign(this, { root, page });
    arrowKeys(this.#cards, `[data-test=${CARD}]`);
  }

  /** Shows the products as they were left, at the same place, and reads them anew. */
  async show() {
    this.root.hidden = false;
    nameTab('Products · Vitrine');
    if (!this.#head.isConnected) fill(this.root, [this.#head, this.#suggestions.element, this.#cards, this.#end]);
    this.#drawEnded();
    this.#comeBack();
    await this.page.questions.load();
    await Promise.all([this.#suggestions.show(), this.#readAgain()]);
  }

  #readAgain() {
    return this.#read(Math.max(ENOUGH, this.#list.products.length));
  }

  /** Reads the products now, and once more when the lists should include the change. */
  #grouped() {
    this.page.changed();
    this.#readAgain();
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.root.hidden || this.#readAgain(), LAG_MS);
  }

  hide() {
    this.#generation += 1;
    clearTimeout(this.#later);
    this.#suggestions.hide();
    this.#left = { scrolled: scrollY, place: focusIn(this.root) };
    this.root.hidden = true;
  }

  #comeBack() {
    if (!this.#left || this.#list.products.length === 0) return;
    scrollTo(0, this.#left.scrolled);
    const isElsewhere = document.activeElement?.closest('header, footer, dialog');
    if (this.#left.place && !isElsewhere) refocus(this.root, this.#left.place);
  }

  /** Reads so many products, from the first one or after those of a list. */
  async #read(wanted, known = NONE) {
    const generation = (this.#generation += 1);
    let list = known;
    const read = await attempt(async () => {
      do {
        this.#say(h('p', { class: 'loading', role: 'status' }, progress(list)));
        const limit = Math.min(MOST_A_CALL, wanted - list.products.length);
        list = withPart(list, await api.products({ limit, cursor: list.cursor }));
        if (generation !== this.#generation) return;
      } while (list.cursor && list.products.length < wanted);
    });
    if (generation !== this.#generation) return;
    if (read) {
      this.#list = list;
      this.#drawEnded();
    } else this.#say(this.#go('Try again', () => this.#read(wanted, known)));
  }

  #say(content) {
    fill(this.#end, content);
  }

  #drawEnded() {
    const { products, cursor, isRead } = this.#list;
    const isAll = isRead && !cursor;
    fill(this.#head, [
      h('h1', { id: 'products-title', tabindex: '-1' }, 'Products'),
      h('p', { 'data-test': 'products-count' }, productsWords(products.length, isAll)),
    ]);
    fill(this.#cards, products.map((product) => productCard(product, this.page.questions)));
    this.#say([
      isAll && products.length === 0 && nothing(),
      cursor && this.#go('More products', () => this.#read(products.length + ENOUGH, this.#list)),
    ]);
  }

  #go(words, run) {
    return button(words, { class: 'button', 'data-test': 'products-more' }, run);
  }
}

/** A product whose pictures were grouped just now may come twice. */
function withPart({ products, looked }, part) {
  const known = new Set(products.map((one) => one.handle));
  return {
    products: [...products, ...part.products.filter((one) => !known.has(one.handle))],
    looked: looked + part.looked,
    cursor: part.cursor ?? null,
    isRead: true,
  };
}

const progress = ({ looked }) =>
  looked ? `Looked at ${plural(looked, 'picture')}` : 'Looking for products';

const nothing = () =>
  h(
    'div',
    { class: 'nothing', 'data-test': 'no-products' },
    h('p', {}, 'No picture has a SKU yet.'),
    h(
      'p',
      { class: 'hint' },
      'Files named MUG-42_1.jpg and MUG-42_2.jpg become one product by themselves. Others do when you select them and choose Group.',
    ),
    h('a', { class: 'button', href: galleryHref() }, 'All pictures'),
  );
