import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LaterLooks } from '../../main/resources/META-INF/resources/js/later-looks.js';

test('it is looked again three times after the latest change, ever later', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const look = t.mock.fn();
  const later = new LaterLooks(look);
  later.changed();
  t.mock.timers.tick(2000);
  later.changed();
  t.mock.timers.tick(2999);
  assert.equal(look.mock.callCount(), 0, 'the first change is looked after with the second');
  for (const [ms, calls] of [[1, 1], [6999, 1], [1, 2], [20_000, 3], [600_000, 3]]) {
    t.mock.timers.tick(ms);
    assert.equal(look.mock.callCount(), calls, `after ${ms} ms more`);
  }
});
