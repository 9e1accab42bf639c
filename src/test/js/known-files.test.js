import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KnownFiles, hashOf } from '../../main/resources/META-INF/resources/js/known-files.js';

function storage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

test('a file is known by its content, not by its name', async () => {
  const known = new KnownFiles(storage());
  known.add(await hashOf(new Blob(['picture'])), 'id');
  assert.equal(known.find(await hashOf(new Blob(['picture']))), 'id');
  assert.equal(known.find(await hashOf(new Blob(['other']))), null);
});

test('the newest 5,000 files are kept', () => {
  const known = new KnownFiles(storage());
  for (let at = 0; at <= 5000; at += 1) known.add(`h${at}`, `p${at}`);
  assert.equal(known.find('h0'), null);
  assert.equal(known.find('h5000'), 'p5000');
});

test('without storage nothing is known, and nothing breaks', () => {
  const broken = { getItem: () => '{', setItem: () => { throw new Error('full'); } };
  const known = new KnownFiles(broken);
  known.add('h', 'p');
  assert.equal(known.find('h'), null);
});
