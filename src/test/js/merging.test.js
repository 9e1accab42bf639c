import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withFirstPage, withNextPage } from '../../main/resources/META-INF/resources/js/merging.js';

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
  });
});

test('appends the next page without repeating a picture', () => {
  const known = { images: pictures(10, 5), cursor: 'a' };
  const merged = withNextPage(known, { images: pictures(6, 1) });
  assert.deepEqual(ids(merged), ids({ images: pictures(10, 1) }));
  assert.equal(merged.cursor, null);
});
