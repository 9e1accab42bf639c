import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMonth, partsAt, placeWords } from '../../main/resources/META-INF/resources/js/list-place.js';
import { PictureList } from '../../main/resources/META-INF/resources/js/picture-list.js';

const DAY = 24 * 3600 * 1000;
const timeOf = (day) => new Date(Date.UTC(2000, 0, 1) + day * DAY).toISOString();
const idsOf = (list) => list.images.map((image) => image.imageId);

/** A picture a day since 2000, and an API of them that counts its answers. */
function shop(days) {
  const all = Array.from({ length: days }, (_, day) => ({ imageId: `p${day}`, uploadedAt: timeOf(day) }));
  const api = { all, calls: 0, held: () => null };
  api.read = async (filter, { limit, cursor }) => {
    api.calls += 1;
    const answer = pageOf(filter, limit, cursor);
    await api.held(filter);
    return answer;
  };
  const pageOf = ({ from, to, sort }, limit, cursor) => {
    const [known, after] = cursor ? JSON.parse(cursor) : [];
    const fingerprint = JSON.stringify({ from, to, sort });
    if (cursor && known !== fingerprint) throw new Error('INVALID_CURSOR');
    const wanted = api.all.filter(
      ({ uploadedAt }) => (!from || Date.parse(uploadedAt) >= Date.parse(from)) && (!to || Date.parse(uploadedAt) < Date.parse(to)),
    );
    if (sort !== 'oldest') wanted.reverse();
    const begin = cursor ? wanted.findIndex((image) => image.imageId === after) + 1 : 0;
    const images = wanted.slice(begin, begin + limit);
    const hasMore = begin + limit < wanted.length;
    return { images, cursor: hasMore ? JSON.stringify([fingerprint, images.at(-1).imageId]) : undefined };
  };
  api.add = () => api.all.push({ imageId: `p${api.all.length}`, uploadedAt: timeOf(api.all.length) });
  api.list = () => new PictureList(api.read, api.read, 48);
  /** Holds back the next answer of a filter with an end. @returns what lets it go */
  api.hold = () => api.holdNext(({ to }) => to);
  api.holdNext = (isToHold) => {
    let letGo;
    const promise = new Promise((resolve) => (letGo = resolve));
    api.isHeld = new Promise((resolve) => {
      api.held = (filter) => {
        if (!isToHold(filter)) return null;
        api.held = () => null;
        resolve();
        return promise;
      };
    });
    return letGo;
  };
  return api;
}

const whole = (api) => [...api.all].reverse().map((image) => image.imageId);

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

test('the place is within the dates of the filter', () => {
  assert.deepEqual(partsAt({ tag: 'mug', from: '2026-02-01', to: '2026-03-10' }, { month: '2026-03' }), {
    onward: { tag: 'mug', from: '2026-02-01', to: '2026-03-10' },
    back: { tag: 'mug', from: '2026-04-01T00:00:00.000Z', to: '2026-03-10', sort: 'oldest' },
  });
  assert.deepEqual(partsAt({ from: '2026-02-01' }, { month: '2025-12' }), {
    onward: { from: '2026-02-01', to: '2026-01-01T00:00:00.000Z' },
    back: { from: '2026-02-01', sort: 'oldest' },
  });
  assert.deepEqual(partsAt({ sort: 'oldest' }, { time: '2026-03-10T09:00:00.5Z' }), {
    onward: { sort: 'oldest', from: '2026-03-10T09:00:00.5Z' },
    back: { to: '2026-03-10T09:00:00.5Z' },
  });
  assert.equal(partsAt({}, { time: '2026-03-10T09:00:00Z' }).onward.to, '2026-03-10T09:00:00.001Z');
});

test('months are named in words, and other texts are none', () => {
  assert.equal(placeWords({ month: '2026-03' }), 'March 2026');
  assert.equal(placeWords({ time: '2026-03-14T23:59:59.999Z' }), '14 March 2026');
  for (const text of ['2026-13', '2026-3', 'spring', '', null]) assert.ok(!isMonth(text));
});
