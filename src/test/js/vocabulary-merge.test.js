import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergedVocabulary } from '../../main/resources/META-INF/resources/js/vocabulary-merge.js';

const live = {
  name: 'retail',
  categories: [{ name: 'Kitchen', categories: ['mug', { name: 'plate' }] }],
  attributes: [{ name: 'finish', title: 'Finish', values: ['matte'] }],
  tags: ['sale'],
};

test('adds categories below the ones of the same name, and keeps all others', () => {
  const { categories } = mergedVocabulary(live, {
    categories: [{ name: 'kitchen', categories: ['Mug', 'bowl'] }, { name: 'Shoes' }],
  });
  assert.deepEqual(categories, [
    { name: 'Kitchen', categories: ['mug', { name: 'plate' }, 'bowl'] },
    { name: 'Shoes' },
  ]);
});

test('adds values to a known attribute, whose title stays', () => {
  const { attributes } = mergedVocabulary(live, {
    attributes: [{ name: 'finish', values: ['matte', 'glossy'] }, { name: 'toe', values: ['round'] }],
  });
  assert.deepEqual(attributes, [
    { name: 'finish', title: 'Finish', values: ['matte', 'glossy'] },
    { name: 'toe', values: ['round'] },
  ]);
});

test('adding nothing changes nothing', () => {
  assert.deepEqual(mergedVocabulary(live, {}), live);
});
