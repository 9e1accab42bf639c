import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Selection } from '../../main/resources/META-INF/resources/js/selection.js';

const list = ['a', 'b', 'c', 'd', 'e'].map((imageId) => ({ imageId }));

test('a second click takes a picture out again', () => {
  const selection = new Selection();
  selection.toggle('a');
  selection.toggle('b');
  selection.toggle('a');
  assert.deepEqual(selection.ids, ['b']);
});

test('shift selects all from the picture before, in both directions', () => {
  const selection = new Selection();
  selection.toggle('d');
  selection.toggle('b', list);
  assert.deepEqual(selection.ids.sort(), ['b', 'c', 'd']);
});

test('shift without a picture before selects one', () => {
  const selection = new Selection();
  selection.toggle('c', list);
  assert.deepEqual(selection.ids, ['c']);
});

test('of all pictures of a filter some can be left out', () => {
  const selection = new Selection();
  selection.all({ tag: 'mug' });
  selection.toggle('b');
  assert.ok(selection.has('never loaded'));
  assert.ok(!selection.has('b'));
  assert.equal(selection.count(10), 9);
  assert.deepEqual(selection.except, ['b']);
});

test('says when it changes, and not when it does not', () => {
  const selection = new Selection();
  let changes = 0;
  selection.addEventListener('change', () => (changes += 1));
  selection.toggle('a');
  selection.clear();
  selection.clear();
  assert.equal(changes, 2);
  assert.ok(selection.isEmpty);
});

test('pictures are selected beside others, and taken back', () => {
  const selection = new Selection();
  selection.toggle('a');
  const before = selection.state;
  selection.selectBeside(before, ['b', 'c']);
  selection.selectBeside(before, ['c', 'd']);
  assert.deepEqual(selection.ids, ['a', 'c', 'd']);
  selection.toggle('e', list);
  assert.deepEqual(selection.ids, ['a', 'c', 'd', 'e']);
  selection.selectBeside(before, []);
  assert.deepEqual(selection.ids, ['a']);
});

test('beside all of a filter but some, these are selected again', () => {
  const selection = new Selection();
  selection.all({ tag: 'mug' });
  selection.toggle('b');
  selection.toggle('c');
  selection.selectBeside(selection.state, ['a', 'b']);
  assert.deepEqual(selection.except, ['c']);
  selection.selectBeside({ filter: null, ids: [] }, ['a']);
  assert.deepEqual(selection.ids, ['a']);
  assert.equal(selection.filter, null);
});

test('a range begins where it would have begun without the rectangle that was taken back', () => {
  const selection = new Selection();
  selection.toggle('a');
  const before = selection.state;
  selection.selectBeside(before, ['d']);
  selection.selectBeside(before, []);
  selection.toggle('b', list);
  assert.deepEqual(selection.ids, ['a', 'b']);
});

test('pictures that are gone are selected no more', () => {
  const selection = new Selection();
  for (const id of ['a', 'b', 'c']) selection.toggle(id);
  let changes = 0;
  selection.addEventListener('change', () => (changes += 1));
  selection.forget([]);
  selection.forget(['b', 'c', 'other']);
  assert.deepEqual(selection.ids, ['a']);
  assert.equal(changes, 1);
});
