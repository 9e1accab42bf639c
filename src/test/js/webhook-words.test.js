import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  EVENTS,
  aboutWords,
  addressProblem,
  attemptWords,
  deliveryWords,
  eventWords,
  stateWords,
  toldWords,
} from '../../main/resources/META-INF/resources/js/webhook-words.js';

test('events are named as the states of pictures, and an unknown one by its type', () => {
  assert.equal(eventWords('image.partial'), 'Partly done');
  assert.equal(eventWords('webhook.test'), 'Test');
  assert.equal(eventWords('image.sold'), 'image.sold');
});

test('no types are all types', () => {
  assert.equal(toldWords([]), 'Every event');
  assert.equal(toldWords(['image.failed', 'image.done']), 'Done, Failed');
  assert.ok(EVENTS.every(({ type }) => toldWords([type]) !== ''));
});

test('a stopped webhook says why, if Vitrine stopped it', () => {
  assert.equal(stateWords({ enabled: true }), 'On');
  assert.equal(stateWords({ enabled: false }), 'Stopped');
  assert.match(stateWords({ enabled: false, disabledBecause: 'GONE', failingSince: '2026-11-28T17:03:12Z' }), /said that it is gone$/);
});

test('a receiver that takes nothing is told of, before its webhook is stopped and then', () => {
  const failingSince = '2026-11-28T17:03:12Z';
  assert.match(stateWords({ enabled: true, failingSince }), /^On: the receiver has taken nothing since .*2026/);
  assert.match(stateWords({ enabled: false, disabledBecause: 'FAILING', failingSince }), /^Stopped: .* nothing since .*2026/);
});

test('a delivery is about a picture, a file, or about nothing', () => {
  assert.equal(aboutWords({ body: { data: { key: 'demo/red/mug.jpg' } } }), 'mug.jpg');
  assert.equal(aboutWords({ body: { data: { export: { file: 'shopify.csv', images: 3 } } } }), 'shopify.csv, 3 pictures');
  assert.equal(aboutWords({ body: { data: { seller: 'demo' } } }), '');
});

test('a delivery says how far it has got', () => {
  const dueAt = '2026-11-28T17:03:12Z';
  const of = (status, attempts = [], lastDueAt = '2026-11-30T17:03:12Z', late = 0) =>
    deliveryWords({ status, attempts, dueAt, lastDueAt }, Date.parse(dueAt) + late);
  assert.equal(of('pending'), 'On its way');
  assert.match(of('pending', [{}]), /^Next attempt .*28.*2026.*, the last .*30.*2026/);
  assert.match(of('pending', [{}], dueAt), /^Last attempt .*2026/);
  assert.match(of('pending', [], dueAt, 301_000), /^Due since .*2026/);
  assert.match(of('pending', [{}], dueAt, 301_000), /^Due since .*2026/);
  assert.equal(of('delivered', [{}]), 'Delivered');
  assert.equal(of('failed', [{}]), 'Not delivered');
});

test('an attempt says what came of it, without a code of the API', () => {
  assert.equal(attemptWords({ answer: 204, millis: 12 }), 'Answered 204 after 12 ms');
  assert.equal(
    attemptWords({ answer: 503, millis: 1200 }),
    'Answered 503, an error of the receiver, after 1.2 s',
  );
  assert.match(attemptWords({ answer: 302, millis: 1 }), /not followed/);
  assert.match(attemptWords({ answer: 418, millis: 1 }), /does not accept/);
  const problems = ['ADDRESS_REFUSED', 'UNKNOWN_HOST', 'REFUSED', 'TIMEOUT', 'TLS', 'NOT_HTTP', 'CONNECTION', 'NEW'];
  for (const problem of problems) {
    const words = attemptWords({ problem, millis: 10_000 });
    assert.doesNotMatch(words, /[A-Z_]{5,}|undefined/);
    assert.match(words, / after 10 s$/);
  }
});

test('an address that the API does not take is explained', () => {
  assert.equal(addressProblem(' https://shop.example/vitrine?a=b '), null);
  assert.equal(addressProblem('https://shop.example:443/'), null);
  for (const [text, words] of [
    ['', /Type the address/],
    ['shop.example', /no address/],
    ['ftp://shop.example/', /no address/],
    ['https://shop.example/a b', /no address/],
    ['http://shop.example/', /must begin with https/],
    ['http://localhost:9000/', /VITRINE_WEBHOOK_LOOPBACK/],
    ['https://shop.example:8443/', /no port/],
    ['https://a:b@shop.example/', /no user name/],
    ['https://shop.example/#top', /after #/],
    [`https://shop.example/${'a'.repeat(1000)}`, /1000 characters/],
  ])
    assert.match(addressProblem(text) ?? 'taken', words, text);
});
