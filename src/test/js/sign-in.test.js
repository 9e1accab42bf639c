import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { storage } from './browser-stub.js';

const HOUR_S = 3600;

/** The issuer: answers requests for tokens by `tokens`, after the sign-in that `enter` begins with. */
const issuer = { tokens: null, asked: [] };
let states = 0;

const jwt = (claims) => ['{}', JSON.stringify(claims), ''].map((part) => btoa(part)).join('.');
const lasting = (seconds, nonce, name = 'me') => () =>
  Response.json({
    id_token: jwt({ nonce, exp: Date.now() / 1000 + seconds, 'custom:seller': name, n: (states += 1) }),
    refresh_token: 'again',
  });

globalThis.location = { origin: 'http://page', pathname: '/', search: '', hash: '', reload: () => (issuer.reloaded = true) };
globalThis.history = { replaceState() {} };
globalThis.sessionStorage = storage();
globalThis.open = () => ({ location: { replace: (url) => (issuer.url = new URL(url)) } });
globalThis.fetch = async (url, { body } = {}) => {
  if (url.endsWith('openid-configuration'))
    return Response.json({ authorization_endpoint: 'http://issuer/authorize', token_endpoint: 'http://issuer/token' });
  issuer.asked.push(body.get('grant_type'));
  return issuer.tokens();
};

const { credentials, enter, session, signInBeside, signedIn } = await import(
  '../../main/resources/META-INF/resources/js/sign-in.js'
);

const ends = [];
session.addEventListener('end', ({ detail }) => ends.push(detail));

/** Signs in, with a token that lasts so many seconds. */
async function signIn(seconds) {
  sessionStorage.setItem('vitrine.sign-in', JSON.stringify({ state: 's', nonce: 'n', verifier: 'v', hash: '' }));
  location.search = '?code=abc&state=s';
  issuer.tokens = lasting(seconds, 'n');
  await enter({ issuer: 'http://issuer', clientId: 'page' });
  issuer.asked = [];
}

const away = async () => {
  throw new TypeError('fetch failed');
};
const refused = () => new Response('', { status: 400 });

/** Answers as the tab does in which the seller signed in. */
const tab = new BroadcastChannel('vitrine.sign-in');
after(() => tab.close());

beforeEach(() => {
  ends.length = 0;
  Object.assign(issuer, { asked: [], url: null, reloaded: false });
});

test('a token that still lasts is good enough while the issuer cannot be asked', async () => {
  await signIn(30);
  const before = await credentials();
  for (const tokens of [away, () => new Response('', { status: 503 }), () => new Response('<html>')]) {
    issuer.tokens = tokens;
    assert.deepEqual(await credentials(), before);
  }
  assert.deepEqual(ends, []);
});

test('while nobody knows whether the session lasts, the page stays and nobody is signed out', async () => {
  await signIn(-1);
  issuer.tokens = away;
  await assert.rejects(credentials(), { code: 'ISSUER_UNREACHABLE', status: 0 });
  issuer.tokens = lasting(HOUR_S);
  assert.match((await credentials()).authorization, /^Bearer /);
  assert.deepEqual(ends, []);
});

test('a token that the API refuses is renewed before its time, once', async () => {
  await signIn(HOUR_S);
  const { authorization } = await credentials();
  const [one, two] = await Promise.all([credentials(authorization), credentials(authorization)]);
  assert.notEqual(one.authorization, authorization);
  assert.deepEqual(one, two);
  assert.deepEqual(issuer.asked, ['refresh_token']);
});

test('whose session the issuer has ended is asked to sign in, and the page stays', async () => {
  await signIn(-1);
  issuer.tokens = refused;
  await assert.rejects(credentials(), { code: 'SIGNED_OUT', status: 401 });
  await assert.rejects(credentials(), { code: 'SIGNED_OUT' });
  assert.equal(ends.length, 2);
  assert.deepEqual(issuer.asked, ['refresh_token'], 'the issuer said so once');
});

/** The issuer's answer, as another tab hands it over. @returns what the page made of it: `begin`, `end` or `reload` */
async function signInInTheTab(answer) {
  await signInBeside();
  const nonce = issuer.url.searchParams.get('nonce');
  issuer.tokens = lasting(HOUR_S, nonce, answer.seller);
  const ended = new Promise((resolve) => {
    session.addEventListener('begin', () => resolve('begin'), { once: true });
    session.addEventListener('end', () => resolve('end'), { once: true });
    location.reload = () => resolve('reload');
  });
  const taken = new Promise((resolve) => (tab.onmessage = ({ data }) => data.taken && resolve(data.taken)));
  tab.postMessage({ state: 'of somebody else', code: 'abc' });
  tab.postMessage({ ...answer, state: issuer.url.searchParams.get('state') });
  assert.equal(await taken, issuer.url.searchParams.get('state'));
  return ended;
}

test('who signs in in another tab goes on where they were', { timeout: 5000 }, async () => {
  await signIn(-1);
  issuer.tokens = refused;
  await assert.rejects(credentials());
  assert.equal(await signInInTheTab({ code: 'abc', seller: 'me' }), 'begin');
  assert.match((await credentials()).authorization, /^Bearer /);
  assert.equal(signedIn(), 'me');
});

test('who is not let in is told so, and another seller sees nothing of this one', { timeout: 5000 }, async () => {
  await signIn(HOUR_S);
  assert.equal(await signInInTheTab({ error: 'access_denied', error_description: 'not today' }), 'end');
  assert.deepEqual(ends, ['not today']);
  assert.equal(await signInInTheTab({ code: 'abc', seller: 'somebody else' }), 'reload');
});
