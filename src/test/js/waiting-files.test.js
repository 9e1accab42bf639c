import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { WaitingFiles } from '../../main/resources/META-INF/resources/js/waiting-files.js';

let entries;
let held;

/** Of the browser's own: a table whose entries come by their ids, and locks that are had in turn. */
const store = {
  all: async () => [...entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  put: async (entry) => void entries.set(entry.id, entry),
  remove: async (id) => void entries.delete(id),
};
const locks = {
  request: async (name, work) => {
    while (held.has(name)) await new Promise(setImmediate);
    held.add(name);
    await work();
    held.delete(name);
  },
};
const page = (seller = null, of = store) => new WaitingFiles(of, locks, () => seller);
const file = (name, size = 10) => ({ name, size });
/** As when the page is closed: its locks are gone, its files are not. */
const close = () => held.clear();
const namesOf = (files) => files.map(({ name }) => name);

/** Takes files over, under keys from 100 on. */
function taking(by, files) {
  return by.takeOver((one) => 99 + files.push(one));
}

async function taken(by) {
  const files = [];
  await taking(by, files);
  return namesOf(files);
}

beforeEach(() => {
  entries = new Map();
  held = new Set();
});

test('what a closed page had not sent is taken over once, in its order', async () => {
  const first = page();
  for (let i = 1; i <= 12; i += 1) await first.keep(i, file(`${i}.jpg`));
  await first.drop(3);
  close();
  assert.deepEqual(await taken(page()), ['1', '2', '4', '5', '6', '7', '8', '9', '10', '11', '12'].map((n) => `${n}.jpg`));
  assert.equal(entries.size, 11, 'the next page keeps them until they are sent');
});

test('what was taken over is taken over again, until it is sent', async () => {
  await page().keep(1, file('a.jpg'), ['great-wave']);
  close();
  const second = page();
  const styles = [];
  await second.takeOver((one, wanted) => 7 + styles.push(...wanted));
  assert.deepEqual(styles, ['great-wave']);
  close();
  const third = page();
  assert.deepEqual(await taken(third), ['a.jpg']);
  await third.drop(100);
  close();
  assert.deepEqual(await taken(page()), []);
});

test('files of somebody who did not come back for a month are forgotten', async () => {
  await page('anna').keep(1, file('a.jpg'));
  for (const entry of entries.values()) entry.at -= 31 * 24 * 3600 * 1000;
  close();
  await taken(page('ben'));
  assert.equal(entries.size, 0);
});

test('files of a page that is open stay with it until it is closed', async () => {
  await page().keep(1, file('a.jpg'));
  const files = [];
  const waiting = taking(page(), files);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(entries.size, 1);
  close();
  await waiting;
  assert.deepEqual(namesOf(files), ['a.jpg']);
});

test('of two pages that wait for one, one has its files', async () => {
  await page().keep(1, file('a.jpg'));
  const files = [];
  const both = [page(), page()].map((one) => taking(one, files));
  close();
  await Promise.all(both);
  assert.deepEqual(namesOf(files), ['a.jpg']);
});

test('a page that has nothing left to send holds no lock', async () => {
  const only = page();
  await only.keep(1, file('a.jpg'));
  assert.equal(held.size, 1);
  await only.drop(1);
  await new Promise(setImmediate);
  assert.equal(held.size, 0);
  assert.equal(entries.size, 0);
});

test("another seller's files are neither sent nor deleted", async () => {
  await page('anna').keep(1, file('a.jpg'));
  close();
  assert.deepEqual(await taken(page('ben')), []);
  assert.deepEqual(await taken(page('anna')), ['a.jpg']);
});

test('no more than a gigabyte is kept', async () => {
  const one = page();
  await one.keep(1, file('a.jpg', 9e8));
  await one.keep(2, file('b.jpg', 2e8));
  await one.keep(3, file('c.jpg', 1e8));
  assert.deepEqual(namesOf([...entries.values()].map((entry) => entry.file)), ['a.jpg', 'c.jpg']);
});

test('a file that is sent while it is being kept is not left behind', async () => {
  const one = page();
  const slow = one.keep(1, file('a.jpg'));
  one.drop(1);
  await slow;
  assert.equal(entries.size, 0);
});

test('a browser without a database, without locks or without room keeps nothing and breaks nothing', async () => {
  const full = { ...store, put: async () => Promise.reject(new Error('full')) };
  for (const none of [new WaitingFiles(null, locks, () => null), new WaitingFiles(store, undefined, () => null), page(null, full)]) {
    await none.keep(1, file('a.jpg'));
    await none.drop(1);
    assert.deepEqual(await taken(none), []);
  }
  assert.equal(entries.size, 0);
});
