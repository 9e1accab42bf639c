import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decisions } from '../../main/resources/META-INF/resources/js/decisions.js';

test('a decision counts before it is sent, and none is lost', async () => {
  const decisions = new Decisions();
  const sent = [];
  const made = ['a', 'b', 'c'].map((key) =>
    decisions.make(['p'], key, async () => {
      await Promise.resolve();
      sent.push(key);
    }),
  );
  assert.ok(['a', 'b', 'c'].every((key) => decisions.has('p', key)));
  assert.deepEqual(sent, []);
  await Promise.all(made);
  assert.deepEqual(sent, ['a', 'b', 'c'], 'one after the other');
});

test('a decision that cannot be sent is open again, and the next are sent', async () => {
  const decisions = new Decisions();
  const failing = decisions.make(['p'], 'a', () => Promise.reject(new Error('away')));
  const next = decisions.make(['p'], 'b', async () => 'kept');
  await assert.rejects(failing);
  assert.equal(await next, 'kept');
  assert.ok(!decisions.has('p', 'a'));
  assert.ok(decisions.has('p', 'b'));
});

test('an undone decision is open again', async () => {
  const decisions = new Decisions();
  await decisions.make(['p'], 'a', async () => {});
  decisions.reopen(['p'], 'a');
  assert.ok(!decisions.has('p', 'a'));
});

test('a decision about several pictures is open again on those that refused it', async () => {
  const decisions = new Decisions();
  await decisions.make(['p', 'q', 'r'], 'a', async () => {});
  decisions.reopen(['q'], 'a');
  assert.deepEqual(['p', 'q', 'r'].map((id) => decisions.has(id, 'a')), [true, false, true]);
});
