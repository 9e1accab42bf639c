import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import * as api from '../../main/resources/META-INF/resources/js/api.js';
import { runBulk } from '../../main/resources/META-INF/resources/js/bulk.js';
import { beginningOf, inTimes } from '../../main/resources/META-INF/resources/js/days.js';
import { monthWords, partsAt, placeWords } from '../../main/resources/META-INF/resources/js/list-place.js';
import { place } from '../../main/resources/META-INF/resources/js/router.js';

process.env.TZ = 'Asia/Tokyo';

const { fetch } = globalThis;
afterEach(() => (globalThis.fetch = fetch));

test('a day begins at midnight where the seller is', () => {
  assert.equal(beginningOf('2026-03-01'), '2026-02-28T15:00:00.000Z');
  process.env.TZ = 'Europe/Berlin';
  assert.equal(beginningOf('2026-03-29'), '2026-03-28T23:00:00.000Z');
  assert.equal(beginningOf('2026-03-30'), '2026-03-29T22:00:00.000Z');
  process.env.TZ = 'Asia/Tokyo';
});

test('a time, and what is no day, stays as it is', () => {
  for (const text of ['2026-03-01T00:00:00Z', '2026-02-30', '2026-13-01', 'soon']) assert.equal(beginningOf(text), text);
  assert.deepEqual(inTimes({ tag: ['mug'], to: undefined }), { tag: ['mug'], to: undefined });
});

test('the API is asked for the times of the days in an address', async () => {
  const asked = [];
  globalThis.fetch = async (path) => {
    asked.push(path);
    return Response.json({ cards: [] });
  };
  const { filter } = place('#/?from=2026-03-01&to=2026-03-02');
  assert.deepEqual(filter, { from: '2026-03-01', to: '2026-03-02' });
  await api.cards(filter, {});
  assert.deepEqual(Object.fromEntries(new URLSearchParams(asked[0].split('?')[1])), {
    from: '2026-02-28T15:00:00.000Z',
    to: '2026-03-01T15:00:00.000Z',
  });
});

test('an order for all of a filter is about the same pictures', async () => {
  const orders = [];
  const send = async (order) => {
    orders.push(order);
    return { results: [] };
  };
  await runBulk({ query: { tag: ['mug'], from: '2026-03-01' } }, { action: 'delete' }, { key: 'k', send }).catch(() => {});
  assert.deepEqual(orders[0].query, { tag: ['mug'], from: '2026-02-28T15:00:00.000Z' });
});

test('a list that is entered at a month ends where the filter does', () => {
  assert.deepEqual(partsAt({ from: '2026-03-01', sort: 'oldest' }, { month: '2026-03' }), {
    onward: { from: '2026-02-28T15:00:00.000Z', sort: 'oldest' },
    back: { to: '2026-02-28T15:00:00.000Z', from: '2026-03-01' },
  });
  assert.equal(partsAt({ from: '2026-03-02', sort: 'oldest' }, { month: '2026-03' }).onward.from, '2026-03-02');
});

test('a month begins where the seller is, in the list as in the menu', async () => {
  assert.deepEqual(partsAt({}, { month: '2026-02' }), {
    onward: { to: '2026-02-28T15:00:00.000Z' },
    back: { from: '2026-02-28T15:00:00.000Z', sort: 'oldest' },
  });
  assert.equal(monthWords('2026-03'), 'March 2026');
  assert.equal(placeWords({ time: '2026-02-28T16:00:00Z' }), '1 March 2026');
  const asked = [];
  globalThis.fetch = async (path) => {
    asked.push(new URLSearchParams(path.split('?')[1]).get('zone'));
    return Response.json({ months: [] });
  };
  await api.months({}, true);
  assert.deepEqual(asked, ['Asia/Tokyo']);
});
