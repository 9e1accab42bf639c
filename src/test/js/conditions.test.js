import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_VALUES, conditionsOf, facetOf, has, takes, toggled } from '../../main/resources/META-INF/resources/js/conditions.js';

test('a second tag or value is added, a second status takes the place of the first', () => {
  const one = toggled({ tag: ['cup'], status: 'done' }, 'tag', 'red');
  assert.deepEqual(one.tag, ['cup', 'red']);
  assert.deepEqual(toggled(one, 'tag', 'cup').tag, ['red']);
  assert.equal(toggled(one, 'status', 'failed').status, 'failed');
  assert.equal(toggled(one, 'status', 'done').status, undefined);
  assert.deepEqual(toggled({}, 'attribute', 'color:red').attribute, ['color:red']);
});

test('conditions are told one by one, without the order', () => {
  const filter = { tag: ['cup', 'red'], attribute: 'color:red', text: 'sale', sort: 'oldest' };
  assert.equal(conditionsOf(filter).length, 4);
  assert.deepEqual(conditionsOf({ sort: 'oldest', tag: [], status: undefined }), []);
  assert.equal(has(filter, 'attribute', 'color:red'), true);
});

test('a filter takes as many tags and values as the API', () => {
  const tag = Array.from({ length: MOST_VALUES - 1 }, (_, i) => `t${i}`);
  assert.equal(takes({ tag }, 'attribute'), true);
  assert.equal(takes({ tag, attribute: ['color:red'] }, 'tag'), false);
  assert.equal(takes({ tag, attribute: ['color:red'] }, 'status'), true);
});

test('a condition knows the value that it is counted by', () => {
  assert.deepEqual(facetOf({ kind: 'attribute', value: 'size:10:5' }), { name: 'size', value: '10:5' });
  assert.equal(facetOf({ kind: 'attribute', value: 'mistyped' }), null);
  assert.equal(facetOf({ kind: 'text', value: 'sale' }), null);
});
