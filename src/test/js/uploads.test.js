import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { server, storage, stub, until } from './browser-stub.js';
import { file, isAt, phases } from './uploaded.js';

stub();
const { Uploads } = await import('../../main/resources/META-INF/resources/js/uploads.js');
const { PATIENCE } = await import('../../main/resources/META-INF/resources/js/http.js');

beforeEach(() => {
  PATIENCE.pause = 1;
  Object.assign(server, { refuses: null, held: null, isSilent: false, has: [], asked: [], sent: [], forms: 0, endedForms: [], isAway: false, isBusy: false, tooMany: 0, breaks: 0 });
  globalThis.localStorage = storage();
});

test('three files are sent at a time, and those that wait are forgotten when the seller cancels', async () => {
  server.held = [];
  const uploads = new Uploads();
  uploads.add(['a', 'b', 'c', 'd'].map((name) => file(name)));
  await until(() => server.held.length === 3);
  assert.deepEqual(phases(uploads), { a: 'sending', b: 'sending', c: 'sending', d: 'waiting' });
  assert.ok(uploads.isSending());
  uploads.cancelWaiting();
  server.release();
  await until(isAt(uploads, 'sent', 3));
  assert.deepEqual(phases(uploads), { a: 'sent', b: 'sent', c: 'sent' });
  assert.ok(!uploads.isSending());
});

test('a file that the store is too busy for is sent again when the seller asks', async () => {
  server.refuses = 503;
  const uploads = new Uploads();
  uploads.add([file('a')]);
  await until(isAt(uploads, 'refused', 1));
  const [item] = uploads.items;
  assert.ok(item.retryable);
  server.refuses = null;
  await uploads.retry(item);
  await until(isAt(uploads, 'sent', 1));
  assert.equal(item.imageId, 'id of a');
});

test('an upload that comes to a halt is ended, and sent again when the seller asks', async () => {
  server.isSilent = true;
  PATIENCE.upload = 20;
  const uploads = new Uploads();
  uploads.add([file('a')]);
  await until(isAt(uploads, 'refused', 1));
  const [item] = uploads.items;
  assert.equal(item.error.message, 'The upload came to a halt. Try again.');
  assert.ok(item.retryable);
  server.isSilent = false;
  await uploads.retry(item);
  await until(isAt(uploads, 'sent', 1));
  assert.equal(server.asked.filter((one) => one === 'POST uploads').length, 1);
});

test('a file whose answer was lost is sent again by the same form, so that it cannot be there twice', async () => {
  const [item, uploads] = await halted();
  server.isSilent = false;
  await uploads.retry(item);
  await until(isAt(uploads, 'sent', 1));
  assert.deepEqual(server.sent, ['key 1', 'key 1']);
  assert.ok(!server.asked.some((one) => one.startsWith('GET images/')), 'the catalog may not know of it yet');
});

test('a form that has run out is replaced, unless the file arrived by it', async () => {
  for (const hasArrived of [false, true]) {
    Object.assign(server, { sent: [], forms: 0 });
    const [item, uploads] = await halted();
    Object.assign(server, { isSilent: false, endedForms: ['key 1'], has: hasArrived ? [`images/${encodeURIComponent('id of a')}`] : [] });
    await uploads.retry(item);
    await until(isAt(uploads, 'sent', 1));
    assert.deepEqual(server.sent, hasArrived ? ['key 1', 'key 1'] : ['key 1', 'key 1', 'key 2']);
  }
});

test('a form that has run out is kept, and its file waits, while nobody can say whether the file arrived by it', async () => {
  const [item, uploads] = await halted();
  Object.assign(server, { isSilent: false, endedForms: ['key 1'], has: [`images/${encodeURIComponent('id of a')}`], isBusy: true });
  await uploads.retry(item);
  await until(() => item.error);
  assert.deepEqual(phases(uploads), { a: 'waiting' });
  server.isBusy = false;
  uploads.reached();
  await until(isAt(uploads, 'sent', 1));
  assert.deepEqual(server.sent, ['key 1', 'key 1', 'key 1'], 'the file is not sent under another key');
});

test('a file that an earlier page sent without an answer is known where it has arrived', async () => {
  await halted();
  Object.assign(server, { isSilent: false, has: [`images/${encodeURIComponent('id of a')}`] });
  const next = new Uploads();
  next.add([file('a')]);
  await until(isAt(next, 'refused', 1));
  assert.equal(next.items[0].error.code, 'KNOWN');
});

/** Sends a file of which no answer comes. */
async function halted() {
  server.isSilent = true;
  PATIENCE.upload = 20;
  const uploads = new Uploads();
  uploads.add([file('a')]);
  await until(isAt(uploads, 'refused', 1));
  return [uploads.items[0], uploads];
}

test('a file that is refused for what it is, is not offered again', async () => {
  server.refuses = 400;
  const uploads = new Uploads();
  uploads.add([file('a')]);
  await until(isAt(uploads, 'refused', 1));
  assert.ok(!uploads.items[0].retryable);
});

test('a workflow that failed is started again', async () => {
  const uploads = new Uploads();
  uploads.add([file('a')]);
  await until(isAt(uploads, 'sent', 1));
  uploads.learn([{ imageId: 'id of a', status: 'failed', error: { retryable: true } }]);
  assert.deepEqual(phases(uploads), { a: 'settled' });
  await uploads.retry(uploads.items[0]);
  assert.deepEqual(phases(uploads), { a: 'sent' });
  assert.ok(server.asked.includes(`POST images/${encodeURIComponent('id of a')}/retry`));
});

test('of two equal files in one drop one is sent, unless the seller insists', async () => {
  const uploads = new Uploads();
  uploads.add([file('cup.jpg', 'cup'), file('copy of cup.jpg', 'cup'), file('cat.jpg')]);
  await until(() => isAt(uploads, 'sent', 2)() && isAt(uploads, 'refused', 1)());
  const copy = uploads.items.find(({ phase }) => phase === 'refused');
  assert.match(copy.error.message, /The same picture as (copy of )?cup\.jpg/);
  await uploads.retry(copy);
  await until(isAt(uploads, 'sent', 3));
});

test('what is over is cleared, what is on its way stays', async () => {
  server.refuses = 503;
  const uploads = new Uploads();
  uploads.add([file('a')]);
  await until(isAt(uploads, 'refused', 1));
  server.refuses = null;
  uploads.add([file('b')]);
  await until(isAt(uploads, 'sent', 1));
  uploads.clear();
  assert.deepEqual(phases(uploads), { b: 'sent' });
});

test('a copy is sent in the place of a file that did not arrive', async () => {
  server.held = [];
  const uploads = new Uploads();
  uploads.add([file('cup.jpg', 'cup'), file('copy.jpg', 'cup')]);
  await until(() => uploads.items.some(({ phase }) => phase === 'refused'));
  server.refuses = 400;
  server.release();
  await until(() => uploads.items.every(({ phase, sameAs }) => phase === 'refused' && !sameAs));
  const codes = uploads.items.map(({ error }) => error.code);
  assert.ok(!codes.includes('KNOWN'), codes.join());
});

test('a picture that needs the seller is looked at until it does not', async () => {
  const uploads = new Uploads();
  uploads.add([file('a')]);
  await until(isAt(uploads, 'sent', 1));
  const image = { imageId: 'id of a', status: 'done', work: 'needs-you' };
  uploads.learn([image]);
  uploads.learn([{ ...image, work: 'reviewed' }]);
  assert.equal(uploads.items[0].image.work, 'reviewed');
});

test('what the browser could not open is counted, in words, and is not offered again', async () => {
  const uploads = new Uploads();
  uploads.add([file('a')]);
  uploads.refuse(['b.jpg', 'old photos']);
  await until(isAt(uploads, 'sent', 1));
  assert.deepEqual(phases(uploads), { a: 'sent', 'b.jpg': 'refused', 'old photos': 'refused' });
  const [item] = uploads.items;
  assert.match(item.error.message, /^The browser cannot open it/);
  assert.ok(!item.retryable);
  assert.equal(new Set(uploads.items.map(({ key }) => key)).size, 3);
});

test('a file that changed after it was chosen is said to, and can be tried again', async () => {
  const changed = file('a');
  const away = () => ({ arrayBuffer: () => Promise.reject(new DOMException('The requested file could not be read', 'NotReadableError')) });
  changed.slice = away;
  const uploads = new Uploads();
  uploads.add([changed]);
  await until(isAt(uploads, 'refused', 1));
  const [item] = uploads.items;
  assert.equal(item.error.message, 'This file was changed, moved or deleted after you chose it. Choose it again.');
  delete changed.slice;
  assert.ok(item.retryable);
  await uploads.retry(item);
  await until(isAt(uploads, 'sent', 1));
});

test('while Vitrine cannot be reached files wait, and then are sent by themselves', async () => {
  server.isAway = true;
  const uploads = new Uploads();
  uploads.add(['a', 'b', 'c', 'd', 'e'].map((name) => file(name)));
  const wait = isAt(uploads, 'waiting', 5);
  await until(() => wait() && uploads.items.some(({ error }) => error));
  assert.equal(uploads.items.find(({ error }) => error).error.code, 'UNREACHABLE');
  uploads.reached(); // It was, for a moment.
  assert.ok(!wait());
  await until(wait);
  assert.ok(uploads.isSending());
  server.isAway = false;
  uploads.reached();
  await until(isAt(uploads, 'sent', 5));
  assert.ok(uploads.items.every(({ error }) => !error));
});

test('a file that is cut off is sent again by the same form; not for ever', async () => {
  server.breaks = 1;
  const uploads = new Uploads();
  uploads.add([file('a')]);
  await until(() => uploads.items[0].error);
  assert.deepEqual(phases(uploads), { a: 'waiting' });
  uploads.reached();
  await until(isAt(uploads, 'sent', 1));
  assert.deepEqual(server.sent, ['key 1', 'key 1']);
  server.breaks = 100;
  uploads.add([file('b')]);
  for (let looks = 0; looks < 3; looks += 1) {
    await until(() => uploads.items[0].phase === 'waiting' && uploads.items[0].error);
    uploads.reached();
  }
  await until(isAt(uploads, 'refused', 1));
  assert.equal(uploads.items[0].error.code, 'UPLOAD_BROKEN');
});

test('where the browser allows no storage, files are sent and nothing is kept', async () => {
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() {
      throw new DOMException('denied', 'SecurityError');
    },
  });
  try {
    const uploads = new Uploads();
    uploads.add([file('a')]);
    await until(isAt(uploads, 'sent', 1));
    assert.deepEqual(uploads.unsent.names, []);
  } finally {
    Object.defineProperty(globalThis, 'localStorage', { value: storage(), configurable: true, writable: true });
  }
});
