import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, withEntry, withMore, withWords, without, wordsIn } from '../../main/resources/META-INF/resources/js/vocabulary-edit.js';

const live = {
  name: 'retail',
  version: '2026-1',
  categories: [{ name: 'Kitchen', categories: ['mug', { name: 'plate', categories: ['side plate', 'dinner plate'] }] }],
  attributes: [
    { name: 'finish', title: 'Finish', values: ['matte', { name: 'glossy', handle: 'gloss' }] },
    { name: 'rim', categories: ['plate', 'mug'], values: ['flat', 'coupe'] },
    { name: 'size', categories: ['dinner plate'], values: ['small', 'large'] },
  ],
  tags: ['sale'],
  calibrations: [],
};
const frozen = JSON.stringify(live);

test('changes the words of an entry and nothing else, and leaves the live vocabulary as it is', () => {
  const place = ['attributes', 0, 'values', 1];
  const next = withEntry(live, place, withWords(at(live, place), { name: 'glossy', shopName: 'Shiny', synonyms: ['polished'] }));
  assert.deepEqual(at(next, place), { name: 'glossy', handle: 'gloss', shopName: 'Shiny', synonyms: ['polished'] });
  assert.deepEqual({ ...next, attributes: live.attributes }, live);
  assert.equal(JSON.stringify(live), frozen);
});

test('an entry of which only the name is left is a text again', () => {
  assert.equal(withWords({ name: 'mug', synonyms: ['cup'], banned: true }, { name: 'cup', synonyms: [], banned: false }), 'cup');
  const pets = { name: 'Balls (Pets)', plainName: 'Balls' };
  assert.deepEqual(withWords(pets, { name: 'Balls (Pets)', shopName: 'Fun' }), { ...pets, shopName: 'Fun' });
  assert.equal(withWords(pets, { name: 'Pet balls' }), 'Pet balls');
});

test('attributes are asked of a category by its new name', () => {
  const next = withEntry(live, ['categories', 0, 'categories', 0], 'cup');
  assert.deepEqual(next.attributes[1].categories, ['plate', 'cup']);
});

test('with a category go those below it, and the attributes that nothing else is asked', () => {
  const next = without(live, ['categories', 0, 'categories', 1]);
  assert.deepEqual(next.categories, [{ name: 'Kitchen', categories: ['mug'] }]);
  assert.deepEqual(next.attributes.map(({ name, categories }) => [name, categories]), [
    ['finish', undefined],
    ['rim', ['mug']],
  ]);
});

test('an attribute, a value and a tag are removed alone', () => {
  assert.deepEqual(without(live, ['attributes', 1]).attributes.map((one) => one.name), ['finish', 'size']);
  assert.deepEqual(without(live, ['attributes', 0, 'values', 0]).attributes[0].values, [{ name: 'glossy', handle: 'gloss' }]);
  assert.deepEqual(without(live, ['tags', 0]).tags, []);
});

test('adds to a list, also to one that is not there yet', () => {
  assert.deepEqual(withMore(live, ['tags'], 'new').tags, ['sale', 'new']);
  assert.deepEqual(withMore({ name: 'x', categories: [] }, ['tags'], 'new').tags, ['new']);
  const below = withMore(live, ['categories', 0, 'categories', 0, 'categories'], 'espresso cup');
  assert.deepEqual(below.categories[0].categories[0], { name: 'mug', categories: ['espresso cup'] });
});

test('words are separated by commas, semicolons or lines, and said once', () => {
  assert.deepEqual(wordsIn(' cup, tea cup;cup\n\nmug ,'), ['cup', 'tea cup', 'mug']);
});

test('a word that has a comma stays one, unless it is edited', () => {
  const known = ['salt, pepper', 'salt, pepper mill', 'size (S; M)'];
  const shown = ['mill', ...known].join(', ');
  assert.deepEqual(wordsIn(shown, known), ['mill', ...known]);
  assert.deepEqual(wordsIn('grinder, salt, pepper mill', known), ['grinder', 'salt, pepper mill']);
  assert.deepEqual(wordsIn('salt, pepper mills', known), ['salt', 'pepper mills']);
  assert.deepEqual(wordsIn('salt, pepper'), ['salt', 'pepper']);
});
