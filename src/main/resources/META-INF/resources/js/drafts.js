/**
 * What a seller has half typed on the page of a picture: it is there again when they come back to the
 * picture, also after a reload. Needs no browser.
 */
import { keep, kept } from './kept.js';

const KEPT = 'vitrine.drafts';
/** Pictures whose drafts are kept: those typed on last. */
const MOST = 50;

export class Drafts {
  /** @param {Storage} storage of the tab */
  constructor(storage) {
    this.storage = storage;
  }

  /**
   * @returns {{get: (name: string) => string|null, put: (name: string, words: string|null) => void, names:
   *     () => string[]}} the words by the names of their fields; null forgets those of a field
   */
  of(imageId) {
    const read = () => new Map(this.#read().find(([id]) => id === imageId)?.[1]);
    return {
      get: (name) => read().get(name) ?? null,
      names: () => [...read().keys()],
      put: (name, words) => {
        const all = read();
        all.delete(name);
        if (words !== null) all.set(name, words);
        const others = this.#read().filter(([id]) => id !== imageId);
        keep(this.storage, KEPT, [...others, ...(all.size > 0 ? [[imageId, [...all]]] : [])].slice(-MOST));
      },
    };
  }

  #read() {
    return kept(this.storage, KEPT);
  }
}

/**
 * Puts a draft into a field, and keeps what is typed in it.
 *
 * @param {HTMLInputElement|HTMLTextAreaElement|HTMLSelectElement} field
 * @param {string} name of the draft
 * @param {object} drafts of the picture, see `Drafts.of`
 */
export function drafted(field, name, drafts) {
  const first = field.value;
  field.value = drafts.get(name) ?? first;
  const put = () => drafts.put(name, field.value === first ? null : field.value);
  field.addEventListener('input', put);
  return field;
}
