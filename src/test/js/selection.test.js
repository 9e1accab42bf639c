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
