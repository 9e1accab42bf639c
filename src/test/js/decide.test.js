import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { decisionOn, decisionOnAll } from '../../main/resources/META-INF/resources/js/decide.js';

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

const done = (imageId) => ({ imageId, outcome: 'done', corrected: true });
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

test('what the decision did not change is not undone', async () => {
  const orders = server([done('a'), { imageId: 'b', outcome: 'done' }], [done('a')]);
  const decision = decided();
  assert.deepEqual((await decision.send()).done, ['a', 'b']);
  await decision.undo();
  assert.deepEqual(orders[1].ids, ['a']);
});

/** Answers calls about one picture; null is no answer. */
function picture(...answers) {
  const calls = [];
  globalThis.fetch = async (path, { method = 'GET' }) => {
    calls.push(`${method} ${path}`);
    const image = answers.shift();
    if (!image) throw new TypeError('no answer');
    return new Response(JSON.stringify({ imageId: 'a', ...image }));
  };
  return calls;
}

const accepted = (known) =>
  decisionOn({ imageId: 'a' }, { attribute: 'category', label: 'mug' }, true, () => ({ imageId: 'a', lastCorrection: known }));

test('a decision that changed nothing leaves the correction before it', async () => {
  const calls = picture({ lastCorrection: 'title' }, {});
  const decision = accepted();
  await decision.send();
  await decision.undo();
  assert.deepEqual(calls, ['PUT images/a/attributes/category', 'GET images/a']);
});

test('a decision is undone by its own id, also where its first answer was lost', async () => {
  const calls = picture({ correction: 'new', lastCorrection: 'new' }, {});
  const decision = accepted();
  await decision.send();
  await decision.undo();
  assert.equal(calls[1], 'DELETE images/a/corrections/new');
  const again = picture(null, { lastCorrection: 'first' }, {});
  const repeated = accepted();
  await repeated.send();
  await repeated.undo();
  assert.equal(again[2], 'DELETE images/a/corrections/first');
});

test('of a lost answer the correction that was known before is not taken for its own', async () => {
  const calls = picture(null, { lastCorrection: 'title' }, {});
  const decision = accepted('title');
  await decision.send();
  await decision.undo();
  assert.deepEqual(calls.slice(2), ['GET images/a']);
});

test('a decision knows the correction of the one sent before it', async () => {
  const images = [{ imageId: 'a', lastCorrection: 'old' }];
  const calls = picture({ correction: 'first', lastCorrection: 'first' }, null, { lastCorrection: 'first' }, {});
  const on = (label) => decisionOn(images[0], { attribute: 'category', label }, true, () => images[0]);
  const [first, second] = [on('mug'), on('cup')];
  [images[0]] = (await first.send()).images;
  await second.send();
  await second.undo();
  assert.deepEqual(calls.at(-1), 'GET images/a');
});
