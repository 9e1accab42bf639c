import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vocabularyDiff } from '../../main/resources/META-INF/resources/js/vocabulary-diff.js';

const live = {
  categories: [{ name: 'Kitchen', categories: [{ name: 'mug' }, { name: 'plate' }] }],
  attributes: [{ name: 'finish', values: [{ name: 'matte' }] }],
};

test('names what a smaller vocabulary takes away', () => {
  const { categories, attributes } = vocabularyDiff(live, { categories: [{ name: 'mug' }] });
  assert.deepEqual(categories, { before: 3, after: 1, added: [], removed: ['Kitchen', 'plate'] });
  assert.deepEqual(attributes.removed, ['finish']);
});

test('names what is new, also values of a known attribute', () => {
  const next = { ...live, attributes: [{ name: 'finish', values: ['matte', 'glossy'] }] };
  assert.deepEqual(vocabularyDiff(live, next).values.added, ['finish: glossy']);
});
