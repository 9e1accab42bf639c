/** Adds one vocabulary to another. Needs no browser. */
import { nameOf } from './vocabulary-diff.js';

/**
 * Names and synonyms of categories and tags all differ, and so do those of an attribute's values: what
 * stands elsewhere already is left out, be it a synonym or a new entry.
 *
 * @param {object} live all its entries stay; the server drops calibrations whose labels change
 * @param {object} more its categories, attributes, values and tags are added where they are missing,
 *     and so are the synonyms and shop names of those that are there
 * @param {string[]} [leftOut] takes the words that are left out
 * @returns {object} a vocabulary as `PUT /vocabulary` takes it
 */
export function mergedVocabulary(live, more, leftOut = []) {
  const labels = wordsOf([
    ['category', live.categories],
    ['tag', live.tags],
    ['category', more.categories],
    ['tag', more.tags],
  ]);
  const [ofCategories, ofTags] = ['category', 'tag'].map((kind) => joiner(labels, kind, leftOut));
  const category = (known, other) => {
    if (!known) return fresh(other, ofCategories);
    const below = merged(known.categories, other.categories, category);
    const all = ofCategories(known, other);
    return below.length ? { ...asObject(all), categories: below } : all;
  };
  const values = (known, other) => {
    const words = wordsOf([['value', known.values], ['value', other.values]]);
    return merged(known.values, other.values, joiner(words, 'value', leftOut));
  };
  const attribute = (known, other) => (known ? { ...known, values: values(known, other) } : { ...other, values: values({}, other) });
  return {
    ...live,
    categories: merged(live.categories, more.categories, category),
    attributes: merged(live.attributes, more.attributes, attribute),
    tags: merged(live.tags, more.tags, ofTags),
  };
}

const sameName = (a, b) => nameOf(a).toLowerCase() === nameOf(b).toLowerCase();

/** A new category, with what is new below it. */
function fresh(entry, join) {
  const one = join(null, entry);
  const below = one?.categories?.map((child) => fresh(child, join)).filter(Boolean);
  return below ? { ...one, categories: below } : one;
}

/** Entries of both lists; of the same name one, joined. @param {Function} join gives null for what is left out */
function merged(known, more, join) {
  const all = [...(known ?? [])];
  for (const entry of more ?? []) {
    const at = all.findIndex((one) => sameName(one, entry));
    const one = join(all[at] ?? null, entry);
    if (at >= 0) all[at] = one;
    else if (one) all.push(one);
  }
  return all;
}

/**
 * Joins entries of the same name of these lists: the known one, with the other's words where it has
 * none; the other one if none is known.
 */
function joiner(taken, kind, leftOut) {
  return (known, more) => {
    const { shopName, synonyms = [] } = asObject(more);
    const isNew = !known;
    const words = isNew ? { ...asObject(more), synonyms: [] } : { ...asObject(known) };
    if (!words.shopName && shopName) words.shopName = shopName;
    const own = words.name.toLowerCase();
    const isOwn = (word) => taken.get(word.toLowerCase()) === `${kind} ${own}`;
    if (!isOwn(own)) return void leftOut.push(words.name) ?? null;
    const has = new Set([own, ...(words.synonyms ?? []).map((word) => word.toLowerCase())]);
    const news = synonyms.filter((word) => !has.has(word.toLowerCase()));
    const added = news.filter(isOwn);
    leftOut.push(...news.filter((word) => !added.includes(word)));
    if (added.length > 0) words.synonyms = [...(words.synonyms ?? []), ...added];
    if (isNew) return added.length === synonyms.length ? more : words;
    return added.length > 0 || words.shopName !== known.shopName ? words : known;
  };
}

/** @returns {Map<string, string>} which entry has each word first, as `kind name`; in a list names go before synonyms */
function wordsOf(lists) {
  const taken = new Map();
  for (const [kind, list] of lists) {
    const all = entries(list).map(asObject);
    const note = (word, name) => taken.has(word.toLowerCase()) || taken.set(word.toLowerCase(), `${kind} ${name.toLowerCase()}`);
    for (const { name } of all) note(name, name);
    for (const { name, synonyms = [] } of all) for (const word of synonyms) note(word, name);
  }
  return taken;
}

const entries = (list) => (list ?? []).flatMap((one) => [one, ...entries(one.categories)]);

const asObject = (entry) => (typeof entry === 'string' ? { name: entry } : entry);
