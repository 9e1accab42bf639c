import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReviewList } from '../../main/resources/META-INF/resources/js/review-list.js';

const page = (cursor, ...ids) => ({ images: ids.map((imageId) => ({ imageId })), cursor });
const ids = (list) => list.images.map((image) => image.imageId);

/** Answers each call by the next of some pages. */
function listOf(...pages) {
  const asked = [];
  const list = new ReviewList(async ({ cursor }) => {
    asked.push(cursor);
    return pages.shift();
  });
  return { list, asked };
}

test('pages without a picture are passed over', async () => {
  const { list, asked } = listOf(page('1'), page('2'), page('3', 'a', 'b'));
  await list.start();
  assert.deepEqual(ids(list), ['a', 'b']);
  assert.deepEqual(asked, [undefined, '1', '2']);
  assert.equal(list.hasMore, true);
});

test('it is read on while a picture is left to decide, and no picture is there twice', async () => {
  const { list } = listOf(page('1', ...'abcdef'), page(undefined, 'f', 'g'));
  await list.start();
  assert.equal(list.endsSoon, false);
  list.step(2);
  assert.equal(list.endsSoon, true);
  const reading = list.readOn();
  assert.equal(list.endsSoon, false, 'it is being read already');
  await reading;
  assert.deepEqual(ids(list), [...'abcdefg']);
  assert.equal(list.hasMore, false);
  list.step(100);
  assert.equal(list.image, null);
});

test('a page of a list that was begun anew meanwhile is left out', async () => {
  let late;
  const answers = [
    page('1', 'a'),
    new Promise((resolve) => (late = resolve)),
    page(undefined, 'b'),
  ];
  const list = new ReviewList(async () => answers.shift());
  await list.start();
  const reading = list.readOn();
  await list.start();
  late(page('2', 'c'));
  await reading;
  assert.deepEqual(ids(list), ['b']);
  assert.equal(list.hasMore, false);
});

test('it goes on after an error, and takes in what is newer', async () => {
  let isAway = true;
  const list = new ReviewList(async () => {
    if (isAway) throw new Error('away');
    return page('1', 'a', 'b');
  });
  await assert.rejects(list.start(), /away/);
  assert.equal(list.isRead, false);
  isAway = false;
  await list.start();
  isAway = true;
  await assert.rejects(list.readOn(), /away/);
  assert.equal(list.isReading, false);
  list.learn([{ imageId: 'b', status: 'done' }, { imageId: 'elsewhere' }]);
  list.goTo('b');
  assert.deepEqual(list.image, { imageId: 'b', status: 'done' });
  list.goTo('elsewhere');
  assert.equal(list.image.imageId, 'b');
});

test('a list that is begun twice at once is read when the second answer is there', async () => {
  const answers = [];
  const list = new ReviewList(() => new Promise((resolve) => answers.push(resolve)));
  const [first, second] = [list.start(), list.start()];
  answers[0](page(undefined, 'a'));
  await first;
  assert.equal(list.isRead, false);
  answers[1](page(undefined, 'b'));
  await second;
  assert.deepEqual([list.isRead, ids(list)], [true, ['b']]);
});
