/** Adds one vocabulary to another. Needs no browser. */
import { nameOf } from './vocabulary-diff.js';

/**
 * @param {object} live all its entries stay; the server drops calibrations whose labels change
 * @param {object} more its categories, attributes, values and tags are added where they are missing,
 *     and so are the synonyms and shop names of those that are there
 * @returns {object} a vocabulary as `PUT /vocabulary` takes it
 */
export function mergedVocabulary(live, more) {
  return {
    ...live,
    categories: merged(live.categories, more.categories, mergedCategory),
    attributes: merged(live.attributes, more.attributes, mergedAttribute),
    tags: merged(live.tags, more.tags, joined),
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

function mergedCategory(known, more) {
  const below = merged(known.categories, more.categories, mergedCategory);
  const all = joined(known, more);
  return below.length ? { ...asObject(all), categories: below } : all;
}

function mergedAttribute(known, more) {
  return { ...known, values: merged(known.values, more.values, joined) };
}

/** The known entry, with the other's words where it has none; as it was if there are none. */
function joined(known, more) {
  const { shopName, synonyms = [] } = asObject(more);
  const words = { ...asObject(known) };
  if (!words.shopName && shopName) words.shopName = shopName;
  const said = new Set([words.name, ...(words.synonyms ?? [])].map((word) => word.toLowerCase()));
  const added = synonyms.filter((word) => !said.has(word.toLowerCase()));
  if (added.length > 0) words.synonyms = [...(words.synonyms ?? []), ...added];
  return added.length > 0 || words.shopName !== known.shopName ? words : known;
}

const asObject = (entry) => (typeof entry === 'string' ? { name: entry } : entry);
