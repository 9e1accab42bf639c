/** What differs between two vocabularies. Needs no browser. */

/**
 * @param {object} live
 * @param {object} next
 * @returns {{categories: Diff, attributes: Diff, values: Diff}} a Diff is `{before, after, added,
 *     removed}`: two numbers, and the sorted names of what is new and of what is gone
 */
export function vocabularyDiff(live, next) {
  const diff = (names) => compared(names(live), names(next));
  return { categories: diff(categoryNames), attributes: diff(attributeNames), values: diff(valueNames) };
}

function compared(before, after) {
  const sorted = (names) => [...names].sort((a, b) => a.localeCompare(b));
  return {
    before: before.size,
    after: after.size,
    added: sorted([...after].filter((name) => !before.has(name))),
    removed: sorted([...before].filter((name) => !after.has(name))),
  };
}

function categoryNames(vocabulary) {
  const names = new Set();
  const walk = ({ categories }) => {
    for (const category of categories ?? []) {
      names.add(nameOf(category));
      walk(category);
    }
  };
  walk(vocabulary);
  return names;
}

const attributeNames = ({ attributes }) => new Set((attributes ?? []).map(nameOf));

const valueNames = ({ attributes }) =>
  new Set(
    (attributes ?? []).flatMap((one) =>
      (one.values ?? []).map((value) => `${nameOf(one)}: ${nameOf(value)}`),
    ),
  );

/** @param {string|{name: string}} entry a category, attribute, value or tag */
export const nameOf = (entry) => (typeof entry === 'string' ? entry : entry.name);
