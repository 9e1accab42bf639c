/**
 * What a seller has half typed on the page of a picture, or in a dialog: it is there again when they come
 * back, also after a reload. Needs no browser.
 */
import { keep, kept } from './kept.js';

const KEPT = 'vitrine.drafts';
/** Pictures and dialogs whose drafts are kept: those typed in last. */
const MOST = 50;

export class Drafts {
  /** @param {Storage} storage of the tab */
  constructor(storage) {
    this.storage = storage;
  }

  /**
   * @param {string} imageId or the name of a dialog
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
  if (field.selectedIndex === -1) field.value = first; // A menu that has it no longer.
  const put = () => drafts.put(name, field.value === first ? null : field.value);
  field.addEventListener('input', put);
  return field;
}

/**
 * Keeps what is typed in the fields of a dialog, which Escape closes. Where a field begins with other words,
 * as with another SKU, it has another draft.
 *
 * @param {Array<HTMLInputElement|HTMLSelectElement>} fields each with a `data-test`
 * @param {object} drafts of the dialog, see `Drafts.of`
 * @returns {() => void} forgets what is kept, as the seller has cancelled or it is done
 */
export function draftedFields(fields, drafts) {
  const names = fields.map(({ dataset, value }) => `${dataset.test} ${value}`);
  fields.forEach((field, at) => drafted(field, names[at], drafts));
  return () => names.forEach((name) => drafts.put(name, null));
}
