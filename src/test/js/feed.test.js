import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newest, PAGE } from '../../main/resources/META-INF/resources/js/feed.js';

/** A catalog of so many pictures, p0 the newest. */
function catalog(count) {
  const images = Array.from({ length: count }, (_, at) => ({ imageId: `p${at}`, status: 'done' }));
  return {
    cards: async (_, { limit, cursor = 0 }) => ({
      images: images.slice(cursor, cursor + limit),
      cursor: cursor + limit < count ? cursor + limit : null,
    }),
    image: async (id) => images.find((one) => one.imageId === id) ?? Promise.reject(new Error('404')),
  };
}
const found = ({ all }, id) => all.some((one) => one.imageId === id);

test('finds a sent picture that is further back than any page that is read', async () => {
  assert.ok(found(await newest([{ imageId: 'p900' }], catalog(1000)), 'p900'));
});

test('reads one page when all sent pictures are on it', async () => {
  const { first, all } = await newest([{ imageId: 'p3' }], catalog(1000));
  assert.equal(first.images.length, PAGE);
  assert.equal(all.length, PAGE);
});

test('goes on without a picture that has no record', async () => {
  const sent = [{ imageId: 'unknown' }, { imageId: 'p999' }];
  assert.ok(found(await newest(sent, catalog(1000)), 'p999'));
});

test('asks for no picture that was sent just now and is on no list yet', async () => {
  const asked = [];
  const { cards } = catalog(1000);
  const image = async (imageId) => asked.push(imageId) && { imageId };
  const now = Date.now();
  const sent = [
    { imageId: 'new', sentAt: now },
    { imageId: 'seen', sentAt: now, image: { status: 'running' } },
    { imageId: 'old', sentAt: now - 60_000 },
  ];
  await newest(sent, { cards, image });
  assert.deepEqual(asked, ['seen', 'old']);
});
