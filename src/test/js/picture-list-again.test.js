import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idsOf, shop, whole } from './shop-of-days.js';

test('reading everything again keeps what is loaded before and after the place', async () => {
  const api = shop(1000);
  const list = api.list();
  list.start({}, { month: '2001-03' });
  await list.refresh(true);
  await list.earlier();
  await list.more();
  const before = idsOf(list);
  api.all.splice(api.all.findIndex((image) => image.imageId === before[10]), 1);
  assert.ok(await list.reload());
  const begin = whole(api).indexOf(list.images[0].imageId);
  assert.deepEqual(idsOf(list), whole(api).slice(begin, begin + before.length));
  assert.ok(idsOf(list).includes(before[99]));
  list.forget(before[120]);
  assert.ok(!idsOf(list).includes(before[120]));
  assert.ok(list.place);
});

test('a picture before the place is shown as it is now, and goes when it is deleted', async () => {
  for (const sort of [undefined, 'oldest']) {
    const api = shop(600);
    const list = api.list();
    list.start({ sort }, { month: '2000-12' });
    await list.refresh(true);
    await list.earlier();
    await list.earlier();
    const shown = (at) => list.images.findIndex((image) => image.imageId === at);
    const before = idsOf(list);
    const [deleted, working] = [before[9], before[12]];
    const set = (id, status) => {
      const at = api.all.findIndex((image) => image.imageId === id);
      api.all[at] = { ...api.all[at], status };
    };
    set(working, 'running');
    await list.reload();
    const loaded = list.images.length;
    set(working, 'done');
    api.all.splice(api.all.findIndex((image) => image.imageId === deleted), 1);
    const { calls } = api;
    assert.ok(list.place);
    await list.refresh();
    assert.equal(api.calls, calls + 2);
    assert.equal(list.images[shown(working)].status, 'done');
    assert.equal(shown(deleted), -1);
    assert.equal(list.images.length, loaded - 1);
    await list.earlier();
    assert.ok(idsOf(list).length > loaded);
    assert.equal(new Set(idsOf(list)).size, list.images.length);
  }
});

test('pictures that come while all is read again, or that while they come, are kept', async () => {
  const api = shop(1000);
  const list = api.list();
  list.start({}, { month: '2000-06' });
  await list.refresh(true);
  await list.earlier();
  const letGo = api.holdNext(({ sort }) => sort === 'oldest');
  const reloaded = list.reload();
  await api.isHeld;
  await list.earlier();
  letGo();
  assert.ok(await reloaded);
  assert.equal(list.images.length, 48 + 200);

  const goOn = api.holdNext(({ sort }) => sort === 'oldest');
  const added = list.earlier();
  await list.reload();
  goOn();
  assert.equal((await added).length, 100);
  const begin = whole(api).indexOf(list.images[0].imageId);
  assert.deepEqual(idsOf(list), whole(api).slice(begin, begin + 348));
});

for (const during of ['what follows the place', 'what is before it']) {
  test(`a page that comes while all is read again is kept, during ${during}`, async () => {
    const api = shop(1000);
    const list = api.list();
    list.start({}, { month: '2001-03' });
    await list.refresh(true);
    await list.earlier();
    const isBack = ({ sort }) => sort === 'oldest';
    const letGo = api.holdNext((filter) => isBack(filter) === (during === 'what is before it'));
    const reloaded = list.reload();
    await api.isHeld;
    assert.ok(await list.more());
    const shown = idsOf(list);
    letGo();
    assert.ok(await reloaded);
    assert.deepEqual(idsOf(list), shown);
    assert.ok(await list.more());
    const begin = whole(api).indexOf(shown[0]);
    assert.deepEqual(idsOf(list), whole(api).slice(begin, begin + 348));
  });
}

for (const place of [null, { month: '2001-03' }]) {
  test(`a list of which few are found in a call does not shrink when it is read again, from ${place ? 'a month' : 'its beginning'}`, async () => {
    const api = shop(1000);
    const list = api.list();
    list.start({}, place);
    await list.refresh(true);
    if (place) await list.earlier();
    const before = idsOf(list);
    const changed = place ? before[70] : before[5];
    const at = api.all.findIndex((image) => image.imageId === changed);
    api.all[at] = { ...api.all[at], status: 'done' };
    list.read = (filter, page) => api.read(filter, { ...page, limit: 1 });
    assert.ok(await list.reload());
    assert.deepEqual(idsOf(list), before);
    assert.equal(list.images.find((image) => image.imageId === changed).status, 'done');
    list.read = api.read;
    while (list.hasMore) await list.more();
    assert.equal(new Set(idsOf(list)).size, list.images.length);
    assert.deepEqual(idsOf(list), whole(api).slice(whole(api).indexOf(before[0])));
  });
}

test('a list of which nothing known is found within bounds stays as it is', async () => {
  const api = shop(200);
  const list = api.list();
  list.start({});
  await list.refresh(true);
  const before = idsOf(list);
  for (let i = 0; i < 40; i += 1) api.add();
  list.read = (filter, page) => api.read(filter, { ...page, limit: 1 });
  assert.ok(await list.reload());
  assert.deepEqual(idsOf(list), before);
});

test('a page that is read while the first one is read again is kept', async () => {
  const api = shop(500);
  const list = api.list();
  list.start({});
  await list.refresh(true);
  const letGo = api.holdNext(() => true);
  const more = list.more();
  await list.refresh();
  letGo();
  assert.ok(await more);
  assert.deepEqual(idsOf(list), whole(api).slice(0, 148));
});
