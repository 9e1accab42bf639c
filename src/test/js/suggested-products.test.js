import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RefusedProducts, freeSku } from '../../main/resources/META-INF/resources/js/suggested-products.js';

function storage() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

const of = (...ids) => ({ pictures: ids.map((imageId) => ({ imageId })) });

test('a refusal holds for the same pictures in any order, until it is undone', () => {
  const refused = new RefusedProducts(storage());
  refused.add(of('a', 'b'));
  assert.ok(refused.has(of('b', 'a')));
  assert.ok(!refused.has(of('a', 'b', 'c')));
  refused.remove(of('a', 'b'));
  assert.ok(!refused.has(of('a', 'b')));
});

test('the newest 1,000 refusals are kept', () => {
  const refused = new RefusedProducts(storage());
  for (let at = 0; at <= 1000; at += 1) refused.add(of(`p${at}`));
  assert.ok(!refused.has(of('p0')));
  assert.ok(refused.has(of('p1000')));
});

test('without storage nothing is remembered, and nothing breaks', () => {
  const broken = { getItem: () => '{', setItem: () => { throw new Error('full'); } };
  const refused = new RefusedProducts(broken);
  refused.add(of('a'));
  assert.ok(!refused.has(of('a')));
});

test('no two suggestions have the same SKU', () => {
  assert.equal(freeSku('mug', new Set(['cup'])), 'mug');
  assert.equal(freeSku('mug', new Set(['mug', 'mug-2'])), 'mug-3');
});
