import assert from 'node:assert/strict';
import { test } from 'node:test';
import { successor } from '../../main/resources/META-INF/resources/js/focus.js';

const control = (test, key) => ({ test, key });
const place = (test, key, index, sameIndex) => ({ test, key, index, sameIndex });

test('the control of the same role keeps the focus', () => {
  const controls = [control('tag', 'mug'), control('tag-remove', 'mug')];
  assert.equal(successor(place('tag-remove', 'mug', 0, 0), controls), controls[1]);
});

test('a saved form hands the focus to the value of the same attribute', () => {
  const controls = [control('attribute-value', 'color'), control('attribute-value', 'finish')];
  assert.equal(successor(place('attribute-save', 'finish', 3, 0), controls), controls[1]);
});

test('an accepted suggestion hands the focus to the next one', () => {
  const controls = [
    control('tag', 'cup'),
    control('suggestion-accept', 'saucer'),
    control('suggestion-accept', 'spoon'),
  ];
  assert.equal(successor(place('suggestion-accept', 'mug', 2, 1), controls), controls[2]);
});

test('after the last of its kind the nearest control has the focus', () => {
  const controls = [control('tag', 'cup'), control('tag-input')];
  assert.equal(successor(place('suggestion-accept', 'mug', 7, 0), controls), controls[1]);
});

test('an empty part has no successor', () => {
  assert.equal(successor(place('tag', 'cup', 0, 0), []), undefined);
});
