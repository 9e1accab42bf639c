/** The live vocabulary: its attributes and their values. */
import * as api from './api.js';
import { title } from './words.js';

/** The name that sellers read: their own name for the entry, if they gave one. */
export const shown = (entry) => entry.shopName ?? entry.name;

const CATEGORY = 'category';

/** The attribute with the words on the product, unless the vocabulary asks a question of this name. */
const TEXT = 'text';

export class Questions {
  #vocabulary = null;
  #asked = null;

  /** Asks for the vocabulary, once; again after a failure. @returns whether it is there */
  load() {
    this.#asked ??= api
      .vocabulary()
      .then((vocabulary) => {
        this.#vocabulary = vocabulary;
        return true;
      })
      .catch(() => {
        this.#asked = null;
        return false;
      });
    return this.#asked;
  }

  /** Makes the next `load` ask again, because another version is live. */
  forget() {
    this.#asked = null;
  }

  /** The live vocabulary; null until it is there. */
  get vocabulary() {
    return this.#vocabulary;
  }

  /** Names the vocabulary; null until it is there. */
  get id() {
    return this.#vocabulary && `${this.#vocabulary.name}@${this.#vocabulary.version}`;
  }

  /** What a question is called on the page. */
  title(name) {
    return this.#question(name)?.title ?? (name === TEXT ? 'Words on it' : title(name));
  }

  /**
   * Answers a seller may give, with a note that tells alike ones apart.
   *
   * @returns {Array<{value: string, note?: string}>|null} null for a question of the seller's own,
   *     which has no closed values
   */
  answersTo(name) {
    if (name === CATEGORY) return this.#categories();
    const values = this.#question(name)?.values;
    return values?.filter((one) => !one.banned).map((one) => ({ value: shown(one) })) ?? null;
  }

  /** All questions, the category first. */
  names() {
    return [CATEGORY, ...(this.#vocabulary?.attributes ?? []).map((one) => one.name)];
  }

  /** The way from the department down to a category, without itself. */
  above(category) {
    return this.#pathTo(category).slice(0, -1).map(shown);
  }

  /** Questions asked of a category, in the vocabulary's order. */
  askedOf(category) {
    const path = this.#pathTo(category).map((one) => one.name);
    const applies = (q) => !q.categories?.length || q.categories.some((c) => path.includes(c));
    return (this.#vocabulary?.attributes ?? []).filter(applies).map((q) => q.name);
  }

  /** What a seller may set on a picture of a category: the category, its questions, the words on it. */
  settable(category) {
    return [...new Set([CATEGORY, ...this.askedOf(category), TEXT])];
  }

  #question(name) {
    return this.#vocabulary?.attributes?.find((one) => one.name === name);
  }

  #categories() {
    const found = [];
    const walk = (category, above) => {
      if (!category.banned) found.push({ value: shown(category), note: above.join(' › ') });
      for (const one of category.categories ?? []) walk(one, [...above, shown(category)]);
    };
    for (const one of this.#vocabulary?.categories ?? []) walk(one, []);
    return found;
  }

  #pathTo(wanted) {
    const walk = (category) => {
      if (shown(category) === wanted) return [category];
      const below = (category.categories ?? []).map(walk).find(Boolean);
      return below && [category, ...below];
    };
    return (this.#vocabulary?.categories ?? []).map(walk).find(Boolean) ?? [];
  }
}
