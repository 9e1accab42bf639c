import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whereFrom } from '../../main/resources/META-INF/resources/js/go-to.js';
import { isByName, partsAt, placeAt, placeNamed, placeOf } from '../../main/resources/META-INF/resources/js/list-place.js';
import { PictureList } from '../../main/resources/META-INF/resources/js/picture-list.js';
import { galleryHref, place } from '../../main/resources/META-INF/resources/js/router.js';

const inOrder = new Intl.Collator('en', { numeric: true });
const nameOf = (image) => image.key.split('/').pop();
const idsOf = (list) => list.images.map((image) => image.imageId);

/** Pictures of which always three have the same name, and an API that lists them as `GET /cards` does. */
function shop(count) {
  const all = Array.from({ length: count }, (_, i) => ({
    imageId: `p${i}`,
    key: `demo/${i}/IMG_${Math.floor(i / 3)}.jpg`,
    status: 'done',
    uploadedAt: '2026-11-24T10:00:00.000Z',
  }));
  const api = { all, calls: 0 };
  api.read = async ({ sort, fromName }, { limit, cursor }) => {
    api.calls += 1;
    const isUp = sort === 'name';
    const isBeforePoint = (image) => inOrder.compare(nameOf(image), fromName) < 0;
    let list = isUp ? [...api.all] : [...api.all].reverse();
    if (fromName?.endsWith('\uffff')) {
      const name = fromName.slice(0, -1);
      list = list.filter((image) => inOrder.compare(nameOf(image), name) > 0 === isUp);
    } else if (fromName) list = list.filter((image) => isBeforePoint(image) !== isUp);
    const begin = cursor ? list.findIndex((image) => image.imageId === JSON.parse(cursor).after) + 1 : 0;
    if (cursor) assert.equal(JSON.parse(cursor).sort, sort, 'a cursor is of its order');
    const images = list.slice(begin, begin + limit);
    const more = begin + limit < list.length;
    return { images, cursor: more ? JSON.stringify({ sort, after: images.at(-1).imageId }) : undefined };
  };
  api.list = () => new PictureList(api.read, api.read, 48);
  return api;
}

for (const sort of ['name', '-name']) {
  const whole = (api) => (sort === 'name' ? api.all : [...api.all].reverse()).map((image) => image.imageId);

  test(`a name among ten thousand pictures is a request away, and both ways lead on from it, ${sort}`, async () => {
    const api = shop(10_000);
    const list = api.list();
    list.start({ sort }, { name: 'IMG_2000.jpg' });
    await list.refresh(true);
    assert.equal(api.calls, 1);
    assert.equal(nameOf(list.images[0]), 'IMG_2000.jpg');

    const added = await list.earlier();
    assert.notEqual(nameOf(added.at(-1)), 'IMG_2000.jpg', 'all pictures of the name follow it');
    await list.more();
    const begin = whole(api).indexOf(list.images[0].imageId);
    assert.deepEqual(idsOf(list), whole(api).slice(begin, begin + 248));
  });

  test(`both ways lead to the ends, and the list is whole then, ${sort}`, async () => {
    const api = shop(400);
    const list = api.list();
    list.start({ sort }, { name: 'IMG_70.jpg' });
    await list.refresh(true);
    while (list.place) await list.earlier();
    while (list.hasMore) await list.more();
    assert.deepEqual(idsOf(list), whole(api));
  });

  test(`a look at the list keeps those before the place in step, ${sort}`, async () => {
    const api = shop(900);
    const list = api.list();
    list.start({ sort }, { name: 'IMG_150.jpg' });
    await list.refresh(true);
    await list.earlier();
    await list.earlier();
    const before = idsOf(list);
    api.all.find((image) => image.imageId === before[3]).status = 'running';
    await list.reload();
    api.all.find((image) => image.imageId === before[3]).status = 'done';
    await list.refresh(false);
    assert.equal(list.images[3].status, 'done');
    assert.deepEqual(idsOf(list), before);
  });

  test(`a picture that comes anywhere in the list is there after all is read again, ${sort}`, async () => {
    const api = shop(150);
    const list = api.list();
    list.start({ sort });
    await list.refresh(true);
    await list.more();
    api.all.splice(70, 0, { imageId: 'new', key: 'demo/x/IMG_23.jpg', status: 'running', uploadedAt: '2026-11-24T11:00:00.000Z' });
    await list.reload();
    assert.deepEqual(idsOf(list), whole(api).slice(0, list.images.length));
    assert.ok(idsOf(list).includes('new'));
  });
}

for (const [same, seen] of [[250, 'done'], [3500, 'running']]) {
  test(`a picture behind ${same} of the same name is seen as ${seen}, and the order stays`, async () => {
    const api = shop(4000);
    const nameAt = (i) => (i < 50 ? 'a' : i < 50 + same ? 'image' : `z${i}`);
    api.all.forEach((image, i) => (image.key = `demo/${i}/${nameAt(i)}.jpg`));
    const at = 50 + same - 10;
    api.all[at].status = 'running';
    const list = api.list();
    list.start({ sort: '-name' }, { name: 'a.jpg' });
    await list.refresh(true);
    while (list.place && list.images.length < same + 100) await list.earlier();
    const before = idsOf(list);
    api.all[at] = { ...api.all[at], status: 'done' };
    await list.refresh(false);
    assert.deepEqual(idsOf(list), before);
    // Of 3,500 more pages lie between than a look reads.
    assert.equal(list.images.find((image) => image.imageId === `p${at}`).status, seen);
  });
}

test('a place in a list by name is a name, in one by time a month or a time', () => {
  const image = { imageId: 'a', key: 'demo/1/IMG_7.jpg', uploadedAt: '2026-03-01T00:00:00Z' };
  assert.deepEqual(placeOf(image, { sort: '-name' }), { name: 'IMG_7.jpg' });
  assert.deepEqual(placeOf(image, {}), { time: image.uploadedAt });
  assert.deepEqual(placeAt({ sort: 'name' }, '2026-03'), { name: '2026-03' });
  assert.deepEqual(placeAt({ sort: 'oldest' }, '2026-03'), { month: '2026-03' });
  assert.equal(placeAt({}, null), null);
  assert.equal(placeNamed({}, 'IMG_7'), null);
  assert.equal(placeNamed({ sort: 'name' }, ''), null);
  assert.equal(placeNamed({ sort: 'name' }, 'x'.repeat(201)), null);
  assert.ok(!isByName({}) && !isByName({ sort: 'oldest' }));
  assert.deepEqual(partsAt({ tag: 'mug', sort: '-name' }, { name: 'b' }), {
    onward: { tag: 'mug', sort: '-name', fromName: 'b\uffff' },
    back: { tag: 'mug', sort: 'name', fromName: 'b\uffff' },
  });
});

test('the name that the gallery is entered at is in the address', () => {
  const filter = { tag: ['mug'], sort: 'name' };
  const address = place(galleryHref(filter, 'IMG 04#1.jpg'));
  assert.equal(address.at, 'IMG 04#1.jpg');
  assert.deepEqual(address.filter, filter);
  assert.equal(place('#/?at=IMG_04').at, null);
});

test('the line above says which way a list leads on', () => {
  assert.equal(whereFrom({ name: 'IMG_7' }, { sort: 'name' }), 'From IMG_7 on');
  assert.equal(whereFrom({ name: 'IMG_7' }, { sort: '-name' }), 'From IMG_7 backwards');
  assert.equal(whereFrom({ month: '2026-03' }, {}), 'From March 2026 backwards');
  assert.equal(whereFrom({ month: '2026-03' }, { sort: 'oldest' }), 'From March 2026 on');
});
