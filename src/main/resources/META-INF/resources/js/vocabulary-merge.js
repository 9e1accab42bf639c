/** Adds one vocabulary to another. Needs no browser. */
import { nameOf } from './vocabulary-diff.js';

/**
 * Names and synonyms of categories and tags all differ, and so do those of an attribute's values: a
 * synonym that stands elsewhere in one of the two vocabularies is left out.
 *
 * @param {object} live all its entries stay; the server drops calibrations whose labels change
 * @param {object} more its categories, attributes, values and tags are added where they are missing,
 *     and so are the synonyms and shop names of those that are there
 * @param {string[]} [leftOut] takes the synonyms that are left out
 * @returns {object} a vocabulary as `PUT /vocabulary` takes it
 */
export function mergedVocabulary(live, more, leftOut = []) {
  const labels = joiner([live.categories, live.tags, more.categories, more.tags], leftOut);
  const category = (known, other) => {
    const below = merged(known.categories, other.categories, category);
    const all = labels(known, other);
    return below.length ? { ...asObject(all), categories: below } : all;
  };
  const attribute = (known, other) => ({
    ...known,
    values: merged(known.values, other.values, joiner([known.values, other.values], leftOut)),
  });
  return {
    ...live,
    categories: merged(live.categories, more.categories, category),
    attributes: merged(live.attributes, more.attributes, attribute),
    tags: merged(live.tags, more.tags, labels),
  };
}

const sameName = (a, b) => nameOf(a).toLowerCase() === nameOf(b).toLowerCase();

/** Entries of both lists; of the same name one, joined. */
function merged(known, more, join) {
  const all = [...(known ?? [])];
  for (const entry of more ?? []) {
    const at = all.findIndex((one) => sameName(one, entry));
    if (at < 0) all.push(entry);
    else all[at] = join(all[at], entry);
  }
  return all;
}

/** Joins entries of the same name of these lists: the known one, with the other's words where it has none. */
function joiner(lists, leftOut) {
  const taken = new Map();
  for (const list of lists) take(list, taken);
  return (known, more) => {
    const { shopName, synonyms = [] } = asObject(more);
    const words = { ...asObject(known) };
    if (!words.shopName && shopName) words.shopName = shopName;
    const own = words.name.toLowerCase();
    const has = new Set([own, ...(words.synonyms ?? []).map((word) => word.toLowerCase())]);
    const news = synonyms.filter((word) => !has.has(word.toLowerCase()));
    const added = news.filter((word) => taken.get(word.toLowerCase()) === own);
    leftOut.push(...news.filter((word) => !added.includes(word)));
    if (added.length > 0) words.synonyms = [...(words.synonyms ?? []), ...added];
    return added.length > 0 || words.shopName !== known.shopName ? words : known;
  };
}

/** Notes which entry has each word first, by the entry's name; names go before synonyms. */
function take(list, taken) {
  const all = entries(list).map(asObject);
  for (const { name } of all) taken.set(name.toLowerCase(), name.toLowerCase());
  for (const { name, synonyms = [] } of all)
    for (const word of synonyms) if (!taken.has(word.toLowerCase())) taken.set(word.toLowerCase(), name.toLowerCase());
}

const entries = (list) => (list ?? []).flatMap((one) => [one, ...entries(one.categories)]);

const asObject = (entry) => (typeof entry === 'string' ? { name: entry } : entry);
