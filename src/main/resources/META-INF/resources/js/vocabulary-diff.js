/** What differs between two vocabularies. Needs no browser. */

/**
 * @param {object} live
 * @param {object} next
 * @returns {{categories: Diff, attributes: Diff, values: Diff, tags: Diff}} a Diff is `{before, after,
 *     added, removed, changed}`: two numbers, and the sorted names of what is new, of what is gone,
 *     and of what has other words than before
 */
export function vocabularyDiff(live, next) {
  const diff = (words) => compared(words(live), words(next));
  return {
    categories: diff(ofCategories),
    attributes: diff(({ attributes }) => byName(attributes, nameOf)),
    values: diff(ofValues),
    tags: diff(({ tags }) => byName(tags, nameOf)),
  };
}

function compared(before, after) {
  const sorted = (words, isWanted) =>
    [...words.keys()].filter(isWanted).sort((a, b) => a.localeCompare(b));
  return {
    before: before.size,
    after: after.size,
    added: sorted(after, (name) => !before.has(name)),
    removed: sorted(before, (name) => !after.has(name)),
    changed: sorted(after, (name) => before.has(name) && before.get(name) !== after.get(name)),
  };
}

/** The words of entries, by their names. */
const byName = (entries, name) => new Map((entries ?? []).map((one) => [name(one), wordsOf(one)]));

const wordsOf = ({ title, shopName, synonyms, banned }) =>
  JSON.stringify([title ?? null, shopName ?? null, synonyms ?? [], Boolean(banned)]);

function ofCategories({ categories }) {
  const all = (list) => (list ?? []).flatMap((one) => [one, ...all(one.categories)]);
  return byName(all(categories), nameOf);
}

const ofValues = ({ attributes }) =>
  new Map(
    (attributes ?? []).flatMap((one) => [
      ...byName(one.values, (value) => `${nameOf(one)}: ${nameOf(value)}`),
    ]),
  );

/** @param {string|{name: string}} entry a category, attribute, value or tag */
export const nameOf = (entry) => (typeof entry === 'string' ? entry : entry.name);
