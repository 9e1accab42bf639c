import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conflictWords, cutWords, halves, portions } from '../../main/resources/META-INF/resources/js/portions.js';

const skus = { a1: 'A', a2: 'a', b1: 'B', b2: 'B', b3: 'B' };
const cut = (ids, most) => portions(ids, (id) => skus[id], most);

test('the photos of a product come into one portion, whatever their order', () => {
  assert.deepEqual(cut(['a1', 'b1', 'x', 'a2', 'b2'], 3), [['a1', 'a2'], ['b1', 'b2', 'x']]);
});

test('a product that is larger than a portion is cut', () => {
  assert.deepEqual(cut(['b1', 'b2', 'b3'], 2), [['b1', 'b2'], ['b3']]);
});

test('the seller is told which products are cut', () => {
  const words = (...ids) => cutWords(ids, (id) => skus[id], 2);
  assert.equal(words('a1', 'a2', 'b1', 'x', 'y', 'z'), null);
  assert.match(words('a1', 'b1', 'b2', 'b3'), /^You selected more than 2 photos of B: /);
});

test('a list is cut in two between products', () => {
  const cutInTwo = (...ids) => halves(ids, (id) => skus[id]);
  assert.deepEqual(cutInTwo('a1', 'x', 'y'), [['a1', 'x'], ['y']]);
  assert.deepEqual(cutInTwo('a1', 'b1', 'b2', 'a2', 'b3'), [['a1', 'a2', 'b1', 'b2', 'b3']].length && [['a1', 'a2'], ['b1', 'b2', 'b3']]);
  assert.deepEqual(cutInTwo('b1', 'x', 'b2', 'b3'), [['b1', 'b2', 'b3'], ['x']]);
  assert.deepEqual(cutInTwo('b1', 'b2', 'b3'), [['b1', 'b2', 'b3']]);
});

test('no pictures are no portion', () => {
  assert.deepEqual(cut([], 2), []);
});

test('products whose photos disagree are counted over all parts', () => {
  assert.equal(conflictWords([]), null);
  assert.equal(
    conflictWords(['1; mug-1']),
    "In 1 product the photos contradict each other, or another product has the same handle: mug-1. The file has the value of the first photo, and a handle that is free.",
  );
  assert.match(conflictWords(['2; mug-1, mug-2', '2; mug-3, mug-4']), /^In 4 products the photos contradict each other, or another product has the same handle: mug-1, mug-2, mug-3 and more\./);
});
