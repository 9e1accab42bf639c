import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KnownFiles, hashOf } from '../../main/resources/META-INF/resources/js/known-files.js';

function storage() {
  const values = new Map();
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, value),
    removeItem: (key) => values.delete(key),
  };
}

test('a file is known by its content, not by its name', async () => {
  const known = new KnownFiles(storage());
  known.begin(await hashOf(new Blob(['picture'])), { imageId: 'id' });
  assert.equal(known.find(await hashOf(new Blob(['picture']))), 'id');
  assert.equal(known.find(await hashOf(new Blob(['other']))), null);
});

test('the newest 5,000 files are kept', () => {
  const known = new KnownFiles(storage());
  for (let at = 0; at <= 5000; at += 1) known.begin(`h${at}`, { imageId: `p${at}` });
  assert.equal(known.find('h0'), null);
  assert.equal(known.find('h5000'), 'p5000');
});

test('without storage nothing is known, and nothing breaks', () => {
  const broken = { getItem: () => '{', setItem: () => { throw new Error('full'); } };
  const known = new KnownFiles(broken);
  known.begin('h', { imageId: 'p' });
  assert.equal(known.find('h'), null);
});

test('the form by which a file began to be sent is known until the file has arrived, or the form runs out', () => {
  const browser = storage();
  const formUntil = (ms) => ({ imageId: 'p', expiresAt: new Date(Date.now() + ms).toISOString() });
  new KnownFiles(browser).begin('h', formUntil(60_000));
  new KnownFiles(browser).begin('late', formUntil(-1));
  const next = new KnownFiles(browser);
  assert.equal(next.formOf('h').imageId, 'p');
  assert.equal(next.formOf('late'), null);
  assert.equal(next.formOf(null), null);
  next.end('h');
  assert.equal(next.formOf('h'), null);
  assert.ok(!JSON.stringify([...browser.values]).includes('expiresAt'), 'no form that has run out is kept');
  assert.equal(next.find('h'), 'p');
});
