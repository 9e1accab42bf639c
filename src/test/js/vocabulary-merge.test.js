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

test('adds synonyms and a shop name to what is there, and takes none away', () => {
  const more = {
    categories: [
      {
        name: 'Kitchen',
        shopName: 'Kitchenware',
        categories: [{ name: 'mug', synonyms: ['cup', 'Mug'] }, { name: 'plate', shopName: 'Plate' }],
      },
    ],
    attributes: [{ name: 'finish', values: [{ name: 'matte', synonyms: ['dull'] }] }],
    tags: [{ name: 'sale', synonyms: ['offer'] }],
  };
  const once = mergedVocabulary(live, more);
  assert.deepEqual(once.categories, [
    {
      name: 'Kitchen',
      shopName: 'Kitchenware',
      categories: [
        { name: 'mug', synonyms: ['cup'] },
        { name: 'plate', shopName: 'Plate' },
      ],
    },
  ]);
  assert.deepEqual(once.attributes[0].values, [{ name: 'matte', synonyms: ['dull'] }]);
  assert.deepEqual(once.tags, [{ name: 'sale', synonyms: ['offer'] }]);
  const other = { tags: [{ name: 'sale', shopName: 'Sale', synonyms: ['OFFER', 'bargain'] }] };
  assert.deepEqual(mergedVocabulary(once, other).tags, [{ name: 'sale', shopName: 'Sale', synonyms: ['offer', 'bargain'] }]);
  const third = { tags: [{ name: 'sale', shopName: 'Other' }] };
  assert.equal(mergedVocabulary(mergedVocabulary(once, other), third).tags[0].shopName, 'Sale');
});

test('adding nothing changes nothing', () => {
  assert.deepEqual(mergedVocabulary(live, {}), live);
});

test('a synonym that stands elsewhere is left out, and named', () => {
  const there = { categories: [{ name: 'Kitchen', categories: ['mug', 'cup'] }], tags: ['sale'], attributes: [] };
  const leftOut = [];
  const more = {
    categories: [{ name: 'Kitchen', categories: [{ name: 'mug', synonyms: ['cup', 'Sale', 'beaker', 'jug'] }, 'jug'] }],
  };
  const { categories } = mergedVocabulary(there, more, leftOut);
  assert.deepEqual(categories[0].categories, [{ name: 'mug', synonyms: ['beaker'] }, 'cup', 'jug']);
  assert.deepEqual(leftOut, ['cup', 'Sale', 'jug']);
});

test('a new entry takes no word that stands elsewhere', () => {
  const there = { categories: [{ name: 'mug', synonyms: ['cup'] }], tags: [], attributes: [{ name: 'toe', values: [{ name: 'round', synonyms: ['soft'] }] }] };
  const leftOut = [];
  const more = {
    categories: [{ name: 'Kitchen', categories: ['Cup', { name: 'tumbler', synonyms: ['cup', 'glass'] }] }],
    tags: [{ name: 'mug', synonyms: ['beaker'] }, 'sale'],
    attributes: [{ name: 'toe', values: ['soft', 'square'] }, { name: 'heel', values: ['flat', { name: 'low', synonyms: ['flat'] }] }],
  };
  const merged = mergedVocabulary(there, more, leftOut);
  assert.deepEqual(merged.categories[1], { name: 'Kitchen', categories: [{ name: 'tumbler', synonyms: ['glass'] }] });
  assert.deepEqual(merged.tags.map((one) => one.name ?? one), ['sale']);
  assert.deepEqual(merged.attributes[0].values.map((one) => one.name ?? one), ['round', 'square']);
  assert.deepEqual(merged.attributes[1].values, ['flat', { name: 'low', synonyms: [] }]);
  assert.deepEqual(leftOut, ['Cup', 'cup', 'soft', 'flat', 'mug']);
});
