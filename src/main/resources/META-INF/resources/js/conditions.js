/**
 * What a filter asks for, and what a choice makes of it. `tag` and `attribute` are lists: pictures have
 * every tag, and of each attribute any of the values that are listed. Needs no browser.
 */

/** As many tags and values as the API takes. */
export const MOST_VALUES = 8;

const LISTS = ['tag', 'attribute'];
const listOf = (filter, kind) => [filter[kind] ?? []].flat();

/** Whether a filter has a condition. */
export const has = (filter, kind, value) => listOf(filter, kind).includes(value);

/** @returns {object} the filter with a condition more, or without it if it has it; others of a kind that is no list give way */
export function toggled(filter, kind, value) {
  const on = has(filter, kind, value);
  if (!LISTS.includes(kind)) return { ...filter, [kind]: on ? undefined : value };
  const others = listOf(filter, kind).filter((one) => one !== value);
  return { ...filter, [kind]: on ? others : [...others, value] };
}

/** Whether a filter takes another condition of a kind. */
export const takes = (filter, kind) =>
  !LISTS.includes(kind) || LISTS.reduce((sum, one) => sum + listOf(filter, one).length, 0) < MOST_VALUES;

/** @returns {Array<{kind: string, value: string}>} the conditions one by one, without the order */
export function conditionsOf(filter) {
  return Object.keys(filter)
    .filter((kind) => kind !== 'sort')
    .flatMap((kind) => listOf(filter, kind).filter(Boolean).map((value) => ({ kind, value })));
}

/**
 * The name and the value under which the API counts what a condition asks for; null if it counts no
 * such thing.
 */
export function facetOf({ kind, value }) {
  if (kind === 'tag') return { name: 'tag', value };
  if (kind === 'work') return { name: WORK_FACET, value };
  if (kind !== 'attribute') return null;
  const [, name, rest] = value.match(/^([^:]*):(.*)$/s) ?? [];
  return name ? { name, value: rest } : null;
}

/** The name under which the API counts states of the work. */
export const WORK_FACET = 'vitrine-work';
