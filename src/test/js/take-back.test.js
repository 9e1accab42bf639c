import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runBulk } from '../../main/resources/META-INF/resources/js/bulk.js';
import { surely, takeBack, takeOneBack } from '../../main/resources/META-INF/resources/js/take-back.js';

const of = (outcome, code, message) => (imageId) => ({ imageId, outcome, code, message });
const done = of('done');
const lost = (status) => Object.assign(new Error('lost'), { status });

/** Answers each call by the next of some functions. */
function server(...answers) {
  const orders = [];
  const send = async (order, key) => {
    orders.push({ ...order, key });
    return { results: answers.shift()(order.ids) };
  };
  return { orders, send };
}

const isLost = (status) => () => {
  throw lost(status);
};
const all = (result) => (ids) => ids.map(result);
const undo = { action: 'undo', order: 'k' };

test('what an undo leaves is said, after the page has shown what is so', async () => {
  const refused = of('refused', 'NOTHING_TO_UNDO', 'This correction cannot be undone any more.');
  const { send } = server((ids) => [done(ids[0]), refused(ids[1]), of('missing')(ids[2])]);
  const shown = [];
  await assert.rejects(
    takeBack(['a', 'b', 'c'], undo, { send }, async () => shown.push('shown')),
    new Error('1 picture undone; 2 not: This correction cannot be undone any more. This picture is gone.'),
  );
  assert.deepEqual(shown, ['shown']);
});

test('an undo whose answer is lost is sent once more, and what it finds undone is undone', async () => {
  const { send, orders } = server(isLost(0), (ids) => [of('refused', 'NOTHING_TO_UNDO')(ids[0]), done(ids[1])]);
  const outcome = await takeBack(['a', 'b'], undo, { send });
  assert.deepEqual(outcome.done, ['a', 'b']);
  assert.equal(orders[0].key, orders[1].key);
});

test('so is one that takes pictures out of the bin', async () => {
  const { send } = server(isLost(502), all(of('missing', 'IMAGE_NOT_FOUND')));
  assert.deepEqual((await takeBack(['a'], { action: 'restore' }, { send })).done, ['a']);
});

test('what the server refuses is not sent again', async () => {
  const { send, orders } = server(isLost(403));
  await assert.rejects(takeBack(['a'], undo, { send }), /lost/);
  assert.equal(orders.length, 1);
});

test('pictures that never get an answer are said to stay', async () => {
  const { send } = server(() => [done('a')], all(() => null), all(() => null));
  const answered = async (order, key) => ({ results: (await send(order, key)).results.filter(Boolean) });
  await assert.rejects(
    takeBack(['a', 'b'], undo, { send: answered }),
    new Error('1 picture undone; 1 not: There was no answer.'),
  );
});

test('the correction of one picture is undone although the answer is lost', async () => {
  const answers = [lost(0), Object.assign(new Error('none'), { code: 'NOTHING_TO_UNDO', status: 409 })];
  const call = async () => {
    throw answers.shift();
  };
  assert.equal(await takeOneBack(call, async () => 'as it is'), 'as it is');
  answers.push(Object.assign(new Error('none'), { code: 'NOTHING_TO_UNDO', status: 409 }));
  await assert.rejects(takeOneBack(call, async () => 'as it is'), /none/);
});

test('a call whose answer is lost is made once more, by the same key', async () => {
  const run = (send) =>
    runBulk({ ids: ['a'] }, { action: 'accept' }, { key: 'k', send: surely(send, { action: 'accept' }) });
  const once = server(isLost(0), all(done));
  assert.deepEqual((await run(once.send)).done, ['a']);
  assert.deepEqual(once.orders.map(({ key }) => key), ['k', 'k']);
  const twice = server(isLost(504), isLost(504));
  await assert.rejects(run(twice.send), /lost/);
  assert.equal(twice.orders.length, 2);
});

test('an undo that breaks off goes on with the rest', async () => {
  const ids = Array.from({ length: 250 }, (_, at) => `p${at}`);
  const { send, orders } = server(all(done), isLost(0), isLost(0), all(done), all(done));
  const broken = await takeBack(ids, undo, { send }).catch((error) => error);
  assert.equal(broken.message, '100 pictures undone; 150 not: lost');
  assert.equal(broken.status, 0, 'so it stays in the list of what can be undone');
  assert.equal(ids.length, 150);
  assert.equal((await takeBack(ids, undo, { send })).done.length, 150);
  assert.equal(orders.at(-1).ids.length, 50);
});
