import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcomeWords, runBulk } from '../../main/resources/META-INF/resources/js/bulk.js';

const ids = (count) => Array.from({ length: count }, (_, at) => `p${at}`);
const done = (imageId) => ({ imageId, outcome: 'done' });

test('sends listed pictures in portions, and those without a result again', async () => {
  const calls = [];
  const send = async ({ ids: sent }) => {
    calls.push(sent.length);
    return { results: sent.slice(0, 60).map(done) };
  };
  const result = await runBulk({ ids: ids(150) }, { action: 'delete' }, { key: 'k', send });
  assert.deepEqual(calls, [100, 40, 50]);
  assert.equal(result.done.length, 150);
});

test('follows the cursor of a query, with the same key', async () => {
  const cursors = [];
  const send = async (order, key) => {
    cursors.push([order.cursor, key]);
    const next = (order.cursor ?? 0) + 1;
    return { results: [done(`p${next}`)], cursor: next < 3 ? next : undefined };
  };
  const progress = [];
  const onProgress = (count) => progress.push(count);
  const result = await runBulk({ query: {} }, { action: 'retry' }, { key: 'k', send, onProgress });
  assert.deepEqual(cursors, [[undefined, 'k'], [1, 'k'], [2, 'k']]);
  assert.deepEqual(result.done, ['p1', 'p2', 'p3']);
  assert.deepEqual(progress, [1, 2, 3]);
});

test('tries once more where a service did not answer', async () => {
  let first = true;
  const send = async ({ ids: sent = ['a', 'b'] }) => {
    const results = sent.map((id) => (first && id === 'b' ? { imageId: id, outcome: 'unavailable' } : done(id)));
    first = false;
    return { results };
  };
  const result = await runBulk({ query: {} }, { action: 'retry' }, { key: 'k', send });
  assert.deepEqual(result.done.sort(), ['a', 'b']);
  assert.deepEqual(result.refused, []);
});

test('ends although pictures never get a result', async () => {
  let calls = 0;
  const send = async () => {
    calls += 1;
    return { results: [] };
  };
  await runBulk({ ids: ['a'] }, { action: 'retry' }, { key: 'k', send });
  assert.equal(calls, 3);
});

test('says how many were done, and why others were not', () => {
  const refused = [{ imageId: 'a', message: 'Nothing failed.' }, { imageId: 'b', message: 'Nothing failed.' }];
  assert.equal(outcomeWords('started again', { done: ['c'], refused }), '1 picture started again; 2 not: Nothing failed.');
  assert.equal(outcomeWords('deleted', { done: ['c', 'd'], refused: [] }), '2 pictures deleted');
  assert.equal(outcomeWords('deleted', { done: ['c'], refused: [], gone: ['d'] }), '1 picture deleted; 1 is no longer here');
});

test('an action may depend on the ids, also where a picture is sent again', async () => {
  const sent = [];
  const all = ids(120);
  const send = async ({ ids: some, first }) => {
    sent.push([some.length, first]);
    const open = sent.length === 1 ? some.slice(0, 60) : some;
    return {
      results: open.map((id) =>
        id === 'p5' && sent.length === 1 ? { imageId: id, outcome: 'unavailable' } : done(id),
      ),
    };
  };
  const action = (some) => ({ first: all.indexOf(some[0]) });
  const result = await runBulk({ ids: all }, action, { key: 'k', send });
  assert.deepEqual(sent, [[100, 0], [40, 60], [20, 100], [1, 5]]);
  assert.equal(result.done.length, 120);
});

test('an order that breaks off tells what it did, and why the rest was not', async () => {
  let calls = 0;
  const send = async ({ ids: sent }) => {
    if ((calls += 1) === 2) throw new Error('Vitrine cannot be reached.');
    return { results: sent.map(done) };
  };
  const result = await runBulk({ ids: ids(250) }, { action: 'delete' }, { key: 'k', send });
  assert.equal(result.done.length, 100);
  assert.equal(outcomeWords('deleted', result), '100 pictures deleted; 150 not: Vitrine cannot be reached.');
  const none = runBulk({ ids: ids(2) }, { action: 'delete' }, { key: 'k', send: async () => Promise.reject(new Error('away')) });
  await assert.rejects(none, /away/);
});

test('of a query that breaks off nobody knows how many are left', async () => {
  const answers = [{ results: [done('a')], cursor: 'next' }];
  const send = async () => answers.shift() ?? Promise.reject(new Error('Vitrine cannot be reached.'));
  const result = await runBulk({ query: {} }, { action: 'delete' }, { key: 'k', send });
  assert.deepEqual(result.refused, []);
  assert.equal(outcomeWords('deleted', result), '1 picture deleted; the others not: Vitrine cannot be reached.');
});

test('tells on which pictures a correction changed something', async () => {
  const send = async () => ({ results: [{ ...done('a'), corrected: true }, done('b')] });
  const result = await runBulk({ ids: ['a', 'b'] }, { action: 'correct' }, { key: 'k', send });
  assert.deepEqual(result.done, ['a', 'b']);
  assert.deepEqual(result.corrected, ['a']);
});

test('what is refused on a picture is said in words for the seller', async () => {
  const results = [
    { imageId: 'a', outcome: 'refused', code: 'UNKNOWN_STYLE', message: 'style must be one of great-wave.' },
    { imageId: 'b', outcome: 'refused', code: 'LIMIT_REACHED', message: 'A picture has at most 40 restyles.' },
  ];
  const { refused } = await runBulk({ ids: ['a', 'b'] }, { action: 'restyle' }, { key: 'k', send: async () => ({ results }) });
  assert.deepEqual(
    refused.map(({ message }) => message),
    ['There is no style of this name any more.', 'A picture has at most 40 restyles.'],
  );
});
