import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tabWords } from '../../main/resources/META-INF/resources/js/tray-order.js';
import { Unsent } from '../../main/resources/META-INF/resources/js/unsent.js';

function storage() {
  const all = new Map();
  return {
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => all.set(key, value),
    removeItem: (key) => all.delete(key),
  };
}

test('the next page knows what was left unsent, until it is chosen again', () => {
  const browser = storage();
  new Unsent(browser).leave(['a.jpg', 'b.jpg', 'c.jpg']);
  const next = new Unsent(browser);
  assert.deepEqual(next.names, ['a.jpg', 'b.jpg', 'c.jpg']);
  next.forget(['b.jpg', 'other.jpg']);
  assert.deepEqual(new Unsent(browser).names, ['a.jpg', 'c.jpg']);
  next.forget();
  assert.deepEqual(new Unsent(browser).names, []);
});

test('two pages that are closed one after the other both leave their files', () => {
  const browser = storage();
  const [one, other] = [new Unsent(browser), new Unsent(browser)];
  one.leave(['a.jpg']);
  other.leave(['b.jpg']);
  assert.deepEqual(new Unsent(browser).names, ['a.jpg', 'b.jpg']);
});

test('what another tab left is forgotten once this one sends it', () => {
  const browser = storage();
  const open = new Unsent(browser);
  assert.deepEqual(open.names, []);
  new Unsent(browser).leave(['a.jpg', 'b.jpg']);
  open.forget(['a.jpg']);
  assert.deepEqual(new Unsent(browser).names, ['b.jpg']);
});

test('a browser without storage remembers nothing and breaks nothing', () => {
  const none = {
    getItem: () => null,
    setItem: () => {
      throw new Error('full');
    },
  };
  new Unsent(none).leave(['a.jpg']);
  assert.deepEqual(new Unsent(none).names, []);
});

test("the tab's title counts uploads until all are over", () => {
  const items = [{ phase: 'settled', image: { status: 'done' } }, { phase: 'sent' }, { phase: 'waiting' }];
  assert.equal(tabWords(items), '(1 of 3)');
  assert.equal(tabWords(items.slice(0, 1)), null);
  assert.equal(tabWords([]), null);
});
