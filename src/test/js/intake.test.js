import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMeant } from '../../main/resources/META-INF/resources/js/intake.js';

test('of a folder the pictures are taken, and files whose type the browser does not know', () => {
  const files = [
    { name: 'cup.jpg', type: 'image/jpeg' },
    { name: 'cup.heic', type: '' },
    { name: '.DS_Store', type: '' },
    { name: '._cup.jpg', type: 'image/jpeg' },
    { name: 'prices.csv', type: 'text/csv' },
  ];
  assert.deepEqual(files.filter(isMeant).map(({ name }) => name), ['cup.jpg', 'cup.heic']);
});
