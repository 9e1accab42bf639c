import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesOf, isMeant, pasted } from '../../main/resources/META-INF/resources/js/intake.js';

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

const fileEntry = (name, error) => ({
  name,
  isFile: true,
  file: (resolve, reject) => (error ? reject(error) : resolve({ name, type: 'image/jpeg' })),
});

/** A folder that hands out a portion at a call; a portion that is an error is thrown. */
const folder = (name, ...portions) => ({
  name,
  isFile: false,
  createReader: () => ({
    readEntries: (resolve, reject) => {
      const portion = portions.shift() ?? [];
      if (portion instanceof Error) reject(portion);
      else resolve(portion);
    },
  }),
});

test('what the browser cannot open keeps none of the rest of a folder, and is named', async () => {
  const lost = new Error('A requested file or directory could not be found');
  const { files, unreadable } = await filesOf([
    folder('summer', [fileEntry('a.jpg'), fileEntry('b.jpg', lost)], [folder('old', [fileEntry('c.jpg')], lost), fileEntry('.hidden', lost)]),
    fileEntry('d.jpg'),
  ]);
  assert.deepEqual(files.map(({ name }) => name), ['a.jpg', 'c.jpg', 'd.jpg']);
  assert.deepEqual(unreadable, ['b.jpg', 'old']);
});

test('what is pasted into a field from a spreadsheet is words, although a picture of them comes with them', () => {
  const picture = { name: 'image.png' };
  const of = (types, isField) => ({ target: { closest: () => (isField ? {} : null) }, clipboardData: { types, files: [picture] } });
  assert.deepEqual(pasted(of(['text/plain', 'text/html', 'Files'], true)), []);
  assert.deepEqual(pasted(of(['Files'], true)), [picture]);
  assert.deepEqual(pasted(of(['text/plain', 'Files'], false)), [picture]);
  assert.deepEqual(pasted({ target: {}, clipboardData: null }), []);
});
