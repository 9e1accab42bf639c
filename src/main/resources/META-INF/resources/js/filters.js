/** The gallery's filters, each with the number of pictures that it would leave. */
import { MOST_VALUES, WORK_FACET, conditionsOf, has, takes, toggled } from './conditions.js';
import { byId, fill, h, live } from './dom.js';
import { filterChips } from './filter-chips.js';
import { FilterCounts } from './filter-counts.js';
import { icon } from './icons.js';
import { galleryHref } from './router.js';
import { searchForm } from './search-form.js';
import { STATUS, WORK, number, title } from './words.js';

const SHOWN_AT_FIRST = 8;
/** Counts of one filter are not read more often: the server reads the cards of all its pictures for them. */
const REST_MS = 5000;
/** While a year is typed, it is one of the first centuries for a moment. */
const FIRST_DAY = '1970-01-01';
const FIRST_GROUPS = ['department', 'category', 'tag', 'color'];

export class Filters {
  #filter = {};
  #counts = new FilterCounts();
  #open = new Set();
  #states = h('div', {});
  #values = h('div', {});
  /** The date fields, by the names of their conditions. */
  #dates = new Map();
  #needle = '';
  /** The filter whose counts are being read. */
  #reading = null;
  /** The filter whose counts were read last, and when. */
  #read = { filter: null, at: 0 };
  #later = null;

  /**
   * @param {(filter: object) => Promise<object>} read reads the counts of a filter's pictures
   * @param {(filter: object) => object|null} loaded what the gallery has of them, as `FilterCounts.total` takes it
   */
  constructor(read, loaded) {
    Object.assign(this, { read, loaded });
    this.root = byId('filters');
    this.opener = byId('filters-open');
    this.opener.prepend(icon('filter'));
    this.opener.addEventListener('click', () => this.#fold(!this.root.classList.contains('open')));
    this.showSearch = searchForm(byId('search-form'), () => this.#filter);
    // What is typed into is never drawn again.
    fill(this.root, [this.#states, this.#timeGroup(), this.#finder(), this.#values]);
  }

  /**
   * @param {Array<{name: string, value: string, count: number}>} facets
   * @param {{total: number, byStatus: Object<string, number>}} counts
   */
  learn(facets, counts) {
    this.#counts.learn(facets, counts);
    this.draw();
  }

  /** @param {Object<string, string|string[]>} filter what is shown */
  show(filter) {
    this.#filter = filter;
    this.showSearch(filter);
    if (conditionsOf(filter).length === 0) this.#counts.learnSelection(filter, null);
    this.draw();
    this.refresh();
  }

  /** Reads the counts of the filter's pictures, now or soon; those of before stay meanwhile. */
  async refresh() {
    const filter = this.#filter;
    if (conditionsOf(filter).length === 0) return;
    const rest = this.#read.filter === filter ? this.#read.at + REST_MS - Date.now() : 0;
    if (rest > 0 || this.#reading === filter) {
      this.#later ??= setTimeout(() => this.#refreshLater(), Math.max(rest, REST_MS / 2));
      return;
    }
    this.#reading = filter;
    const selection = await this.read(filter).catch(() => null);
    if (this.#filter !== filter) return;
    this.#reading = null;
    this.#read = { filter, at: Date.now() };
    this.#counts.learnSelection(filter, selection);
    this.draw();
  }

  #refreshLater() {
    this.#later = null;
    this.refresh();
  }

  /** Values that pictures have, most frequent first. */
  valuesOf(name) {
    return this.#counts.valuesOf(name);
  }

  /** @returns {number|null} how many pictures a filter has; null if not all of them are counted */
  totalOf(filter) {
    const total = this.#counts.total(filter, this.loaded(filter));
    return total && !total.atLeast ? total.count : null;
  }

  #fold(open) {
    this.root.classList.toggle('open', open);
    this.opener.setAttribute('aria-expanded', String(open));
  }

  draw() {
    fill(this.#states, [this.#workGroup(), this.#statusGroup()]);
    for (const [name, field] of this.#dates)
      if (field !== document.activeElement) field.value = this.#filter[name] ?? '';
    this.#drawValues();
    fill(byId('active-filters'), filterChips(this.#filter));
    this.drawTotal();
  }

  #drawValues() {
    const names = this.#counts.names.filter((name) => name !== WORK_FACET).sort(byImportance);
    fill(this.#values, names.map((name) => this.#facetGroup(name)));
  }

  /** Says beside the title how many pictures there are. */
  drawTotal() {
    this.#fillTitle(this.#counts.total(this.#filter, this.loaded(this.#filter)));
  }

  #fillTitle = live(byId('gallery-title'), (total) => total, (total) => [
    'Pictures',
    total && h('span', { class: 'total', 'data-test': 'total' }, totalWords(total)),
  ]);

  #finder() {
    const input = h('input', {
      type: 'search',
      class: 'input',
      placeholder: 'Find a filter',
      'aria-label': 'Find a tag or value to filter by',
      'data-test': 'facet-search',
    });
    input.addEventListener('input', () => {
      this.#needle = input.value;
      this.#drawValues();
    });
    return h('div', { class: 'facets' }, input);
  }

  #workGroup() {
    const row = ([work, word]) =>
      this.#row({ kind: 'work', wanted: work, key: `work:${work}`, label: word, ...this.#counts.of(WORK_FACET, work) });
    const twice = h('a', { class: 'facet', href: '#/duplicates', 'data-test': 'to-duplicates' }, 'More than once');
    return group('Work', [...Object.entries(WORK).map(row), h('li', {}, twice)]);
  }

  #statusGroup() {
    const row = ([status, word]) =>
      this.#row({ kind: 'status', wanted: status, key: `status:${status}`, label: word, ...this.#counts.ofStatus(status) });
    return group('Status', Object.entries(STATUS).map(row));
  }

  /** Days begin where the seller is: see days.js. */
  #timeGroup() {
    const field = (name, words) => {
      const input = h('input', {
        type: 'date',
        class: 'input',
        'data-test': `date-${name}`,
        'data-key': name,
      });
      this.#dates.set(name, input);
      input.addEventListener('change', () => {
        if (input.value && input.value < FIRST_DAY) return;
        location.hash = galleryHref({ ...this.#filter, [name]: input.value || undefined });
      });
      return h('label', { class: 'date' }, h('span', {}, words), input);
    };
    return h(
      'section',
      { class: 'facets' },
      h('h2', {}, 'Uploaded'),
      field('from', 'From'),
      field('to', 'Before'),
    );
  }

  #facetGroup(name) {
    const needle = this.#needle.trim().toLowerCase();
    const all = this.#counts.group(name, this.#filter).filter((f) => !needle || f.value.toLowerCase().includes(needle));
    if (all.length === 0) return null;
    const open = this.#open.has(name) || needle;
    const facets = all.map((facet) => ({ ...facet, ...conditionOf(facet) }));
    const shown = facets.filter((one, i) => open || i < SHOWN_AT_FIRST || has(this.#filter, one.kind, one.wanted));
    const more = all.length - shown.length;
    return group(
      name === 'tag' ? 'Tags' : title(name),
      shown.map((facet) => this.#facetRow(facet)),
      more > 0 && this.#expander(name, more),
    );
  }

  #expander(name, more) {
    const element = h(
      'button',
      { type: 'button', class: 'facet-more', 'data-test': 'facet-more', 'data-key': name },
      `${more} more`,
    );
    element.addEventListener('click', () => {
      this.#open.add(name);
      this.draw();
    });
    return element;
  }

  #facetRow(facet) {
    const { name, value } = facet;
    return this.#row({ ...facet, key: `${name}:${value}`, label: value, color: /colou?r/.test(name) ? value : null });
  }

  #row({ kind, wanted, key, label, count, atLeast, color }) {
    const on = has(this.#filter, kind, wanted);
    const free = on || takes(this.#filter, kind);
    return h(
      'li',
      {},
      h(
        'a',
        {
          class: !on && (count === 0 || !free) ? 'facet none' : 'facet',
          href: free ? galleryHref(toggled(this.#filter, kind, wanted)) : null,
          role: free ? null : 'link',
          'aria-disabled': free ? null : 'true',
          title: free ? null : `A filter takes at most ${MOST_VALUES} tags and values`,
          'aria-current': on ? 'true' : null,
          'data-test': 'facet',
          'data-key': key,
        },
        color && dot(color),
        h('span', { class: 'facet-label' }, label),
        countOf(count, atLeast),
      ),
    );
  }
}

/** The condition that asks for a tag or a value. */
const conditionOf = ({ name, value }) =>
  name === 'tag' ? { kind: 'tag', wanted: value } : { kind: 'attribute', wanted: `${name}:${value}` };

/** Nothing where the count is not known. */
function countOf(count, atLeast) {
  if (count === undefined || (atLeast && count === 0)) return null;
  const words = number(count);
  return atLeast
    ? h('span', { class: 'facet-count', title: `At least ${words}` }, `${words}+`)
    : h('span', { class: 'facet-count' }, words);
}

const totalWords = ({ count, atLeast }) => `${atLeast ? 'at least ' : ''}${number(count)}`;

function group(words, rows, more) {
  return h('section', { class: 'facets' }, h('h2', {}, words), h('ul', {}, rows), more);
}

function byImportance(a, b) {
  const rank = (name) =>
    FIRST_GROUPS.includes(name) ? FIRST_GROUPS.indexOf(name) : FIRST_GROUPS.length;
  return rank(a) - rank(b) || a.localeCompare(b);
}

/** A dot of the color, if the browser knows its name. */
function dot(name) {
  if (!CSS.supports('color', name)) return h('span', { class: 'dot unknown' });
  const element = h('span', { class: 'dot' });
  element.style.backgroundColor = name;
  return element;
}
