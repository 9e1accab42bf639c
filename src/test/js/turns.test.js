import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Turns } from '../../main/resources/META-INF/resources/js/turns.js';

/** Calls that last until they are let go; at most one may run. */
function calls(t, pause = 3000) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const seen = { begun: 0, atOnce: 0, running: 0, end: null };
  const call = () => {
    seen.begun += 1;
    seen.running += 1;
    seen.atOnce = Math.max(seen.atOnce, seen.running);
    return new Promise((resolve, reject) => {
      seen.end = (error) => {
        seen.running -= 1;
        if (error) reject(error);
        else resolve(seen.begun);
      };
    });
  };
  return { seen, turns: new Turns(call, () => pause) };
}

/** Lets all that is due happen; the clock of a test stands still. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('who asks during a call or the pause after it is answered by one more call, after the pause', async (t) => {
  const { seen, turns } = calls(t);
  const first = turns.ask();
  await settle();
  const second = turns.ask();
  assert.equal(turns.ask(), second);
  await settle();
  assert.equal(seen.begun, 1);
  seen.end();
  assert.equal(await first, 1);
  await settle();
  assert.equal(turns.ask(), second);
  t.mock.timers.tick(2999);
  await settle();
  assert.equal(seen.begun, 1);
  t.mock.timers.tick(1);
  await settle();
  assert.equal(seen.begun, 2);
  seen.end();
  assert.equal(await second, 2);
  assert.equal(seen.atOnce, 1);
});

test('a call begins at once when the pause is over', async (t) => {
  const { seen, turns } = calls(t);
  turns.ask();
  await settle();
  seen.end();
  await settle();
  t.mock.timers.tick(3000);
  turns.ask();
  await settle();
  assert.equal(seen.begun, 2);
});

test('an urgent call waits for the running one, and not for the pause', async (t) => {
  const { seen, turns } = calls(t);
  turns.ask();
  await settle();
  const urgent = turns.askSoon();
  await settle();
  assert.equal(seen.begun, 1);
  seen.end();
  await settle();
  assert.equal(seen.begun, 2);
  seen.end();
  assert.equal(await urgent, 2);

  const paused = turns.ask();
  await settle();
  assert.equal(seen.begun, 2);
  assert.equal(turns.askSoon(), paused);
  await settle();
  assert.equal(seen.begun, 3);
  seen.end();
  await settle();
  turns.ask();
  await settle();
  assert.equal(seen.begun, 3, 'the next one has its pause again');
  assert.equal(seen.atOnce, 1);
});

test('a call that fails is told to those who asked, and the next one is made', async (t) => {
  const { seen, turns } = calls(t, 0);
  const failed = assert.rejects(turns.ask(), /cut/);
  await settle();
  seen.end(new Error('cut'));
  await failed;
  turns.ask();
  await settle();
  assert.equal(seen.begun, 2);
});
