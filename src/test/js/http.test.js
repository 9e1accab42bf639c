import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { PATIENCE, call, request, send } from '../../main/resources/META-INF/resources/js/http.js';

const LEFT_TO_THE_PAGE = { ...PATIENCE };

/** What the server does with each call, in turn; the last one for all that follow. */
let answers = [];
const asked = [];
let server;
let base;

const json = (status, body) => (response) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const html = (status) => (response) =>
  response.writeHead(status, { 'content-type': 'text/html' }).end('<html><h1>Bad Gateway</h1></html>');
const never = () => {};
const hangUp = (response) => response.socket.destroy();
/** Sends parts of an answer, one each `ms`; with `isOpen` it never ends. */
const dripping = (parts, ms, isOpen) => async (response) => {
  response.writeHead(200);
  for (const part of parts) {
    response.write(part);
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
  if (!isOpen) response.end();
};

before(async () => {
  server = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    (answers.length > 1 ? answers.shift() : answers[0])(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${server.address().port}/`;
  Object.assign(PATIENCE, { first: 400, last: 800, pause: 5 }); // ms; long enough for a busy machine to take a call
});

after(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => asked.splice(0));

test('a server that takes a call and never answers is asked twice, then the seller is told', { timeout: 5000 }, async () => {
  answers = [never];
  await assert.rejects(call('GET', `${base}cards`), { code: 'NO_ANSWER', status: 0, message: 'Vitrine does not answer. Try again.' });
  assert.deepEqual(asked, ['GET /cards', 'GET /cards']);
});

test('the first try waits nearly as long as a function that starts cold may need', () => {
  assert.ok(LEFT_TO_THE_PAGE.first >= 20_000 && LEFT_TO_THE_PAGE.last > 30_000, JSON.stringify(LEFT_TO_THE_PAGE));
});

test('the second try may have the answer', { timeout: 5000 }, async () => {
  for (const first of [never, hangUp, html(502), html(504)]) {
    answers = [first, json(200, { cards: [] })];
    assert.deepEqual(await call('GET', `${base}cards`), { cards: [] }, String(first));
  }
});

test('a change is sent once, whatever comes of it', { timeout: 10_000 }, async () => {
  for (const answer of [never, hangUp, html(502)]) {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      asked.splice(0);
      answers = [answer];
      await assert.rejects(call(method, `${base}images/a`, method === 'DELETE' ? undefined : {}));
      assert.equal(asked.length, 1, `${method} ${answer}`);
    }
  }
});

test('of an order that may be done the seller is told that it may be', { timeout: 5000 }, async () => {
  answers = [never];
  await assert.rejects(call('POST', `${base}webhooks`, {}), { code: 'PERHAPS_DONE', message: /look before you try again/ });
  await assert.rejects(call('PUT', `${base}images/a/tags/b`), { code: 'NO_ANSWER' });
});

test('an order that changes nothing is made again', { timeout: 5000 }, async () => {
  answers = [never, json(201, { imageId: 'a' })];
  const place = await send('POST', `${base}uploads`, '{}', 'application/json', { isHarmless: true });
  assert.equal(place.imageId, 'a');
});

test('an answer that stops in its middle ends, and one that takes long does not', { timeout: 5000 }, async () => {
  answers = [dripping(['a', 'b'], 1, true)];
  await assert.rejects(request(`${base}exports/images.csv`), { code: 'NO_ANSWER' });
  answers = [dripping(['a', 'b', 'c', 'd', 'e', 'f'], 150)];
  const { body } = await request(`${base}exports/images.csv`);
  assert.equal(await body.text(), 'abcdef');
});

test('a server that says it is busy is not asked again at once', async () => {
  answers = [json(503, { code: 'UNAVAILABLE' })];
  await assert.rejects(call('GET', `${base}cards`), { code: 'UNAVAILABLE', status: 503 });
  assert.equal(asked.length, 1);
});

test('a page of a proxy in the place of JSON is told in words for the seller', async () => {
  answers = [html(502)];
  await assert.rejects(call('GET', `${base}cards`), { code: 'HTTP_502', status: 502, message: 'Vitrine does not answer. Try again.' });
  answers = [html(200)];
  await assert.rejects(call('GET', `${base}cards`), { code: 'NOT_VITRINE', message: /your network wants you to sign in to it/ });
  answers = [json(500, null)];
  await assert.rejects(call('GET', `${base}cards`), { code: 'HTTP_500', status: 500 });
});

test('nobody there is told as such, and an empty answer is none', async () => {
  answers = [(response) => response.writeHead(204).end()];
  assert.equal(await call('DELETE', `${base}images/a`), null);
  await assert.rejects(call('GET', 'http://127.0.0.1:1/cards'), { code: 'UNREACHABLE', status: 0 });
});
