/** Finding pictures: by status, by tag, by an attribute's value, each with its count. */
import { byId, fill, h } from './dom.js';
import { icon } from './icons.js';
import { galleryHref } from './router.js';
import { STATUS, title } from './words.js';

const SHOWN_AT_FIRST = 8;
const FIRST_GROUPS = ['department', 'category', 'tag', 'color'];

export class Filters {
  #filter = {};
  #facets = [];
  #open = new Set();
  #needle = '';

  constructor() {
    this.root = byId('filters');
    this.opener = byId('filters-open');
    this.opener.prepend(icon('filter'));
    this.opener.addEventListener('click', () => this.#fold(!this.root.classList.contains('open')));
  }

  /** @param {Array<{name: string, value: string, count: number}>} facets */
  learn(facets) {
    this.#facets = facets;
    this.draw();
  }

  /** @param {{status?: string, tag?: string, attribute?: string}} filter what is shown */
  show(filter) {
    this.#filter = filter;
    this.draw();
  }

  /** Values a facet has, most frequent first. */
  valuesOf(name) {
    return this.#group(name).map((facet) => facet.value);
  }

  #fold(open) {
    this.root.classList.toggle('open', open);
    this.opener.setAttribute('aria-expanded', String(open));
  }

  draw() {
    const names = [...new Set(this.#facets.map((facet) => facet.name))].sort(byImportance);
    fill(this.root, [
      this.#finder(),
      this.#statusGroup(),
      names.map((name) => this.#facetGroup(name)),
    ]);
    fill(byId('active-filters'), this.#activeChips());
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
      placeholder: 'Find a tag or value',
      'aria-label': 'Find a tag or value',
      'data-test': 'facet-search',
    });
    input.addEventListener('input', () => {
      const { selectionStart } = input;
      this.#needle = input.value;
      this.draw();
      this.root.querySelector('input').setSelectionRange(selectionStart, selectionStart);
    });
    return input;
  }

  #statusGroup() {
    const row = ([status, word]) =>
      this.#row({ filter: { status }, key: `status:${status}`, label: word });
    return group('Status', Object.entries(STATUS).map(row));
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
        count !== undefined && h('span', { class: 'facet-count' }, count),
      ),
    );
  }

  #activeChips() {
    return Object.entries(this.#filter).map(([kind, value]) => {
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
  if (kind === 'status') return STATUS[value] ?? value;
  const [, name, rest] = value.match(/^([^:]+):(.*)$/) ?? [];
  return kind === 'attribute' && name ? `${title(name)}: ${rest}` : value;
}

function group(words, rows, more) {
  return h('section', { class: 'facets' }, h('h2', {}, words), h('ul', {}, rows), more);
}

function byImportance(a, b) {
  const rank = (name) =>
    FIRST_GROUPS.includes(name) ? FIRST_GROUPS.indexOf(name) : FIRST_GROUPS.length;
  return rank(a) - rank(b) || a.localeCompare(b);
}

/** Colours whose name the browser knows as well are shown. */
function dot(name) {
  if (!CSS.supports('color', name)) return h('span', { class: 'dot unknown' });
  const element = h('span', { class: 'dot' });
  element.style.backgroundColor = name;
  return element;
}
