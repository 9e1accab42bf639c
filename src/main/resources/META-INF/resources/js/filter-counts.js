/**
 * How many pictures have a value: of all, or of those that the present filter shows. Needs no browser.
 */
import { conditionsOf, facetOf, has } from './conditions.js';

const keyOf = (name, value) => `${name}:${value}`;
const byKey = (facets) => new Map(facets.map((one) => [keyOf(one.name, one.value), one.count]));

export class FilterCounts {
  #all = { facets: [], counts: null, byKey: new Map() };
  #shown = null;

  /**
   * @param {Array<{name: string, value: string, count: number}>} facets of all pictures
   * @param {{total: number, byStatus: Object<string, number>}} counts
   */
  learn(facets, counts) {
    this.#all = { facets, counts, byKey: byKey(facets) };
  }

  /**
   * @param {object} filter
   * @param {object|null} selection the counts of its pictures, as `GET /selection` answers them; null
   *     if they are not known, or the filter shows all pictures
   */
  learnSelection(filter, selection) {
    this.#shown = selection && { filter, selection, byKey: byKey(selection.values) };
  }

  /** Names of the attributes that pictures have. */
  get names() {
    return [...new Set([...this.#all.facets, ...(this.#shown?.selection.values ?? [])].map((one) => one.name))];
  }

  /** Values of all pictures, most frequent first. */
  valuesOf(name) {
    return this.#all.facets
      .filter((one) => one.name === name && one.count > 0)
      .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value))
      .map((one) => one.value);
  }

  /**
   * @returns {{count: number|undefined, atLeast: boolean}} how many pictures a value would leave; not
   *     known before the counts are read; `atLeast`: not all pictures were counted
   */
  of(name, value) {
    if (this.#shown)
      return { count: this.#shown.byKey.get(keyOf(name, value)) ?? 0, atLeast: !this.#isWhole(name) };
    const count = this.#all.byKey.get(keyOf(name, value));
    return { count: this.#all.counts ? count ?? 0 : count, atLeast: false };
  }

  ofStatus(status) {
    if (this.#shown) {
      const count = this.#shown.selection.byStatus[status] ?? 0;
      return { count, atLeast: !this.#isWhole('status') };
    }
    return { count: this.#all.counts?.byStatus[status], atLeast: false };
  }

  #isWhole(name) {
    const { alternatives, whole } = this.#shown.selection;
    return alternatives.find((one) => one.name === name)?.whole ?? whole;
  }

  /**
   * The values of an attribute that leave pictures, or may, and those that the filter has; most
   * frequent first.
   *
   * @returns {Array<{name: string, value: string, count: number, atLeast: boolean}>}
   */
  group(name, filter) {
    const kind = name === 'tag' ? 'tag' : 'attribute';
    const shown = (this.#shown?.selection.values ?? []).filter((one) => one.name === name).map((one) => one.value);
    return [...new Set([...this.valuesOf(name), ...shown])]
      .map((value) => ({ name, value, ...this.of(name, value) }))
      .filter((one) => one.count > 0 || one.atLeast || has(filter, kind, kind === 'tag' ? one.value : keyOf(name, one.value)))
      .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
  }

  /**
   * @param {{count: number, isAll: boolean}|null} loaded pictures of the filter that the gallery has; the
   *     counts include a new picture only some time after the gallery does
   * @returns {{count: number, atLeast: boolean}|null} how many pictures a filter shows; null if that is not known
   */
  total(filter, loaded = null) {
    if (loaded?.isAll) return { count: loaded.count, atLeast: false };
    const total = this.#counted(filter);
    return total && loaded?.count > total.count ? { count: loaded.count, atLeast: true } : total;
  }

  #counted(filter) {
    const counted = this.#isOf(filter) ? this.#shown.selection : null;
    if (counted?.whole) return { count: counted.images, atLeast: false };
    const kept = this.#kept(conditionsOf(filter));
    if (kept !== null) return { count: kept, atLeast: false };
    return counted && { count: counted.images, atLeast: true };
  }

  /** The order does not matter. */
  #isOf(filter) {
    const words = (one) => JSON.stringify(conditionsOf(one));
    return this.#shown !== null && words(this.#shown.filter) === words(filter);
  }

  /** A number that the table keeps, of no or one condition; null if it keeps none. */
  #kept(conditions) {
    const { counts, byKey } = this.#all;
    if (!counts || conditions.length > 1) return null;
    const [only] = conditions;
    if (!only) return counts.total;
    if (only.kind === 'status') return counts.byStatus[only.value] ?? 0;
    const facet = facetOf(only);
    return facet ? byKey.get(keyOf(facet.name, facet.value)) ?? null : null;
  }
}
