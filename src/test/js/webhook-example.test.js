import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** The example of docs/webhooks.md, as a receiver has it. */
const words = readFileSync(new URL('../../../docs/webhooks.md', import.meta.url), 'utf8');
const [, example] = words.match(/```js\n([^]*?)```/);
const { isFromVitrine } = await import(`data:text/javascript,${encodeURIComponent(example)}`);

/** What the libraries of Standard Webhooks are tested with, as is SignatureTest. */
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = '{"test": 2432232314}';
const headers = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': '1614265330',
  'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const now = 1614265330;
const isTaken = (change, itsBody = body) => isFromVitrine({ ...headers, ...change }, itsBody, secret, now);

test('the example of the documents takes what Vitrine signs', () => {
  assert.equal(isTaken({}), true);
  assert.equal(isTaken({}, Buffer.from(body)), true);
  assert.equal(isTaken({ 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` }), true);
});

test('the example of the documents takes nothing that was changed, and nothing old', () => {
  assert.equal(isTaken({}, `${body} `), false);
  assert.equal(isTaken({ 'webhook-id': 'msg_other' }), false);
  assert.equal(isTaken({ 'webhook-signature': headers['webhook-signature'].replace('v1', 'v2') }), false);
  assert.equal(isTaken({ 'webhook-signature': 'v1,' }), false);
  assert.equal(isTaken({ 'webhook-signature': undefined }), false);
  assert.equal(isTaken({ 'webhook-timestamp': undefined }), false);
  assert.equal(isFromVitrine(headers, body, secret, now + 299), true);
  assert.equal(isFromVitrine(headers, body, secret, now + 301), false);
  assert.equal(isFromVitrine(headers, body, secret, now - 301), false);
  assert.equal(isFromVitrine(headers, body, 'whsec_AAAA', now), false);
});
