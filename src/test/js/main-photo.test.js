import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mainPlace, numbered } from '../../main/resources/META-INF/resources/js/main-photo.js';

const picture = (imageId, position) => ({ imageId, position });

test('the main photo stands at the first place, or before the lowest of the others', () => {
  assert.deepEqual(mainPlace([picture('a', 5), picture('b', 7)], 'b'), { position: 1 });
  assert.deepEqual(mainPlace([picture('a', 1), picture('b', 1)], 'b'), { position: 0 });
});

test('where no other has a place, the first is enough', () => {
  assert.deepEqual(mainPlace([picture('a'), picture('b')], 'b'), { position: 1 });
});

test('where none is left before the others, all are counted anew', () => {
  const pictures = [picture('a', 0), picture('b', 1), picture('c')];
  const { order } = mainPlace(pictures, 'c');
  assert.deepEqual(order, ['c', 'a', 'b']);
  assert.deepEqual(numbered('MUG', order)(['a', 'b']), { action: 'group', product: { sku: 'MUG', position: 2 } });
});
