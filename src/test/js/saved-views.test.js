import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SavedViews } from '../../main/resources/META-INF/resources/js/saved-views.js';

function storage() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

const mugs = { tag: 'mug', from: '2026-03-01', sort: 'oldest' };

test('a view is known by its filter, in whatever order its conditions are', () => {
  const views = new SavedViews(storage());
  views.save(' Spring   mugs ', mugs);
  assert.equal(views.nameOf({ sort: 'oldest', from: '2026-03-01', tag: 'mug' }), 'Spring mugs');
  assert.equal(views.nameOf({ tag: 'mug' }), null);
});

test('views are listed by name, those of another tab too', () => {
  const kept = storage();
  new SavedViews(kept).save('Mugs', mugs);
  const views = new SavedViews(kept);
  views.save('Bags', { tag: 'bag' });
  assert.deepEqual(views.all.map((one) => one.name), ['Bags', 'Mugs']);
});

test('the same name replaces a view, and says which', () => {
  const views = new SavedViews(storage());
  assert.equal(views.save('Mugs', mugs), null);
  assert.deepEqual(views.save('mugs', { tag: 'cup' }), { name: 'Mugs', filter: mugs });
  assert.deepEqual(views.all, [{ name: 'mugs', filter: { tag: 'cup' } }]);
});

test('a view is renamed, but not to the name of another', () => {
  const views = new SavedViews(storage());
  views.save('Mugs', mugs);
  views.save('Bags', { tag: 'bag' });
  assert.throws(() => views.rename('Mugs', 'bags'), /Another view is called "bags"/);
  views.rename('Mugs', 'MUGS');
  assert.equal(views.nameOf(mugs), 'MUGS');
  views.delete('MUGS');
  assert.deepEqual(views.all.map((one) => one.name), ['Bags']);
});

test('a view that is kept beside all others replaces none', () => {
  const views = new SavedViews(storage());
  const long = 'a'.repeat(40);
  for (const name of ['Mugs', 'mugs', 'Mugs', long, long]) views.add(name, mugs);
  assert.deepEqual(new Set(views.all.map((one) => one.name)),
    new Set(['Mugs', 'mugs (2)', 'Mugs (3)', long, `${'a'.repeat(36)} (2)`]));
});

test('a name needs letters, and has at most 40; there are at most 50 views', () => {
  const views = new SavedViews(storage());
  assert.throws(() => views.save('  ', mugs), /a name/);
  assert.throws(() => views.save('a'.repeat(41), mugs), /at most 40 letters/);
  for (let at = 0; at < 50; at += 1) views.save(`View ${at}`, { tag: `t${at}` });
  assert.throws(() => views.save('One more', mugs), /50 views already/);
  assert.equal(views.save('View 7', mugs).filter.tag, 't7');
});

test('without a storage a seller is told so, and what is no view is not read', () => {
  const full = { getItem: () => '{"a":1}', setItem: () => { throw new Error('full'); } };
  assert.throws(() => new SavedViews(full).save('Mugs', mugs), /keeps nothing/);
  const odd = { getItem: () => '[null, 7, {"name": "x"}, {"name": "y", "filter": {"tag": "z"}}]' };
  assert.deepEqual(new SavedViews(odd).all.map((one) => one.name), ['y']);
});
