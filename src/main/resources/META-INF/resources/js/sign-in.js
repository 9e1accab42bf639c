/**
 * Signs sellers in where the server wants a token: OpenID Connect, authorization code with PKCE.
 * A server that names no issuer wants none of this.
 *
 * Tokens are in this page's memory only, where no other script, tab or extension finds them in a
 * store. The page renews them by itself. After a reload the issuer, which knows the seller by its
 * own cookie, gives new ones without asking.
 */

/** What must survive the way to the issuer and back; deleted on return. No token is in it. */
const ASKED = 'vitrine.sign-in';
const EARLY_MS = 60_000;

let settings = null;

/** @type {{idToken: string, refreshToken?: string, endsAt: number}|null} */
let kept = null;

/** Outlives the tokens: a page that is being left still keeps things for its seller. */
let seller = null;

/**
 * Resolves once there is a token, or if none is needed; otherwise leaves for the issuer's page.
 *
 * @param {{issuer: string, clientId: string}|null|undefined} signIn as `GET about` says it
 */
export async function enter(signIn) {
  if (!signIn) return;
  settings = { ...signIn, ...(await discovered(signIn.issuer)) };
  const answer = new URLSearchParams(location.search);
  if (answer.has('state')) await comeBack(answer);
  if (!(await token())) await goThere();
}

/** @returns {Promise<Object>} headers for a request to the API */
export async function credentials() {
  if (!settings) return {};
  return { authorization: `Bearer ${(await token()) ?? (await goThere())}` };
}

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
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
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
    .catch(() => {
      kept = null;
      return null;
    })
    .finally(() => (renewing = null));
  return renewing;
}

async function goThere() {
  const asked = { state: random(), nonce: random(), verifier: random(), hash: location.hash };
  sessionStorage.setItem(ASKED, JSON.stringify(asked));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: home(),
    scope: 'openid email',
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: base64url(await sha256(asked.verifier)),
    code_challenge_method: 'S256',
  });
  location.assign(`${settings.authorization_endpoint}?${query}`);
  return new Promise(() => {}); // This page is on its way out.
}

async function comeBack(answer) {
  const asked = JSON.parse(sessionStorage.getItem(ASKED) ?? 'null');
  sessionStorage.removeItem(ASKED);
  history.replaceState(null, '', home() + (asked?.hash ?? ''));
  if (asked?.state !== answer.get('state')) return; // Somebody else's answer: sign in anew.
  if (answer.has('error')) throw new Error(answer.get('error_description') ?? answer.get('error'));
  const tokens = await exchange({
    grant_type: 'authorization_code',
    code: answer.get('code'),
    redirect_uri: home(),
    code_verifier: asked.verifier,
  });
  if (claims(tokens.id_token).nonce !== asked.nonce) throw new Error('The token answers another question.');
  keep(tokens);
}

async function exchange(form) {
  const body = new URLSearchParams({ ...form, client_id: settings.clientId });
  const response = await fetch(settings.token_endpoint, { method: 'POST', body });
  if (!response.ok) throw new Error(`Signing in was answered with ${response.status}.`);
  return response.json();
}

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
