import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withFirstPage, withNextPage, withStretch } from '../../main/resources/META-INF/resources/js/merging.js';

/** Pictures n, n-1, ... m: the higher the number, the newer. */
const pictures = (n, m) =>
  Array.from({ length: n - m + 1 }, (_, at) => ({
    imageId: `p${n - at}`,
    uploadedAt: new Date(1e12 + (n - at) * 1000).toISOString(),
  }));
const ids = (list) => list.images.map((image) => image.imageId);

test('keeps the older pictures below a first page that overlaps them', () => {
  const known = { images: pictures(96, 1), cursor: 'old' };
  const merged = withFirstPage(known, { images: pictures(98, 51), cursor: 'new' });
  assert.deepEqual(ids(merged), ids({ images: pictures(98, 1) }));
  assert.equal(merged.cursor, 'old');
});

test('starts again when more pictures arrived than a page holds, so that none is missing', () => {
  const known = { images: pictures(96, 1), cursor: 'old' };
  const merged = withFirstPage(known, { images: pictures(196, 149), cursor: 'new' });
  assert.deepEqual(ids(merged), ids({ images: pictures(196, 149) }));
  assert.ok(!merged.isComplete);
  assert.equal(merged.cursor, 'new');
});

test('drops a picture that was deleted within the first page', () => {
  const known = { images: pictures(10, 1), cursor: 'old' };
  const page = { images: pictures(10, 5).filter((p) => p.imageId !== 'p7'), cursor: 'new' };
  assert.ok(!ids(withFirstPage(known, page)).includes('p7'));
});

test('shows only the page when it is the whole list', () => {
  const known = { images: pictures(10, 1), cursor: 'old' };
  assert.deepEqual(withFirstPage(known, { images: pictures(3, 2) }), {
    images: pictures(3, 2),
    cursor: null,
    isComplete: true,
  });
});

test('appends the next page without repeating a picture', () => {
  const known = { images: pictures(10, 5), cursor: 'a' };
  const merged = withNextPage(known, { images: pictures(6, 1) });
  assert.deepEqual(ids(merged), ids({ images: pictures(10, 1) }));
  assert.equal(merged.cursor, null);
});

test('a longer first page reaches the known pictures and keeps the others', () => {
  const known = { images: pictures(96, 1), cursor: 'old' };
  const page = withNextPage(
    { images: pictures(196, 149), cursor: 'a' },
    { images: pictures(148, 90), cursor: 'b' },
  );
  const merged = withFirstPage(known, page);
  assert.ok(merged.isComplete);
  assert.deepEqual(ids(merged), ids({ images: pictures(196, 1) }));
});

test('keeps a list that is sorted oldest first', () => {
  const oldest = (n, m) => pictures(n, m).reverse();
  const known = { images: oldest(96, 1), cursor: 'old' };
  const merged = withFirstPage(known, { images: oldest(48, 1), cursor: 'new' });
  assert.equal(merged.images.length, 96);
});

test('keeps no place in the queue that nobody has asked for again', () => {
  const waiting = (list) => list.map((p) => ({ ...p, waiting: { for: 'tags', place: 1 } }));
  const known = { images: waiting(pictures(4, 1)), cursor: 'old' };
  const merged = withFirstPage(known, { images: waiting(pictures(4, 3)), cursor: 'new' });
  assert.deepEqual(merged.images.map((image) => Boolean(image.waiting)), [true, true, false, false]);
  assert.deepEqual(ids(merged), ids(known));
});

test('a page of one name that ends before the picture it was read for changes nothing', () => {
  const named = (n, m) => pictures(n, m).map((p) => ({ ...p, key: 'demo/1/image.jpg' }));
  const known = { images: named(250, 1), cursor: 'back' };
  const page = { images: [{ imageId: 'new', key: 'demo/2/image.jpg' }, ...named(250, 152)], cursor: 'on' };
  assert.equal(withStretch(known, 180, page, 'name'), known);
  const longer = { images: named(250, 51), cursor: 'on' };
  assert.deepEqual(ids(withStretch(known, 180, longer, 'name')), ids(known));
});
