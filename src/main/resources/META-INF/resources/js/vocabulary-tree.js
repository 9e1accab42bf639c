/** A vocabulary: the tree of categories, the attributes and the tags, each of which can be edited. */
import { button, fill, h } from './dom.js';
import { plural, title } from './words.js';

/**
 * @param {{edit: (place: Array) => void, add: (place: Array) => void}} on for places see vocabulary-edit.js
 * @returns {{element: HTMLElement, show: (vocabulary: object) => void}}
 */
export function vocabularyTree(on) {
  const finder = h('input', {
    type: 'search',
    class: 'input',
    placeholder: 'Find a category, attribute or value',
    'aria-label': 'Find a category, attribute or value',
    'data-test': 'vocabulary-search',
  });
  const body = h('div', { class: 'tree-body' });
  const element = h('div', { class: 'tree' }, finder, body);
  let vocabulary = null;

  function draw() {
    if (!vocabulary) return;
    const needle = finder.value.trim().toLowerCase();
    const departments = nodes(vocabulary, 'categories').map((one) => kept(one, needle)).filter(Boolean);
    const attributes = nodes(vocabulary, 'attributes').filter((one) => mentions(one.entry, needle));
    const tags = nodes(vocabulary, 'tags').filter((one) => mentions(one.entry, needle));
    const isOpen = (place) => needle !== '' || opened.has(place.join());
    const opened = openedIn(body);
    const draws = { on, isOpen };
    fill(body, [
      group('Categories', departments, (one) => branch(one, draws)),
      group('Attributes', attributes, (one) => attribute(one, draws)),
      tags.length > 0 && [h('h2', {}, 'More tags'), values(tags, ['tags'], 'Add a tag', on)],
      departments.length + attributes.length + tags.length === 0 &&
        h('p', { class: 'hint' }, 'Nothing in the vocabulary has this name.'),
    ]);
  }

  finder.addEventListener('input', draw);
  return {
    element,
    show(next) {
      vocabulary = next;
      draw();
    },
  };
}

function group(words, entries, draw) {
  if (entries.length === 0) return null;
  return [h('h2', {}, words), h('div', { class: 'branches' }, entries.map(draw))];
}

/** An entry with its place, and those below it. */
const nodes = (parent, list, place = []) =>
  (parent?.[list] ?? []).map((entry, index) => {
    const here = [...place, list, index];
    return { entry, place: here, below: list === 'categories' ? nodes(entry, list, here) : [] };
  });

/** The places whose branches the seller has opened. */
const openedIn = (body) =>
  new Set([...body.querySelectorAll('details[open]')].map((one) => one.dataset.place));

const wordsOf = (entry) =>
  typeof entry === 'string'
    ? [entry]
    : [entry.name, entry.title, entry.shopName, ...(entry.synonyms ?? [])].filter(Boolean);

const names = (entry, needle) => wordsOf(entry).some((w) => w.toLowerCase().includes(needle));

const mentions = (entry, needle) =>
  names(entry, needle) || (entry.values ?? []).some((one) => names(one, needle));

/** The part of a tree that matches the search; a category whose own name matches is kept whole. */
function kept(category, needle) {
  if (!needle || names(category.entry, needle)) return category;
  const below = category.below.map((one) => kept(one, needle)).filter(Boolean);
  return below.length ? { ...category, below } : null;
}

const leavesOf = ({ below }) => below.reduce((sum, one) => sum + (leavesOf(one) || 1), 0);

function branch(category, draws) {
  const { entry, place, below } = category;
  const leaves = below.filter((one) => one.below.length === 0);
  const branches = below.filter((one) => one.below.length > 0);
  const { on, isOpen } = draws;
  return h(
    'details',
    { class: 'branch', open: isOpen(place), 'data-place': place.join() },
    h(
      'summary',
      {},
      named(entry),
      h('small', {}, plural(leavesOf(category), 'category', 'categories')),
    ),
    h(
      'div',
      { class: 'branch-body' },
      branches.map((one) => branch(one, draws)),
      values(leaves, [...place, 'categories'], 'Add a category', on, editing(entry, place, on)),
    ),
  );
}

function attribute({ entry, place }, { on, isOpen }) {
  const asked = entry.categories?.length ? entry.categories.join(', ') : 'all pictures';
  const name = entry.title ?? title(entry.name);
  const answers = nodes(entry, 'values', place);
  return h(
    'details',
    { class: 'branch', open: isOpen(place), 'data-place': place.join(), 'data-test': 'vocabulary-attribute', 'data-key': entry.name },
    h(
      'summary',
      {},
      h('span', {}, name),
      h('small', {}, entry.measured ? 'measured' : plural(answers.length, 'value')),
    ),
    h(
      'div',
      { class: 'branch-body' },
      h('p', { class: 'hint' }, entry.measured ? 'Measured from the pixels of ' : 'Asked of ', asked),
      values(answers, [...place, 'values'], 'Add a value', on, editing(entry, place, on)),
    ),
  );
}

const editing = (entry, place, on) =>
  button(`Edit ${entry.title ?? entry.name ?? entry}`, { class: 'button quiet small', 'data-test': 'vocabulary-edit', 'data-key': entry.name ?? entry }, () => on.edit(place));

/** Entries to press on, and what adds one at the end. */
const values = (entries, place, adding, on, ...more) =>
  h(
    'p',
    { class: 'values' },
    entries.map((one) => value(one, on)),
    button(adding, { class: 'button quiet small', 'data-test': 'vocabulary-more', 'data-key': place.join() }, () => on.add(place)),
    more,
  );

function value({ entry, place }, on) {
  const aka = entry.synonyms?.length ? `Also: ${entry.synonyms.join(', ')}` : null;
  return button(
    named(entry),
    {
      class: entry.banned ? 'value banned' : 'value',
      title: entry.banned ? 'Banned' : aka,
      'data-test': 'vocabulary-value',
      'data-key': entry.name ?? entry,
    },
    () => on.edit(place),
  );
}

/** The shop's own name for an entry, and the entry's name. */
function named(entry) {
  const { name, shopName } = typeof entry === 'string' ? { name: entry } : entry;
  return shopName ? h('span', {}, shopName, h('small', {}, ` for ${name}`)) : h('span', {}, name);
}
