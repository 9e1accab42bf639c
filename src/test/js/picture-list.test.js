import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idsOf, shop, whole } from './shop-of-days.js';

test('a month of ten thousand pictures is a request away, and both ways lead on from it', async () => {
  const api = shop(10_000);
  const list = api.list();
  list.start({}, { month: '2013-03' });
  await list.refresh(true);
  assert.equal(api.calls, 1);
  assert.equal(list.images[0].uploadedAt, '2013-03-31T00:00:00.000Z');

  const added = await list.earlier();
  assert.equal(added.at(-1).uploadedAt, '2013-04-01T00:00:00.000Z');
  await list.more();
  const begin = whole(api).indexOf(list.images[0].imageId);
  assert.deepEqual(idsOf(list), whole(api).slice(begin, begin + 248));
});

test('at the newest picture the list is as if it had been read from there, and takes new ones', async () => {
  const api = shop(300);
  const list = api.list();
  list.start({}, { month: '2000-05' });
  await list.refresh(true);
  while (list.place) await list.earlier();
  assert.deepEqual(idsOf(list), whole(api).slice(0, list.images.length));

  for (let i = 0; i < 200; i += 1) api.add();
  await list.refresh();
  while (list.hasMore) await list.more();
  assert.deepEqual(idsOf(list), whole(api));
});

for (const sort of [undefined, 'oldest']) {
  test(`a list that became whole reads on with the filter of its cursor, sorted ${sort ?? 'as ever'}`, async () => {
    const api = shop(400);
    const list = api.list();
    list.start({ sort }, { month: sort ? '2000-03' : '2000-11' });
    await list.refresh(true);
    while (list.place) await list.earlier();
    assert.ok(list.hasMore);
    while (list.hasMore) await list.more();
    assert.deepEqual(idsOf(list), sort ? whole(api).reverse() : whole(api));
  });
}

for (const reading of ['refresh', 'reload', 'more']) {
  test(`a ${reading} that is answered after the list became whole is done again`, async () => {
    const api = shop(300);
    const list = api.list();
    list.start({}, { month: '2000-08' });
    await list.refresh(true);
    const before = idsOf(list);
    const letGo = api.hold();
    const late = list[reading]();
    await list.earlier();
    assert.equal(list.place, null);
    if (reading !== 'more') api.add();
    letGo();
    assert.ok(await late);
    assert.deepEqual(idsOf(list), whole(api).slice(0, list.images.length));
    assert.ok(idsOf(list).includes(before.at(-2)));
    while (list.hasMore) await list.more();
    assert.deepEqual(idsOf(list), whole(api));
  });
}

test('pictures that arrive while the list begins at a month are found by going back to it', async () => {
  const api = shop(200);
  const list = api.list();
  list.start({}, { month: '2000-03' });
  await list.refresh(true);
  await list.earlier();
  for (let i = 0; i < 150; i += 1) api.add();
  await list.refresh();
  while (list.place) await list.earlier();
  assert.deepEqual(idsOf(list), whole(api).slice(0, list.images.length));
});

test('oldest first a month leads on to newer pictures and back to older ones', async () => {
  const api = shop(400);
  const list = api.list();
  list.start({ sort: 'oldest' }, { month: '2000-06' });
  await list.refresh(true);
  assert.equal(list.images[0].uploadedAt, '2000-06-01T00:00:00.000Z');
  await list.earlier();
  while (list.hasMore) await list.more();
  while (list.place) await list.earlier();
  assert.deepEqual(idsOf(list), whole(api).reverse());
});

test('a filter that hardly any picture fits is read on at the next call', async () => {
  const api = shop(100);
  const list = api.list();
  list.start({}, { month: '2000-01' });
  await list.refresh(true);
  let empty = 40;
  list.read = async (filter, { limit }) =>
    empty-- > 0 ? { images: [], cursor: 'further' } : api.read(filter, { limit });
  assert.deepEqual(await list.earlier(), []);
  assert.ok(list.place);
  assert.equal((await list.earlier()).length, 69);
});

test('a failed request before the place is told, and changes nothing', async () => {
  const api = shop(500);
  const list = api.list();
  list.start({}, { month: '2000-05' });
  await list.refresh(true);
  const before = idsOf(list);
  list.read = () => Promise.reject(new Error('cut'));
  await assert.rejects(list.earlier(), /cut/);
  assert.deepEqual(idsOf(list), before);
  const late = list.earlier();
  list.start({}, { month: '2000-06' });
  assert.deepEqual(await late, []);
});

test('a page that comes after the list was begun anew is dropped', async () => {
  const api = shop(500);
  const list = api.list();
  list.start({}, { month: '2000-05' });
  await list.refresh(true);
  const late = [list.earlier(), list.more()];
  list.start({});
  await Promise.all([...late, list.refresh(true)]);
  assert.deepEqual(idsOf(list), whole(api).slice(0, 48));
  assert.equal(list.place, null);
});
