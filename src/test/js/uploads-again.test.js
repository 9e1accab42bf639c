import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { server, storage, stub, until } from './browser-stub.js';
import { file, isAt, phases } from './uploaded.js';

stub();
const { Uploads } = await import('../../main/resources/META-INF/resources/js/uploads.js');
const { PATIENCE } = await import('../../main/resources/META-INF/resources/js/http.js');

beforeEach(() => {
  PATIENCE.pause = 1;
  Object.assign(server, { held: null, isSilent: false, has: [], asked: [], sent: [], forms: 0, endedForms: [], isBusy: false, tooMany: 0 });
  globalThis.localStorage = storage();
});

/** Sends a file of which no answer comes, on a page that is closed then. */
async function closedOn(name) {
  server.isSilent = true;
  PATIENCE.upload = 20;
  const uploads = new Uploads();
  uploads.add([file(name)]);
  await until(() => server.sent.length === 1);
  server.isSilent = false;
}

test('a file that an earlier page was closed on is sent by the same form, as the catalog may not know of it yet', async () => {
  await closedOn('a');
  const next = new Uploads();
  next.add([file('a')]);
  await until(isAt(next, 'sent', 1));
  assert.deepEqual(server.sent, ['key 1', 'key 1']);
  server.has = [`images/${encodeURIComponent('id of a')}`];
  next.add([file('a again', 'a')]);
  await until(isAt(next, 'refused', 1));
  assert.deepEqual(server.sent, ['key 1', 'key 1'], 'it is known now');
});

test('the form is forgotten only when the file is no longer kept for the next page', async () => {
  const drops = [];
  const uploads = new Uploads({ keep() {}, drop: () => new Promise((resolve) => drops.push(resolve)) });
  uploads.add([file('a')]);
  await until(isAt(uploads, 'sent', 1));
  const [{ hash }] = uploads.items;
  assert.ok(uploads.known.formOf(hash));
  drops[0]();
  await until(() => uploads.known.formOf(hash) === null);
});

test('a form of an earlier page that has run out is replaced', async () => {
  await closedOn('a');
  server.endedForms = ['key 1'];
  const next = new Uploads();
  next.add([file('a')]);
  await until(isAt(next, 'sent', 1));
  assert.deepEqual(server.sent, ['key 1', 'key 1', 'key 2']);
});

test('a file that may be there is not sent while nobody can say', async () => {
  const first = new Uploads();
  first.add([file('a')]);
  await until(isAt(first, 'sent', 1));
  server.isBusy = true;
  const uploads = new Uploads();
  uploads.add([file('a')]);
  await until(() => uploads.items[0].error);
  assert.deepEqual(phases(uploads), { a: 'waiting' });
  Object.assign(server, { isBusy: false, has: [`images/${encodeURIComponent('id of a')}`] });
  uploads.reached();
  await until(isAt(uploads, 'refused', 1));
  assert.equal(uploads.items[0].error.code, 'KNOWN');
  assert.deepEqual(server.sent, ['key 1']);
});

test('who asks for too many forms at once goes on by itself a little later', async () => {
  server.tooMany = 2;
  const uploads = new Uploads();
  uploads.add(['a', 'b', 'c', 'd'].map((name) => file(name)));
  await until(() => server.tooMany === 0 && uploads.items.every(({ phase }) => phase !== 'sending'));
  assert.ok(uploads.items.some(({ phase, error }) => phase === 'waiting' && error));
  uploads.reached();
  await until(isAt(uploads, 'sent', 4));
});

test('what was tried again elsewhere, or is said by a late answer to have failed, is followed again', async () => {
  const uploads = new Uploads();
  uploads.add([file('a')]);
  await until(isAt(uploads, 'sent', 1));
  const failed = { imageId: 'id of a', status: 'failed', error: { retryable: true } };
  uploads.learn([failed]);
  await uploads.retry(uploads.items[0]);
  uploads.learn([failed]);
  assert.deepEqual(phases(uploads), { a: 'settled' });
  uploads.learn([{ imageId: 'id of a', status: 'running' }]);
  assert.deepEqual(phases(uploads), { a: 'sent' });
});
