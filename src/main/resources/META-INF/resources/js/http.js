/**
 * How the page asks the server. Each call ends by itself, also where the server takes it and never
 * answers; what changes nothing is then asked once more. Needs no browser.
 */
import { ApiError } from './api-error.js';
import { inTimes } from './days.js';
import { WORDS, sellerWords } from './error-words.js';
import { untilSilence } from './silence.js';
import { credentials, isSignedIn } from './sign-in.js';

/** Longest times in milliseconds without an answer, or without more of it. */
export const PATIENCE = {
  /**
   * Of the first of two tries: after a laptop has slept, or changed its network, a connection may be
   * dead without a sign; the second try has another. A function that starts cold may need nearly as long.
   */
  first: 25_000,
  /** Longer than API Gateway waits for the function, which is 30 s. */
  last: 35_000,
  /** For a model to read the words of a vocabulary: a local one needs a minute and a half for 1,452. */
  model: 300_000,
  /** For an upload, of which the browser reports what it has passed on, not what has arrived. */
  upload: 120_000,
  /** Before the second try. */
  pause: 500,
};

/** What a proxy answers by that has no answer of the server; one that says it is busy is not asked at once. */
const LOST = [0, 502, 504];

/** Methods that change nothing. */
const HARMLESS = ['GET', 'HEAD'];

/**
 * Makes a call of JSON.
 *
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>} null for an empty answer
 * @throws {ApiError}
 */
export function call(method, path, body) {
  return body === undefined
    ? send(method, path)
    : send(method, path, JSON.stringify(body), 'application/json');
}

/** As `call`, with a body of any type. @param {object} how as `request` takes it */
export async function send(method, path, body, type, { headers = {}, ...how } = {}) {
  const typed = type ? { 'content-type': type } : {};
  const options = { method, body, ...how, headers: { accept: 'application/json', ...headers, ...typed } };
  const answer = await request(path, options);
  return parsed(await answer.body.text());
}

function parsed(text) {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    throw new ApiError(WORDS.NOT_VITRINE, 'NOT_VITRINE', 0);
  }
}

/**
 * Makes a call; a second time if it changes nothing and its answer is lost.
 *
 * @param {string} path
 * @param {{method?: string, headers?: object, patience?: number, isHarmless?: boolean}} options as
 *     `fetch` takes them; `patience`: ms without a sign of life after which each try ends;
 *     `isHarmless`: nothing is changed, or nothing that anybody sees
 * @returns {Promise<{headers: Headers, body: Blob}>} once all of it is there
 * @throws {ApiError} also for an answer that is an error
 */
export async function request(path, { patience, isHarmless, ...options } = {}) {
  const { method = 'GET' } = options;
  const last = patience ?? PATIENCE.last;
  if (!isHarmless && !HARMLESS.includes(method)) return counted(authorized(path, options, last));
  try {
    return await authorized(path, options, patience ?? PATIENCE.first);
  } catch (error) {
    if (!LOST.includes(error.status)) throw error;
    await new Promise((resolve) => setTimeout(resolve, PATIENCE.pause));
    return authorized(path, options, last);
  }
}

let changing = 0;

/** @returns {boolean} whether something is being changed, and the answer has not come */
export const isChanging = () => changing > 0;

function counted(change) {
  changing += 1;
  return change.finally(() => (changing -= 1));
}

/** Nothing is done for a call whose token is refused: it is made again by a new one. */
async function authorized(path, options, patience) {
  const token = await credentials();
  const ask = (more) => exchange(path, { ...options, headers: { ...options.headers, ...more } }, patience);
  try {
    return await ask(token);
  } catch (error) {
    if (error.status !== 401 || !isSignedIn()) throw error;
    return ask(await credentials(token.authorization));
  }
}

async function exchange(path, options, patience) {
  const silenced = new AbortController();
  const silence = untilSilence(patience, () => silenced.abort());
  try {
    const response = await fetch(path, { ...options, signal: silenced.signal });
    if (!response.ok) throw await problem(response);
    return { headers: response.headers, body: await bodyOf(response, silence.heard) };
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw silenced.signal.aborted ? unanswered(options.method) : new ApiError(WORDS.UNREACHABLE, 'UNREACHABLE', 0);
  } finally {
    silence.end();
  }
}

async function bodyOf(response, heard) {
  const parts = [];
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader.read()) {
    parts.push(part.value);
    heard();
  }
  return new Blob(parts, { type: response.headers.get('content-type') ?? '' });
}

/** A `POST` that is made twice may be done twice. */
function unanswered(method) {
  const code = method === 'POST' ? 'PERHAPS_DONE' : 'NO_ANSWER';
  return new ApiError(WORDS[code], code, 0);
}

/** Reads an error by RFC 9457; a proxy may have sent another body, or none. */
async function problem(response) {
  const { detail, title, code, field, problems } = (await response.json().catch(() => null)) ?? {};
  const { status } = response;
  const named = code ?? `HTTP_${status}`;
  const words = sellerWords({ code: named, status, message: detail ?? title, field });
  const retryAfter = Number(response.headers.get('retry-after')) || 0; // A date of HTTP is none.
  return new ApiError(words, named, status, problems, retryAfter);
}

/** @returns {string} a path of names, none of which can end it */
export const pathOf = (...names) => names.map(encodeURIComponent).join('/');

/** @param {object} conditions a value may be a list; without one a name is left out */
export function queryOf(conditions) {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(inTimes(conditions)))
    for (const value of [values].flat()) if (value) query.append(name, value);
  return query;
}
