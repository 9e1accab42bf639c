/**
 * Signs sellers in where the server wants a token: OpenID Connect, authorization code with PKCE.
 * A server that names no issuer wants none of this.
 *
 * Tokens are in this page's memory only, where no other script, tab or extension finds them in a
 * store. The page renews them by itself. After a reload the issuer, which knows the seller by its
 * own cookie, gives new ones without asking. Where the issuer gives none, the seller signs in in
 * another tab, which hands over what it got: what is typed on this page stays.
 */
import { ApiError } from './api-error.js';
import { WORDS } from './error-words.js';

/** What must survive the way to the issuer and back; deleted on return. No token is in it. */
const ASKED = 'vitrine.sign-in';
const EARLY_MS = 60_000;
const ISSUER_MS = 15_000;
/** By which a tab hands over the issuer's answer, and how long it waits for the page that asked. */
const CHANNEL = 'vitrine.sign-in';
const HANDED_OVER_MS = 2000;

/** Fires `end` when the seller has to sign in again, and `begin` when they have. */
export const session = new EventTarget();

let settings = null;

/** @type {{idToken: string, refreshToken?: string, endsAt: number}|null} */
let kept = null;

/** Outlives the tokens: a page that is being left still keeps things for its seller. */
let seller = null;

/**
 * Resolves once there is a token, or if none is needed; otherwise leaves for the issuer's page.
 *
 * @param {{issuer: string, clientId: string}|null|undefined} signIn as `GET about` says it
 * @param {() => void} handedOver called in a tab in which somebody signed in for another one
 */
export async function enter(signIn, handedOver) {
  if (!signIn) return;
  settings = { ...signIn, ...(await discovered(signIn.issuer)) };
  const answer = new URLSearchParams(location.search);
  if (answer.has('state')) await comeBack(answer, handedOver);
  if (!(await token())) await goThere();
}

/**
 * @param {string} [refused] the authorization of a request that the API did not take
 * @returns {Promise<{authorization?: string}>} headers for a request to the API
 * @throws {ApiError} with status 401 if the seller has to sign in again, with 0 if that is not known
 */
export async function credentials(refused) {
  if (!settings) return {};
  if (kept && refused === bearer(kept.idToken)) kept.endsAt = 0;
  const idToken = await token();
  if (idToken) return { authorization: bearer(idToken) };
  session.dispatchEvent(new Event('end'));
  throw new ApiError(WORDS.SIGNED_OUT, 'SIGNED_OUT', 401);
}

const bearer = (idToken) => `Bearer ${idToken}`;

/** @returns {boolean} whether somebody signed in */
export const isSignedIn = () => settings !== null;

/** @returns {string|null} who signed in, as the API names them; null if nobody did */
export const signedIn = () => seller;

/** Forgets the tokens, here and at the issuer. */
export function leave() {
  kept = null;
  const place = settings.end_session_endpoint;
  const query = { client_id: settings.clientId, logout_uri: home(), post_logout_redirect_uri: home() };
  location.assign(place ? `${place}?${new URLSearchParams(query)}` : home());
}

const home = () => location.origin + location.pathname;

async function discovered(issuer) {
  const response = await ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (!response.ok) throw new Error(`The issuer ${issuer} answered ${response.status}.`);
  return response.json();
}

/** The ID token: it names the seller, which an access token need not. */
async function token() {
  if (kept && kept.endsAt - EARLY_MS > Date.now()) return kept.idToken;
  return kept?.refreshToken ? renewed(kept.refreshToken) : null;
}

let renewing = null;

/** One renewal, however many requests wait for it. */
function renewed(refreshToken) {
  renewing ??= exchange({ grant_type: 'refresh_token', refresh_token: refreshToken })
    .then((tokens) => keep({ refresh_token: refreshToken, ...tokens }))
    .catch(notRenewed)
    .finally(() => (renewing = null));
  return renewing;
}

/** Only the issuer ends a session. While it cannot be asked, a token that still lasts is good enough. */
function notRenewed(error) {
  if (error.isRefusal) kept = null;
  else if (!kept || kept.endsAt <= Date.now()) throw unreachable();
  return kept && kept.idToken;
}

async function goThere() {
  const asked = { ...question(), hash: location.hash };
  sessionStorage.setItem(ASKED, JSON.stringify(asked));
  location.assign(await addressFor(asked));
  return new Promise(() => {}); // This page is on its way out.
}

let channel = null;

/**
 * Lets the seller sign in in another tab, at a click only. Resolves when that is open; `session` tells
 * what comes of it.
 *
 * @throws {Error} in words for the seller
 */
export async function signInBeside() {
  const tab = open('', '_blank');
  if (!tab) throw new Error('The browser opens no tab to sign in. Allow it for this page, then try again.');
  const asked = question();
  channel?.close();
  channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => data.state === asked.state && takeOver(data, asked);
  tab.location.replace(await addressFor(asked));
}

async function takeOver(answer, asked) {
  channel.postMessage({ taken: asked.state });
  channel.close();
  const before = seller;
  try {
    await redeem(answer, asked);
  } catch (error) {
    session.dispatchEvent(new CustomEvent('end', { detail: error.message }));
    return;
  }
  // What the page shows is another seller's.
  if (seller !== before) location.reload();
  else session.dispatchEvent(new Event('begin'));
}

/** Hands the issuer's answer to the page that asked. @returns whether there is one */
function handOver(answer) {
  const others = new BroadcastChannel(CHANNEL);
  return new Promise((resolve) => {
    others.onmessage = ({ data }) => data.taken === answer.state && resolve(true);
    setTimeout(() => resolve(false), HANDED_OVER_MS);
    others.postMessage(answer);
  }).finally(() => others.close());
}

const question = () => ({ state: random(), nonce: random(), verifier: random() });

async function addressFor({ state, nonce, verifier }) {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: home(),
    scope: 'openid email',
    state,
    nonce,
    code_challenge: base64url(await sha256(verifier)),
    code_challenge_method: 'S256',
  });
  return `${settings.authorization_endpoint}?${query}`;
}

async function comeBack(query, handedOver) {
  const answer = Object.fromEntries(query);
  const asked = JSON.parse(sessionStorage.getItem(ASKED) ?? 'null');
  sessionStorage.removeItem(ASKED);
  history.replaceState(null, '', home() + (asked?.hash ?? ''));
  if (asked?.state === answer.state) await redeem(answer, asked);
  else if (await handOver(answer)) {
    handedOver();
    await new Promise(() => {}); // Nothing more happens in this tab.
  }
  // Else it is nobody's answer: sign in anew.
}

/** Gets tokens for the issuer's answer. @throws {Error} if there are none */
async function redeem(answer, { nonce, verifier }) {
  if (answer.error) throw new Error(answer.error_description ?? answer.error);
  const tokens = await exchange({
    grant_type: 'authorization_code',
    code: answer.code,
    redirect_uri: home(),
    code_verifier: verifier,
  });
  if (claims(tokens.id_token).nonce !== nonce) throw new Error('The token answers another question.');
  keep(tokens);
}

async function exchange(form) {
  const body = new URLSearchParams({ ...form, client_id: settings.clientId });
  const response = await ask(settings.token_endpoint, { method: 'POST', body });
  if (response.ok) return response.json();
  const isRefusal = response.status < 500 && response.status !== 429;
  throw Object.assign(new Error(`Signing in was answered with ${response.status}.`), { isRefusal });
}

async function ask(url, options) {
  try {
    return await fetch(url, { ...options, signal: AbortSignal.timeout(ISSUER_MS) });
  } catch {
    throw unreachable();
  }
}

const unreachable = () => new ApiError(WORDS.ISSUER_UNREACHABLE, 'ISSUER_UNREACHABLE', 0);

function keep(tokens) {
  const named = claims(tokens.id_token);
  const endsAt = 1000 * named.exp;
  seller = named['custom:seller'] ?? null;
  kept = { idToken: tokens.id_token, refreshToken: tokens.refresh_token, endsAt };
  return kept.idToken;
}

/** Read, not believed: the API checks the signature. */
const claims = (jwt) =>
  JSON.parse(atob(jwt.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')));

const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

async function sha256(text) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
