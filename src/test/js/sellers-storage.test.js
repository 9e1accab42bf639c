import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SavedViews } from '../../main/resources/META-INF/resources/js/saved-views.js';
import { SellersStorage } from '../../main/resources/META-INF/resources/js/sellers-storage.js';
import { Unsent } from '../../main/resources/META-INF/resources/js/unsent.js';

function browser() {
  const all = new Map();
  return {
    all,
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => all.set(key, value),
    removeItem: (key) => all.delete(key),
  };
}

test('the next seller of a browser does not see what is kept for the one before', () => {
  const storage = browser();
  const of = (seller) => new SavedViews(new SellersStorage(storage, () => seller));
  of('mugs').save('Spring', { tag: 'mug' });
  assert.deepEqual(of('bags').all, []);
  assert.deepEqual(of(null).all, []);
  of('bags').save('Spring', { tag: 'bag' });
  of('bags').delete('Spring');
  assert.deepEqual([...storage.all.keys()], ['vitrine.views.mugs']);
  of(null).save('All', {});
  assert.ok(storage.all.has('vitrine.views'));
});

test('what was left unsent is read when its seller is known', () => {
  const storage = new SellersStorage(browser(), () => seller);
  let seller = 'mugs';
  new Unsent(storage).leave(['a.jpg']);
  seller = null;
  const next = new Unsent(storage);
  seller = 'mugs';
  assert.deepEqual(next.names, ['a.jpg']);
});
