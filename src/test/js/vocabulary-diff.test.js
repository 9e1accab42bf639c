import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vocabularyDiff } from '../../main/resources/META-INF/resources/js/vocabulary-diff.js';

const live = {
  categories: [{ name: 'Kitchen', categories: [{ name: 'mug' }, { name: 'plate' }] }],
  attributes: [{ name: 'finish', values: [{ name: 'matte' }] }],
};

test('names what a smaller vocabulary takes away', () => {
  const { categories, attributes } = vocabularyDiff(live, { categories: [{ name: 'mug' }] });
  assert.deepEqual(categories, { before: 3, after: 1, added: [], removed: ['Kitchen', 'plate'], changed: [] });
  assert.deepEqual(attributes.removed, ['finish']);
});

test('names what is new, also values of a known attribute', () => {
  const next = { ...live, attributes: [{ name: 'finish', values: ['matte', 'glossy'] }] };
  assert.deepEqual(vocabularyDiff(live, next).values.added, ['finish: glossy']);
});

test('names what is the same and has other words', () => {
  const next = {
    categories: [{ name: 'Kitchen', shopName: 'Kitchenware', categories: ['mug', { name: 'plate', synonyms: [] }] }],
    attributes: [{ name: 'finish', values: [{ name: 'matte', synonyms: ['dull'] }] }],
    tags: ['sale'],
  };
  const { categories, attributes, values, tags } = vocabularyDiff(live, next);
  assert.deepEqual(categories.changed, ['Kitchen']);
  assert.deepEqual(attributes.changed, []);
  assert.deepEqual(values.changed, ['finish: matte']);
  assert.deepEqual(tags, { before: 0, after: 1, added: ['sale'], removed: [], changed: [] });
});
