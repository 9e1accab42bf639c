import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChosenBox, nameOf, placeOf, whereabouts } from '../../main/resources/META-INF/resources/js/boxes.js';

test('a box lies over the picture in parts of its sides', () => {
  assert.deepEqual(placeOf({ left: 0.1005, top: 0, right: 0.5, bottom: 1 }), {
    left: '10.05%',
    top: '0%',
    width: '39.95%',
    height: '100%',
  });
});

test('a product is called by its category, and by the captioner where that is not sure', () => {
  assert.equal(nameOf({ category: { value: 'coffee mug' }, label: { value: 'cup' } }), 'coffee mug');
  assert.equal(nameOf({ label: { value: 'cup' } }), 'cup');
});

test('where a product is can be said without seeing it', () => {
  assert.equal(whereabouts({ left: 0, top: 0, right: 0.2, bottom: 0.5 }), 'top left, 10% of the picture');
  assert.equal(whereabouts({ left: 0.4, top: 0.4, right: 0.6, bottom: 0.6 }), 'middle center, 4% of the picture');
  assert.equal(whereabouts({ left: 0.5, top: 0.5, right: 1, bottom: 1 }), 'bottom right, 25% of the picture');
});

test('a chosen product is forgotten when a new run finds others, not when the picture is read again', () => {
  const chosen = new ChosenBox();
  const image = (...tops) => ({ boxes: tops.map((top) => ({ box: { top }, label: { value: 'cup' } })) });
  chosen.look(image(0.1, 0.5));
  chosen.index = 1;
  chosen.look(image(0.1, 0.5));
  assert.equal(chosen.index, 1);
  chosen.look(image(0.2, 0.6, 0.8));
  assert.equal(chosen.index, null);
  chosen.index = 2;
  chosen.look({});
  assert.equal(chosen.index, null);
});
