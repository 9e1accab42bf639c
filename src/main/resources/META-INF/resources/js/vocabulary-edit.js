/**
 * Changes of a vocabulary, each of which makes a new one. Needs no browser.
 *
 * A place is the way to an entry or a list: `['attributes', 2, 'values', 0]`.
 */
import { nameOf } from './vocabulary-diff.js';

/** @returns what is at a place; undefined if there is nothing */
export const at = (vocabulary, place) => place.reduce((part, step) => part?.[step], vocabulary);

/** @returns {object} the vocabulary with another entry at a place */
export function withEntry(vocabulary, place, entry) {
  const changed = put(vocabulary, place, entry);
  const [before, after] = [at(vocabulary, place), entry].map(nameOf);
  return isCategory(place) && before !== after ? mentioning(changed, before, after) : changed;
}

/**
 * @returns {object} the vocabulary without the entry at a place. Attributes that are asked of a removed
 *     category only go with it
 */
export function without(vocabulary, place) {
  const list = at(vocabulary, place.slice(0, -1));
  const gone = list[place.at(-1)];
  const rest = put(vocabulary, place.slice(0, -1), list.filter((one) => one !== gone));
  return isCategory(place) ? allNames(gone).reduce((less, name) => mentioning(less, name, null), rest) : rest;
}

/** @returns {object} the vocabulary with one more entry at the end of a list */
export function withMore(vocabulary, place, entry) {
  const parent = at(vocabulary, place.slice(0, -1));
  const list = parent?.[place.at(-1)] ?? [];
  if (typeof parent !== 'string') return put(vocabulary, place, [...list, entry]);
  return put(vocabulary, place.slice(0, -1), { name: parent, [place.at(-1)]: [entry] });
}

/**
 * @param {string|object} entry what is not edited stays: ids, handles, metafields, what is below
 * @param {{name: string, shopName?: string, synonyms?: string[], banned?: boolean, title?: string}} words
 * @returns {string|object} the entry with these words; those that are empty are left out
 */
export function withWords(entry, words) {
  const all = { ...(typeof entry === 'string' ? { name: entry } : entry) };
  for (const [name, value] of Object.entries(words)) {
    const isEmpty = !value || (Array.isArray(value) && value.length === 0);
    if (isEmpty) delete all[name];
    else all[name] = value;
  }
  // The plain name is that of the name which it makes shorter.
  if (all.name !== (entry.name ?? entry)) delete all.plainName;
  return Object.keys(all).length === 1 ? all.name : all;
}

/**
 * @param {string} text of a field in which commas, semicolons or lines separate words
 * @param {string[]} known words that stay whole where the text has them, although they have a comma
 * @returns {string[]} each word once
 */
export function wordsIn(text, known = []) {
  const whole = known.filter((word) => /[,;\n]/.test(word)).sort((a, b) => b.length - a.length);
  const ways = [...whole.map((word) => `\\s*${escaped(word)}(?=\\s*(?:[,;\\n]|$))`), '[^,;\\n]+'];
  const words = text.match(new RegExp(ways.join('|'), 'g')) ?? [];
  return [...new Set(words.map((word) => word.trim()).filter(Boolean))];
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const isCategory = (place) => place[0] === 'categories';

const allNames = (category) => [nameOf(category), ...(category.categories ?? []).flatMap(allNames)];

function put(part, place, value) {
  if (place.length === 0) return value;
  const [step, ...rest] = place;
  const copy = Array.isArray(part) ? [...part] : { ...part };
  copy[step] = put(part?.[step], rest, value);
  return copy;
}

/** Has attributes name a category by its new name, or not any more. */
function mentioning(vocabulary, before, after) {
  const attributes = (vocabulary.attributes ?? []).flatMap((one) => {
    if (!one.categories?.includes(before)) return [one];
    const categories = one.categories.map((name) => (name === before ? after : name)).filter(Boolean);
    return categories.length > 0 ? [{ ...one, categories }] : [];
  });
  return { ...vocabulary, attributes };
}
