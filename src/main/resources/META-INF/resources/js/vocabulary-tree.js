/** A vocabulary to read: the tree of categories, and the attributes. */
import { fill, h } from './dom.js';
import { shown } from './questions.js';
import { plural, title } from './words.js';

/** @returns {{element: HTMLElement, show: (vocabulary: object) => void}} */
export function vocabularyTree() {
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
    const departments = vocabulary.categories.map((one) => kept(one, needle)).filter(Boolean);
    const attributes = (vocabulary.attributes ?? []).filter((one) => mentions(one, needle));
    const tags = (vocabulary.tags ?? []).filter((one) => mentions(one, needle));
    const open = needle !== '';
    fill(body, [
      group('Categories', departments, (one) => branch(one, open)),
      group('Attributes', attributes, (one) => attribute(one, open)),
      tags.length > 0 && [h('h2', {}, 'More tags'), h('p', { class: 'values' }, tags.map(value))],
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

const wordsOf = (entry) =>
  [entry.name, entry.title, entry.shopName, ...(entry.synonyms ?? [])].filter(Boolean);

const names = (entry, needle) => wordsOf(entry).some((w) => w.toLowerCase().includes(needle));

const mentions = (entry, needle) =>
  names(entry, needle) || (entry.values ?? []).some((one) => names(one, needle));

/** The part of a tree that matches the search; a category whose own name matches is kept whole. */
function kept(category, needle) {
  if (!needle || names(category, needle)) return category;
  const categories = (category.categories ?? []).map((one) => kept(one, needle)).filter(Boolean);
  return categories.length ? { ...category, categories } : null;
}

const leavesOf = (category) =>
  (category.categories ?? []).reduce((sum, one) => sum + (leavesOf(one) || 1), 0);

function branch(category, open) {
  const below = category.categories ?? [];
  const leaves = below.filter((one) => !one.categories?.length);
  const branches = below.filter((one) => one.categories?.length);
  return h(
    'details',
    { class: 'branch', open },
    h(
      'summary',
      {},
      named(category),
      h('small', {}, plural(leavesOf(category), 'category', 'categories')),
    ),
    h(
      'div',
      { class: 'branch-body' },
      branches.map((one) => branch(one, open)),
      leaves.length > 0 && h('p', { class: 'values' }, leaves.map(value)),
    ),
  );
}

function attribute(question, open) {
  const asked = question.categories?.length ? question.categories.join(', ') : 'all pictures';
  return h(
    'details',
    { class: 'branch', open, 'data-test': 'vocabulary-attribute', 'data-key': question.name },
    h(
      'summary',
      {},
      h('span', {}, question.title ?? title(question.name)),
      h('small', {}, question.measured ? 'measured' : plural(question.values.length, 'value')),
    ),
    h(
      'div',
      { class: 'branch-body' },
      h(
        'p',
        { class: 'hint' },
        question.measured ? 'Measured from the pixels of ' : 'Asked of ',
        asked,
      ),
      h('p', { class: 'values' }, question.values.map(value)),
    ),
  );
}

function value(entry) {
  const aka = entry.synonyms?.length ? `Also: ${entry.synonyms.join(', ')}` : null;
  return h(
    'span',
    { class: entry.banned ? 'value banned' : 'value', title: entry.banned ? 'Banned' : aka },
    named(entry),
  );
}

/** The shop's own name for an entry, and the entry's name. */
function named(entry) {
  return entry.shopName
    ? h('span', {}, shown(entry), h('small', {}, ` for ${entry.name}`))
    : h('span', {}, entry.name);
}
