import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storage } from './browser-stub.js';
import { Drafts, drafted, draftedFields } from '../../main/resources/META-INF/resources/js/drafts.js';

test('what is half typed is there again for its picture, also in a new page of the tab', () => {
  const tab = storage();
  const drafts = new Drafts(tab);
  drafts.of('a').put('title', 'My mug');
  drafts.of('b').put('title', 'My cup');
  drafts.of('a').put('tag', 'hand');
  const later = new Drafts(tab);
  assert.deepEqual(later.of('a').names(), ['title', 'tag']);
  assert.equal(later.of('a').get('title'), 'My mug');
  assert.equal(later.of('b').get('title'), 'My cup');
  assert.equal(later.of('b').get('tag'), null);
});

test('what was kept is forgotten, and of many pictures those typed on longest ago', () => {
  const drafts = new Drafts(storage());
  for (let i = 0; i < 60; i += 1) drafts.of(`${i}`).put('title', `title ${i}`);
  assert.deepEqual([0, 9, 10, 59].map((i) => drafts.of(`${i}`).get('title')), [null, null, 'title 10', 'title 59']);
  drafts.of('59').put('title', null);
  assert.deepEqual(drafts.of('59').names(), []);
});

test('a field begins with its draft, and one that is as it was has none', () => {
  const drafts = new Drafts(storage()).of('a');
  const fieldOf = (value) => Object.assign(new EventTarget(), { value });
  const type = (field, value) => Object.assign(field, { value }).dispatchEvent(new Event('input'));
  const field = drafted(fieldOf('A mug'), 'title', drafts);
  type(field, 'A blue mug');
  assert.equal(drafted(fieldOf('A mug'), 'title', drafts).value, 'A blue mug');
  type(field, 'A mug');
  assert.equal(drafts.get('title'), null);
});

test('without a storage nothing is kept, and nothing fails', () => {
  const drafts = new Drafts({
    getItem: () => null,
    setItem() {
      throw new Error('full');
    },
  }).of('a');
  drafts.put('title', 'My mug');
  assert.equal(drafts.get('title'), null);
});

test('a dialog that was closed by a key has its words again, until they are used or dropped', () => {
  const drafts = new Drafts(storage()).of('selected');
  const fieldOf = (test, value) => Object.assign(new EventTarget(), { value, dataset: { test } });
  const open = (sku) => {
    const fields = [fieldOf('name', 'color'), fieldOf('sku', sku)];
    return { fields, forget: draftedFields(fields, drafts) };
  };
  const valuesOf = ({ fields }) => fields.map(({ value }) => value);
  const { fields } = open('MUG-1');
  fields.forEach((field, at) => Object.assign(field, { value: ['shape', 'MUG-12'][at] }).dispatchEvent(new Event('input')));
  const again = open('MUG-1');
  assert.deepEqual(valuesOf(again), ['shape', 'MUG-12']);
  assert.deepEqual(valuesOf(open('CUP-1')), ['shape', 'CUP-1'], 'a field that begins with other words');
  again.forget();
  assert.deepEqual(valuesOf(open('MUG-1')), ['color', 'MUG-1']);
});
