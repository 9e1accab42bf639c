import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FilterCounts } from '../../main/resources/META-INF/resources/js/filter-counts.js';

const FACETS = [
  { name: 'color', value: 'navy', count: 9 },
  { name: 'color', value: 'red', count: 5 },
  { name: 'tag', value: 'cup', count: 7 },
  { name: 'tag', value: 'mug', count: 3 },
];

const selection = (more = {}) => ({
  images: 2,
  whole: true,
  values: [
    { name: 'color', value: 'red', count: 2 },
    { name: 'color', value: 'navy', count: 4 },
    { name: 'tag', value: 'cup', count: 2 },
  ],
  byStatus: { done: 2, failed: 0 },
  alternatives: [{ name: 'color', whole: true }],
  ...more,
});

function counted() {
  const counts = new FilterCounts();
  counts.learn(FACETS, { total: 20, byStatus: { done: 19, failed: 1 } });
  return counts;
}

const RED_CUPS = { tag: ['cup'], attribute: ['color:red'] };
const values = (group) => group.map((one) => `${one.value} ${one.count}${one.atLeast ? '+' : ''}`);

test('without a filter the counts are of all pictures', () => {
  const counts = counted();
  assert.deepEqual(values(counts.group('tag', {})), ['cup 7', 'mug 3']);
  assert.deepEqual(counts.total({ sort: 'oldest' }), { count: 20, atLeast: false });
  assert.deepEqual(counts.total({ tag: ['mug'] }), { count: 3, atLeast: false });
  assert.equal(counts.total(RED_CUPS), null);
});

test('with a filter they are of its pictures, and what would leave none is left out', () => {
  const counts = counted();
  counts.learnSelection(RED_CUPS, selection());
  assert.deepEqual(values(counts.group('tag', RED_CUPS)), ['cup 2']);
  assert.deepEqual(values(counts.group('color', RED_CUPS)), ['navy 4', 'red 2']);
  assert.deepEqual(counts.total({ ...RED_CUPS, sort: 'oldest' }), { count: 2, atLeast: false });
  assert.equal(counts.ofStatus('failed').count, 0);
  assert.equal(counts.total({ ...RED_CUPS, status: 'done' }), null);
});

test('a chosen value stays although no picture has it with the others', () => {
  const counts = counted();
  const filter = { tag: ['cup', 'mug'] };
  counts.learnSelection(filter, selection({ images: 0, values: [] }));
  assert.deepEqual(values(counts.group('tag', filter)), ['cup 0', 'mug 0']);
});

test('where not all pictures are counted, every count says so, and nothing is left out', () => {
  const counts = counted();
  const filter = { text: 'photo', attribute: ['color:red'] };
  counts.learnSelection(filter, selection({ images: 2000, whole: false }));
  assert.deepEqual(values(counts.group('tag', filter)), ['cup 2+', 'mug 0+']);
  assert.deepEqual(values(counts.group('color', filter)), ['navy 4', 'red 2']);
  assert.deepEqual(counts.total(filter), { count: 2000, atLeast: true });
  assert.deepEqual(counts.total({ tag: ['cup'] }), { count: 7, atLeast: false });
});

test('pictures that the gallery has are counted before the counts include them', () => {
  const counts = new FilterCounts();
  assert.equal(counts.total({}, { count: 48, isAll: false }), null, 'not known yet');
  counts.learn([], { total: 0, byStatus: {} });
  assert.deepEqual(counts.total({}, { count: 3, isAll: true }), { count: 3, atLeast: false });
  assert.deepEqual(counts.total({}, { count: 48, isAll: false }), { count: 48, atLeast: true });
  counts.learn([], { total: 200, byStatus: {} });
  assert.deepEqual(counts.total({}, { count: 48, isAll: false }), { count: 200, atLeast: false });
  assert.deepEqual(counts.total({}), { count: 200, atLeast: false });
});
