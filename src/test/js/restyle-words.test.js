import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosen, existing, factsOf, isOf, namesOf, partedName, restyleFile, stateOf } from '../../main/resources/META-INF/resources/js/restyle-words.js';

const styles = [{ name: 'great-wave', title: 'The Great Wave' }];
const wave = (id, more = {}) => ({ id, style: 'great-wave', status: 'done', seed: 0, strength: 0.65, ...more });
const names = (...restyles) => [...namesOf(restyles, styles).values()];

test('a restyle is named after its style, and after its own words without one', () => {
  assert.deepEqual(names(wave('a'), { id: 'b', seed: 0, strength: 0.5 }), ['The Great Wave', 'Own words']);
  assert.deepEqual(names(wave('a', { style: 'new-style' })), ['New style']);
});

test('restyles of one style are told apart by what is different of them only', () => {
  assert.deepEqual(names(wave('a'), wave('b', { seed: 3 })), ['The Great Wave, standard seed', 'The Great Wave, seed 3']);
  assert.deepEqual(names(wave('a'), wave('b', { keep: 'product', strength: 0.3 })), [
    'The Great Wave, strength 65%',
    'The Great Wave, product kept, strength 30%',
  ]);
});

test('the standard seed has one name before and after painting', () => {
  assert.deepEqual(names(wave('a', { seed: 4294967295 }), wave('b', { seed: 3 }))[0], 'The Great Wave, standard seed');
});

test('what nothing tells apart is numbered', () => {
  const own = (id) => ({ id, seed: 0, strength: 0.65 });
  assert.deepEqual(names(own('a'), own('b'), own('c')), ['Own words', 'Own words (2)', 'Own words (3)']);
});

test('says how a restyle was made, and only what is known of it', () => {
  assert.equal(factsOf(wave('a', { engine: 'SDXL', keep: 'product' })), 'product kept, by SDXL, strength 65%, standard seed');
  assert.equal(factsOf({ status: 'done' }), '');
});

test('the first that is not painted is being painted, the others wait', () => {
  const all = [wave('a', { status: 'failed' }), wave('b', { status: 'running' }), wave('c', { status: 'running' }), wave('d')];
  assert.deepEqual(all.map((one) => stateOf(one, all)), ['Failed', 'Painting', 'Waiting', '']);
});

test('what is painted after the description waits, also if it is the first', () => {
  const all = [wave('a', { status: 'running', waitsForDescription: true }), wave('b', { status: 'running' })];
  assert.deepEqual(all.map((one) => stateOf(one, all)), ['Waiting', 'Waiting']);
  assert.equal(stateOf(wave('a', { status: 'running' }), [wave('a', { status: 'running' })]), 'Painting');
});

test('an order is known by its style, strength, seed and what it keeps', () => {
  assert.ok(isOf(wave('a'), { style: 'great-wave', strength: 0.65 }));
  assert.ok(!isOf(wave('a'), { style: 'great-wave', strength: 0.65, keep: 'product' }));
  assert.ok(!isOf(wave('a'), { style: 'great-wave', strength: 0.65, seed: 3 }));
});

test('is saved under the name of its picture', () => {
  const image = { key: 'demo/red cup.jpeg' };
  assert.equal(restyleFile(image, wave('a')), 'red cup-great-wave.jpg');
  assert.equal(restyleFile(image, { keep: 'product' }), 'red cup-painting-product-kept.png');
});

test('who chooses what is compared with has the two change places', () => {
  assert.deepEqual(chosen({ key: 'a', other: 'b' }, 'b'), { key: 'b', other: 'a' });
  assert.deepEqual(chosen({ key: 'a', other: 'b' }, 'c'), { key: 'c', other: 'b' });
});

test('the original takes the place of what is deleted or not painted', () => {
  const there = [wave('a'), wave('b'), wave('c', { status: 'running' })];
  assert.deepEqual(existing({ key: 'a', other: 'b' }, there), { key: 'a', other: 'b' });
  assert.deepEqual(existing({ key: 'a', other: 'x' }, there), { key: 'a', other: null });
  assert.deepEqual(existing({ key: 'a', other: 'c' }, there), { key: 'a', other: null });
  assert.deepEqual(existing({ key: 'a', other: 'a' }, there), { key: 'a', other: null });
  assert.deepEqual(existing({ key: 'x', other: 'b' }, there), { key: null, other: null });
});

test('a short name leaves the style out only where all are of one style', () => {
  const one = names(wave('a'), wave('b', { seed: 3 }));
  assert.deepEqual(partedName(one[1], one), { unseen: 'The Great Wave, ', seen: 'seed 3' });
  const two = [...one, 'The Starry Night, standard seed', 'The Starry Night, seed 3'];
  assert.deepEqual(two.map((name) => partedName(name, two).seen), two);
  assert.deepEqual(partedName('The Great Wave', ['The Great Wave']), { unseen: '', seen: 'The Great Wave' });
  assert.equal(partedName('Original', one).seen, 'Original');
});
