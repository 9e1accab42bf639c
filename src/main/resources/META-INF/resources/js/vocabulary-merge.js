/** Adds one vocabulary to another. Needs no browser. */
import { nameOf } from './vocabulary-diff.js';

/**
 * @param {object} live all its entries stay; the server drops calibrations whose labels change
 * @param {object} more its categories, attributes, values and tags are added where they are missing
 * @returns {object} a vocabulary as `PUT /vocabulary` takes it
 */
export function mergedVocabulary(live, more) {
  return {
    ...live,
    categories: merged(live.categories, more.categories, mergedCategory),
    attributes: merged(live.attributes, more.attributes, mergedAttribute),
    tags: merged(live.tags, more.tags, (one) => one),
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
  return below.length ? { ...asObject(known), categories: below } : known;
}

function mergedAttribute(known, more) {
  return { ...known, values: merged(known.values, more.values, (one) => one) };
}

const asObject = (entry) => (typeof entry === 'string' ? { name: entry } : entry);
