import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Poller } from '../../main/resources/META-INF/resources/js/poller.js';

const pace = () => ({ soonest: 100, latest: 200 });
const settle = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};
const tick = async (ms) => {
  mock.timers.tick(ms);
  await settle();
};
const page = () => Object.assign(new EventTarget(), { hidden: false });

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
});

test('waits longer while nothing changes, up to the latest', async () => {
  const look = mock.fn(async () => false);
  new Poller(look, pace, page()).poke();
  await settle();
  for (const [wait, calls] of [[100, 2], [149, 2], [1, 3], [199, 3], [1, 4], [200, 5]]) {
    await tick(wait);
    assert.equal(look.mock.callCount(), calls, `after ${wait} ms more`);
  }
});

test('looks soon again after a change', async () => {
  const look = mock.fn(async () => true);
  new Poller(look, pace, page()).poke();
  await settle();
  for (const calls of [2, 3, 4]) {
    await tick(100);
    assert.equal(look.mock.callCount(), calls);
  }
});

test('goes on after a failure', async () => {
  const look = mock.fn(async () => Promise.reject(new Error('away')));
  new Poller(look, pace, page()).poke();
  await settle();
  await tick(100);
  assert.equal(look.mock.callCount(), 2);
});

test('rests while the page is hidden and looks at once when it is shown', async () => {
  const look = mock.fn(async () => false);
  const seen = page();
  new Poller(look, pace, seen).poke();
  await settle();
  seen.hidden = true;
  await tick(1000);
  assert.equal(look.mock.callCount(), 1);
  seen.hidden = false;
  seen.dispatchEvent(new Event('visibilitychange'));
  await settle();
  assert.equal(look.mock.callCount(), 2);
});

test('looks at once when the network is back', async () => {
  const look = mock.fn(async () => Promise.reject(new Error('away')));
  const seen = page();
  const poller = new Poller(look, () => ({ soonest: 60_000, latest: 60_000 }), seen);
  poller.poke();
  await settle();
  seen.dispatchEvent(new Event('online'));
  await settle();
  assert.equal(look.mock.callCount(), 2);
  poller.stop();
  seen.dispatchEvent(new Event('online'));
  await settle();
  assert.equal(look.mock.callCount(), 2);
});

test('looks at once, and once, when the laptop has slept longer than it waits', async () => {
  const look = mock.fn(async () => false);
  new Poller(look, pace, page()).poke();
  await settle();
  await tick(8 * 3_600_000);
  assert.equal(look.mock.callCount(), 2);
});

test('does not look twice at a time, but once more when poked meanwhile', async () => {
  let end;
  const look = mock.fn(() => new Promise((resolve) => (end = resolve)));
  const poller = new Poller(look, pace, page());
  poller.poke();
  poller.poke();
  await settle();
  assert.equal(look.mock.callCount(), 1);
  end(false);
  await settle();
  await tick(100);
  assert.equal(look.mock.callCount(), 2);
});

test('looks soon again after a poke, however rarely it looked before', async () => {
  const look = mock.fn(async () => false);
  const poller = new Poller(look, pace, page());
  poller.poke();
  await settle();
  await tick(100);
  await tick(150);
  assert.equal(look.mock.callCount(), 3);
  poller.poke(); // Its answer may be older than what it was poked for.
  await settle();
  await tick(100);
  assert.equal(look.mock.callCount(), 5);
});

test('stops for good', async () => {
  const look = mock.fn(async () => true);
  const seen = page();
  const poller = new Poller(look, pace, seen);
  poller.poke();
  await settle();
  poller.stop();
  await tick(1000);
  seen.dispatchEvent(new Event('visibilitychange'));
  await settle();
  assert.equal(look.mock.callCount(), 1);
});

test('goes on while the page is hidden as long as somebody waits for the end', async () => {
  const look = mock.fn(async () => false);
  const hidden = Object.assign(page(), { hidden: true });
  let isWaitedFor = true;
  new Poller(look, pace, hidden, () => isWaitedFor).poke();
  await settle();
  await tick(100);
  assert.equal(look.mock.callCount(), 2);
  isWaitedFor = false;
  await tick(1000);
  assert.equal(look.mock.callCount(), 2);
});

test('is stopped when the running call has ended', async () => {
  let end;
  const look = mock.fn(() => new Promise((resolve) => (end = resolve)));
  const poller = new Poller(look, pace, page());
  poller.poke();
  const stopped = mock.fn();
  poller.stop().then(stopped);
  await settle();
  assert.equal(stopped.mock.callCount(), 0);
  end(true);
  await settle();
  assert.equal(stopped.mock.callCount(), 1);
  await tick(1000);
  assert.equal(look.mock.callCount(), 1);
});

test('is stopped at once when no call is running', async () => {
  const stopped = mock.fn();
  new Poller(async () => true, pace, page()).stop().then(stopped);
  await settle();
  assert.equal(stopped.mock.callCount(), 1);
});
