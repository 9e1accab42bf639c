import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptied, readBin } from '../../main/resources/META-INF/resources/js/bin-list.js';

const pages = (...answers) => {
  const asked = [];
  const read = async (page) => {
    asked.push(page.cursor);
    return answers[asked.length - 1];
  };
  return { asked, read };
};
const images = (...ids) => ids.map((imageId) => ({ imageId }));

test('an empty page is passed over while more follow', async () => {
  const { asked, read } = pages(
    { images: [], cursor: 'a' },
    { images: images('1'), cursor: 'b' },
    { images: images('2') },
  );
  assert.deepEqual(await readBin(read, 1), { images: images('1'), cursor: 'b' });
  assert.deepEqual(asked, [undefined, 'a']);
});

test('as many pictures are read as were shown', async () => {
  const { read } = pages({ images: images('1'), cursor: 'a' }, { images: images('1', '2') });
  assert.deepEqual(await readBin(read, 2), { images: images('1', '2'), cursor: null });
});

test('the next page is added to what is known', async () => {
  const { asked, read } = pages({ images: images('2') });
  const known = { images: images('1'), cursor: 'a' };
  assert.deepEqual(await readBin(read, 2, known), { images: images('1', '2'), cursor: null });
  assert.deepEqual(asked, ['a']);
});

test('reading ends although the server never does', async () => {
  const list = await readBin(async () => ({ images: [], cursor: 'again' }), 1);
  assert.deepEqual(list, { images: [], cursor: 'again' });
});

test('the bin is emptied call after call', async () => {
  const answers = [
    { deleted: 3, more: true },
    { deleted: 2, more: false },
  ];
  const told = [];
  assert.equal(await emptied(async () => answers.shift(), (count) => told.push(count)), 5);
  assert.deepEqual(told, [3, 5]);
});
