/** The gallery's search, its order, and its filters with their counts. */
import { byId, fill, h } from './dom.js';
import { icon } from './icons.js';
import { galleryHref } from './router.js';
import { STATUS, WORK, title } from './words.js';

const SHOWN_AT_FIRST = 8;
const FIRST_GROUPS = ['department', 'category', 'tag', 'color'];
/** The name under which the API counts states of the work. */
const WORK_FACET = 'vitrine-work';

export class Filters {
  #filter = {};
  #facets = [];
  #counts = null;
  #open = new Set();
  #needle = '';

  constructor() {
    this.root = byId('filters');
    this.opener = byId('filters-open');
    this.opener.prepend(icon('filter'));
    this.opener.addEventListener('click', () => this.#fold(!this.root.classList.contains('open')));
    this.#search(byId('search-form'));
  }

  /**
   * @param {Array<{name: string, value: string, count: number}>} facets
   * @param {{total: number, byStatus: Object<string, number>}} counts
   */
  learn(facets, counts) {
    this.#facets = facets;
    this.#counts = counts;
    this.draw();
  }

  /** @param {Object<string, string>} filter what is shown */
  show(filter) {
    this.#filter = filter;
    this.search.value = filter.text ?? '';
    this.sort.value = filter.sort ?? '';
    this.draw();
  }

  /** Values a facet has, most frequent first. */
  valuesOf(name) {
    return this.#group(name).map((facet) => facet.value);
  }

  /** @returns {number|null} how many pictures a filter has; null if the API has not counted them */
  totalOf(filter) {
    const { sort, ...conditions } = filter;
    const names = Object.keys(conditions);
    if (!this.#counts || names.length > 1) return null;
    const [name] = names;
    if (!name) return this.#counts.total;
    if (name === 'status') return this.#counts.byStatus[filter.status] ?? 0;
    const [facet, value] = {
      work: [WORK_FACET, filter.work],
      tag: ['tag', filter.tag],
      attribute: (filter.attribute ?? '').split(/:(.*)/s),
    }[name] ?? [null];
    return this.#countOf(facet, value) ?? null;
  }

  #countOf(name, value) {
    return this.#facets.find((one) => one.name === name && one.value === value)?.count;
  }

  #search(form) {
    this.search = h('input', {
      id: 'search',
      type: 'search',
      class: 'input',
      placeholder: 'Search names and words',
      'aria-label': 'Search file names, texts, tags and values',
      maxlength: 200,
      'data-test': 'search',
    });
    this.sort = h(
      'select',
      { class: 'input sort', 'aria-label': 'Order', 'data-test': 'sort' },
      h('option', { value: '' }, 'Newest first'),
      h('option', { value: 'oldest' }, 'Oldest first'),
    );
    const go = () => {
      const text = this.search.value.trim() || undefined;
      location.hash = galleryHref({ ...this.#filter, text, sort: this.sort.value || undefined });
    };
    form.append(this.search, this.sort);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      go();
    });
    // The cross in the field empties it without submitting.
    this.search.addEventListener('search', go);
    this.sort.addEventListener('change', go);
  }

  #fold(open) {
    this.root.classList.toggle('open', open);
    this.opener.setAttribute('aria-expanded', String(open));
  }

  draw() {
    const names = [...new Set(this.#facets.map((facet) => facet.name))]
      .filter((name) => name !== WORK_FACET)
      .sort(byImportance);
    fill(this.root, [
      this.#workGroup(),
      this.#statusGroup(),
      this.#timeGroup(),
      this.#finder(),
      names.map((name) => this.#facetGroup(name)),
    ]);
    fill(byId('active-filters'), this.#activeChips());
    const total = this.totalOf(this.#filter);
    fill(byId('gallery-title'), [
      'Pictures',
      total !== null && h('span', { class: 'total', 'data-test': 'total' }, total.toLocaleString()),
    ]);
  }

  #group(name) {
    return this.#facets
      .filter((facet) => facet.name === name && facet.count > 0)
      .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
  }

  #finder() {
    const input = h('input', {
      type: 'search',
      class: 'input',
      value: this.#needle,
      placeholder: 'Find a filter',
      'aria-label': 'Find a tag or value to filter by',
      'data-test': 'facet-search',
    });
    input.addEventListener('input', () => {
      const { selectionStart } = input;
      this.#needle = input.value;
      this.draw();
      this.root
        .querySelector('[data-test=facet-search]')
        .setSelectionRange(selectionStart, selectionStart);
    });
    return h('div', { class: 'facets' }, input);
  }

  #workGroup() {
    const row = ([work, word]) => {
      const count = this.#countOf(WORK_FACET, work) ?? 0;
      return this.#row({ filter: { work }, key: `work:${work}`, label: word, count });
    };
    const twice = h('a', { class: 'facet', href: '#/duplicates', 'data-test': 'to-duplicates' }, 'More than once');
    return group('Work', [...Object.entries(WORK).map(row), h('li', {}, twice)]);
  }

  #statusGroup() {
    const row = ([status, word]) =>
      this.#row({
        filter: { status },
        key: `status:${status}`,
        label: word,
        count: this.#counts?.byStatus[status],
      });
    return group('Status', Object.entries(STATUS).map(row));
  }

  /** Days are those of UTC, as the API's are. */
  #timeGroup() {
    const field = (name, words) => {
      const input = h('input', {
        type: 'date',
        class: 'input',
        value: this.#filter[name] ?? '',
        'data-test': `date-${name}`,
        'data-key': name,
      });
      input.addEventListener('change', () => {
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
    const all = this.#group(name).filter((f) => !needle || f.value.toLowerCase().includes(needle));
    if (all.length === 0) return null;
    const open = this.#open.has(name) || needle;
    const rows = (open ? all : all.slice(0, SHOWN_AT_FIRST)).map((facet) => this.#facetRow(facet));
    const more = all.length - rows.length;
    return group(
      name === 'tag' ? 'Tags' : title(name),
      rows,
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

  #facetRow({ name, value, count }) {
    const filter = name === 'tag' ? { tag: value } : { attribute: `${name}:${value}` };
    return this.#row({
      filter,
      key: `${name}:${value}`,
      label: value,
      count,
      color: /colou?r/.test(name) ? value : null,
    });
  }

  #row({ filter, key, label, count, color }) {
    const [[kind, wanted]] = Object.entries(filter);
    const on = this.#filter[kind] === wanted;
    const target = { ...this.#filter, [kind]: on ? undefined : wanted };
    return h(
      'li',
      {},
      h(
        'a',
        {
          class: 'facet',
          href: galleryHref(target),
          'aria-current': on ? 'true' : null,
          'data-test': 'facet',
          'data-key': key,
        },
        color && dot(color),
        h('span', { class: 'facet-label' }, label),
        count !== undefined && h('span', { class: 'facet-count' }, count.toLocaleString()),
      ),
    );
  }

  #activeChips() {
    return Object.entries(this.#filter)
      .filter(([kind]) => kind !== 'sort')
      .map(([kind, value]) => {
        const words = wordsFor(kind, value);
        const rest = { ...this.#filter, [kind]: undefined };
        return h(
          'a',
          {
            class: 'chip active',
            href: galleryHref(rest),
            'aria-label': `Remove the filter ${words}`,
            'data-test': 'active-filter',
            'data-key': kind,
          },
          words,
          icon('close'),
        );
      });
  }
}

function wordsFor(kind, value) {
  const [, name, rest] = value.match(/^([^:]+):(.*)$/) ?? [];
  return {
    status: STATUS[value] ?? value,
    work: WORK[value] ?? value,
    text: `"${value}"`,
    product: `Product ${value}`,
    from: `From ${value}`,
    to: `Before ${value}`,
    attribute: name ? `${title(name)}: ${rest}` : value,
  }[kind] ?? value;
}

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
