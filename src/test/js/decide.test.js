import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { decisionOnAll } from '../../main/resources/META-INF/resources/js/decide.js';

const { fetch } = globalThis;
afterEach(() => (globalThis.fetch = fetch));

/** Answers orders for many pictures one after the other; null is no answer. */
function server(...answers) {
  const orders = [];
  globalThis.fetch = async (path, { body, headers }) => {
    orders.push({ ...JSON.parse(body), key: headers['idempotency-key'] });
    const results = answers.shift();
    if (!results) throw new TypeError('no answer');
    return new Response(JSON.stringify({ results }));
  };
  return orders;
}

const done = (imageId) => ({ imageId, outcome: 'done' });
const refused = (imageId) => ({ imageId, outcome: 'refused', message: 'Too late.' });
const decided = () => decisionOnAll(['a', 'b'], { label: 'mug', suggested: true }, false, () => false);

test('undoing says what it undid, and what it could not', async () => {
  const orders = server([done('a'), done('b')], [done('a'), refused('b')]);
  const decision = decided();
  await decision.send();
  const undone = await decision.undo();
  assert.deepEqual(undone.done, ['a']);
  assert.deepEqual(undone.refused.map((one) => one.message), ['Too late.']);
  assert.equal(orders[1].order, orders[0].key);
});

test('what was done although no answer came is known, and can be undone', async () => {
  const orders = server(null, [done('a'), refused('b')], [done('a')]);
  const decision = decided();
  assert.deepEqual((await decision.send()).done, ['a']);
  assert.equal(orders[0].key, orders[1].key);
  await decision.undo();
  assert.deepEqual(orders[2].ids, ['a']);
});
