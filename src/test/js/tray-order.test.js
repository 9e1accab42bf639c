import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pace, isRetriedWithAll, isRetryable, rowsOf, summaryOf } from '../../main/resources/META-INF/resources/js/tray-order.js';

const item = (name, phase, status, work) => ({ name, phase, image: status && { status, work } });
const names = ({ shown }) => shown.map((one) => one.name);

test('what failed comes first, then what is worked on, oldest first', () => {
  const items = [
    item('newest', 'waiting'),
    item('ready', 'settled', 'done'),
    item('second', 'sent'),
    item('broken', 'settled', 'rejected'),
    item('first', 'sent', 'running'),
  ];
  assert.deepEqual(names(rowsOf(items)), ['broken', 'first', 'second', 'newest', 'ready']);
});

test('of many uploads only some have a row, the others are counted', () => {
  const items = Array.from({ length: 600 }, (_, at) => item(`p${at}`, at < 300 ? 'waiting' : 'settled', at < 300 ? null : 'done'));
  const { shown, hidden } = rowsOf(items);
  assert.equal(shown.length, 25);
  assert.equal(hidden, '295 more waiting, 280 more done');
});

test('says n of m, what went wrong and the time left', () => {
  const items = [item('a', 'settled', 'done'), item('b', 'settled', 'failed'), item('c', 'sent')];
  assert.equal(summaryOf(items, 4 * 60_000), '2 of 3 done, 1 not used, about 4 min left');
  assert.equal(summaryOf(items.slice(0, 2)), '1 picture ready, 1 not used');
  assert.equal(summaryOf([items[2]], 5000), '0 of 1 done, less than a minute left');
  assert.equal(summaryOf(Array(10_000).fill(items[2])), '0 of 10,000 done');
});

test('what may work at the next try has failed, a copy is not used', () => {
  const items = [
    { name: 'a', phase: 'refused', retryable: true },
    { name: 'b', phase: 'refused', retryable: true, isWanted: true },
    { name: 'c', phase: 'refused' },
  ];
  assert.equal(summaryOf(items), '1 failed, 2 not used');
});

test('no picture is called ready in which nothing was found', () => {
  const empty = item('empty', 'settled', 'done', 'needs-you');
  const broken = item('broken', 'settled', 'rejected', 'needs-you');
  assert.equal(summaryOf([empty]), '1 picture needs you');
  assert.equal(summaryOf([empty, broken, item('a', 'settled', 'done'), empty]), '1 picture ready, 2 need you, 1 not used');
});

test('estimates the time left from the latest pace', () => {
  const pace = new Pace();
  assert.equal(pace.left(0, 10, 0), null);
  assert.equal(pace.left(2, 8, 2000), null);
  assert.equal(pace.left(5, 5, 5000), 5000);
});

test('a copy is not tried again with all others', () => {
  assert.ok(isRetriedWithAll({ phase: 'refused', retryable: true }));
  assert.ok(!isRetriedWithAll({ phase: 'refused', retryable: true, isWanted: true }));
});

test('only a passing trouble is tried again', () => {
  assert.ok(isRetryable({ phase: 'refused', retryable: true }));
  assert.ok(!isRetryable({ phase: 'settled', image: { status: 'rejected', error: {} } }));
});
