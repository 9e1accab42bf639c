/** Pictures that may be one product: the seller groups them, or says that they are not. */
import * as api from './api.js';
import { newKey, outcomeWords, runBulk } from './bulk.js';
import { button, fill, h } from './dom.js';
import { storageOf } from './kept.js';
import { picture } from './product-card.js';
import { RefusedProducts, freeSku, nameOf } from './suggested-products.js';
import { attempt, toast } from './say.js';
import { SellersStorage } from './sellers-storage.js';
import { signedIn } from './sign-in.js';
import { surely, takeBack } from './take-back.js';
import { undoable } from './undo.js';
import { plural } from './words.js';

/** Suggestions that are looked for before the seller is asked whether to go on. */
const ENOUGH = 4;
/** Pictures that are looked at before the seller is asked whether to go on. */
const LOOKED_ENOUGH = 200;

const WHY = {
  look: 'They look the same, or nearly.',
  meaning: 'Each looks most like the other, and both have the same color.',
};

const UNAVAILABLE =
  'Here pictures are compared by their brightness only, which finds the same photo again, but no other view of a product.';

export class ProductSuggestions {
  element = h('section', {
    class: 'product-suggestions',
    'aria-labelledby': 'product-suggestions-title',
    'data-test': 'product-suggestions',
    hidden: true,
  });
  #found = [];
  #cursor = null;
  #looked = 0;
  #meaning = null;
  #generation = 0;
  #proposed = new Set();
  /** The SKUs that the seller has typed, by the suggestions' names: they stay when the view is left. */
  #typed = new Map();
  #refused = new RefusedProducts(new SellersStorage(storageOf('localStorage'), signedIn));

  /** @param {() => void} changed called when pictures were grouped */
  constructor(changed) {
    this.changed = changed;
  }

  /** Looks through the pictures anew. */
  async show() {
    this.#found = [];
    this.#cursor = null;
    this.#looked = 0;
    this.#proposed = new Set();
    await this.#more();
  }

  hide() {
    this.#generation += 1;
  }

  async #more() {
    const generation = (this.#generation += 1);
    const wanted = this.#found.length + ENOUGH;
    const most = this.#looked + LOOKED_ENOUGH;
    const read = await attempt(async () => {
      do {
        const part = await api.productSuggestions(this.#cursor);
        if (generation !== this.#generation) return;
        this.#take(part.suggestions);
        this.#looked += part.looked;
        this.#cursor = part.cursor ?? null;
        this.#meaning = part.meaning;
      } while (this.#cursor && this.#found.length < wanted && this.#looked < most);
    });
    if (generation === this.#generation) this.#draw(read ? 'Look further' : 'Try again');
  }

  /** Takes suggestions that were not refused, each with a SKU of its own. */
  #take(suggestions) {
    for (const one of suggestions.filter((another) => !this.#refused.has(another))) {
      const sku = freeSku(one.sku, this.#proposed);
      this.#proposed.add(sku);
      this.#found.push({ ...one, sku, typed: this.#typed.get(nameOf(one)) });
    }
  }

  /** Draws what was found, with a button if there are pictures that were not looked at. */
  #draw(words = 'Look further') {
    const isThere = this.#found.length > 0 || Boolean(this.#cursor);
    this.element.hidden = !isThere;
    fill(this.element, isThere ? this.#content(words) : []);
  }

  #content(words) {
    const { length } = this.#found;
    return [
      h('h2', { id: 'product-suggestions-title' }, length ? 'These may be one product' : 'Maybe one product'),
      h(
        'p',
        { class: 'hint', 'data-test': 'product-suggestions-hint' },
        length ? 'Suggestions, and some are wrong. ' : `Nothing among ${plural(this.#looked, 'picture')}. `,
        this.#meaning === 'unavailable' && UNAVAILABLE,
        this.#meaning === 'incomplete' && 'Not all pictures are compared yet: they are being read.',
      ),
      h('ul', { class: 'suggestion-list' }, this.#found.map((one) => this.#one(one))),
      this.#cursor &&
        button(words, { class: 'button', 'data-test': 'product-suggestions-more' }, () => this.#more()),
    ];
  }

  #one(suggestion) {
    const { sku, by, pictures } = suggestion;
    const key = pictures[0].imageId;
    const field = h('input', {
      class: 'input',
      value: suggestion.typed ?? sku,
      maxlength: 100,
      autocomplete: 'off',
      'aria-label': 'SKU of the product',
      'data-test': 'suggestion-sku',
      'data-key': key,
      oninput: () => {
        suggestion.typed = field.value;
        this.#typed.set(nameOf(suggestion), field.value);
      },
    });
    const form = h(
      'form',
      { class: 'suggestion-form' },
      field,
      h('button', { class: 'button primary small', 'data-test': 'suggestion-group' }, 'Group'),
      button(
        'Not one product',
        { class: 'button quiet small', 'data-test': 'suggestion-refuse', 'data-key': key },
        () => this.#refuse(suggestion),
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#group(suggestion, field.value.trim());
    });
    return h(
      'li',
      { class: 'panel', 'data-test': 'suggestion', 'data-key': key },
      h('ul', { class: 'product-photos' }, pictures.map((one) => h('li', {}, picture(one, 'suggestion-photo')))),
      h('p', { class: 'hint' }, WHY[by]),
      form,
    );
  }

  /** Makes the pictures one product, in the order of their upload. */
  async #group(suggestion, sku) {
    if (!sku || suggestion.busy) return;
    suggestion.busy = true;
    const ids = suggestion.pictures.map((one) => one.imageId);
    const key = newKey();
    const change = (some) => ({ action: 'group', product: { sku, position: ids.indexOf(some[0]) + 1 } });
    await attempt(async () => {
      const outcome = await runBulk({ ids }, change, { key, send: surely(api.bulk, { action: 'group' }) });
      const words = outcomeWords(`grouped as ${sku}`, outcome);
      if (outcome.done.length === 0) return toast(words, { bad: true });
      const before = this.#found;
      const grouped = new Set(outcome.done);
      this.#found = before.filter((one) => !one.pictures.some(({ imageId }) => grouped.has(imageId)));
      this.#draw();
      this.changed();
      undoable(words, async () => {
        const undo = { action: 'undo', order: key };
        await takeBack(outcome.corrected, undo, { send: api.bulk }, () => {
          this.#found = before;
          this.#draw();
          this.changed();
        });
      });
    });
    suggestion.busy = false;
  }

  #refuse(suggestion) {
    const before = this.#found;
    this.#refused.add(suggestion);
    this.#found = before.filter((one) => one !== suggestion);
    this.#draw();
    undoable('Not suggested again in this browser', async () => {
      this.#refused.remove(suggestion);
      this.#found = before;
      this.#draw();
    });
  }
}
