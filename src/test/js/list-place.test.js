import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMonth, partsAt, placeWords } from '../../main/resources/META-INF/resources/js/list-place.js';

test('the place is within the dates of the filter', () => {
  assert.deepEqual(partsAt({ tag: 'mug', from: '2026-02-01', to: '2026-03-10' }, { month: '2026-03' }), {
    onward: { tag: 'mug', from: '2026-02-01', to: '2026-03-10' },
    back: { tag: 'mug', from: '2026-04-01T00:00:00.000Z', to: '2026-03-10', sort: 'oldest' },
  });
  assert.deepEqual(partsAt({ from: '2026-02-01' }, { month: '2025-12' }), {
    onward: { from: '2026-02-01', to: '2026-01-01T00:00:00.000Z' },
    back: { from: '2026-02-01', sort: 'oldest' },
  });
  assert.deepEqual(partsAt({ sort: 'oldest' }, { time: '2026-03-10T09:00:00.5Z' }), {
    onward: { sort: 'oldest', from: '2026-03-10T09:00:00.5Z' },
    back: { to: '2026-03-10T09:00:00.5Z' },
  });
  assert.equal(partsAt({}, { time: '2026-03-10T09:00:00Z' }).onward.to, '2026-03-10T09:00:00.001Z');
});

test('months are named in words, and other texts are none', () => {
  assert.equal(placeWords({ month: '2026-03' }), 'March 2026');
  assert.equal(placeWords({ time: '2026-03-14T23:59:59.999Z' }), '14 March 2026');
  for (const text of ['2026-13', '2026-3', 'spring', '', null]) assert.ok(!isMonth(text));
});
