/** Runs one action on many pictures, call after call until all are done. Needs no browser. */
import { inTimes } from './days.js';
import { sellerWords } from './error-words.js';
import { number, plural } from './words.js';

/** @returns {string} a new idempotency key */
export const newKey = () =>
  `page-${crypto.randomUUID?.() ?? Date.now() + Math.random().toString(36).slice(2)}`;

const IDS_PER_CALL = 100;
const MOST_CALLS = 1000;
/** Most times that a picture is sent: a call whose time is over gives no result for the rest. */
const MOST_TRIES = 3;

/**
 * @param {{ids?: string[], query?: object, except?: string[]}} target which pictures; a filter's days are the seller's
 * @param {object|((ids: string[]) => object)} action `{action, ...}` as `POST /images/bulk` takes
 *     it; a function is given the listed ids of one call, and returns its action
 * @param {{key: string, send: (order: object, key: string) => Promise,
 *     onProgress?: (done: number) => void}} how `send` makes one call
 * @returns {Promise<{done: string[], corrected: string[], refused: Array<{imageId: string, message:
 *     string}>, gone: string[], broke: ApiError|null}>} `corrected`: those of `done` on which a
 *     correction changed something, so that it can be undone. A picture without an answer is in none of
 *     them. An order that breaks off on its way tells what it did, and has the error in `broke`; listed
 *     pictures that it did not reach are refused by it
 * @throws {ApiError} when it did nothing
 */
export async function runBulk(target, action, { key, send, onProgress = () => {} }) {
  const outcome = new Outcome(onProgress);
  try {
    await runAll(target, action, key, send, outcome);
  } catch (error) {
    if (outcome.isEmpty()) throw error;
    outcome.breakOff(error, target.ids ?? []);
  }
  return outcome.result();
}

async function runAll(target, action, key, send, outcome) {
  if (target.query) await overQuery(target, action, key, send, outcome);
  else await overIds(target.ids, action, key, send, outcome);
  const again = outcome.unavailable();
  if (typeof action === 'function') {
    for (const id of again) await overIds([id], action, key, send, outcome);
  } else if (again.length) await overIds(again, action, key, send, outcome);
}

/** Runs an action without parameters on listed pictures. */
export const runOn = (ids, action, send) => runBulk({ ids }, { action }, { key: newKey(), send });

async function overQuery({ query, except }, action, key, send, outcome) {
  let cursor;
  for (let calls = 0; calls < MOST_CALLS; calls += 1) {
    const page = await send({ query: inTimes(query), except, ...action, limit: IDS_PER_CALL, cursor }, key);
    outcome.take(page.results);
    cursor = page.cursor;
    if (!cursor) return;
  }
}

async function overIds(ids, action, key, send, outcome) {
  for (let from = 0; from < ids.length; from += IDS_PER_CALL) {
    let open = ids.slice(from, from + IDS_PER_CALL);
    for (let tries = 0; open.length > 0 && tries < MOST_TRIES; tries += 1) {
      const change = typeof action === 'function' ? action(open) : action;
      const page = await send({ ids: open, ...change }, key);
      outcome.take(page.results);
      const answered = new Set(page.results.map((one) => one.imageId));
      open = open.filter((id) => !answered.has(id));
    }
  }
}

/** Collects the newest result of each picture. */
class Outcome {
  #byId = new Map();
  #broke = null;

  constructor(onProgress) {
    this.onProgress = onProgress;
  }

  take(results) {
    for (const one of results) this.#byId.set(one.imageId, one.code ? { ...one, message: sellerWords(one) } : one);
    this.onProgress(this.#byId.size);
  }

  isEmpty() {
    return this.#byId.size === 0;
  }

  /** Refuses listed pictures that have no result; of a query nobody knows which those are. */
  breakOff(error, ids) {
    this.#broke = error;
    const { message } = error;
    for (const imageId of ids)
      if (!this.#byId.has(imageId)) this.#byId.set(imageId, { imageId, outcome: 'unavailable', message });
  }

  #of(outcome) {
    return [...this.#byId.values()].filter((one) => one.outcome === outcome);
  }

  unavailable() {
    return this.#of('unavailable').map((one) => one.imageId);
  }

  result() {
    return {
      done: this.#of('done').map((one) => one.imageId),
      corrected: this.#of('done').filter((one) => one.corrected).map((one) => one.imageId),
      refused: [...this.#of('refused'), ...this.#of('unavailable')],
      gone: this.#of('missing').map((one) => one.imageId),
      broke: this.#broke,
    };
  }
}

/** @returns {string} "12 pictures deleted; 1 is no longer here; 3 not: This picture did not fail." */
export function outcomeWords(words, { done, refused, gone = [], broke = null }) {
  const is = gone.length === 1 ? 'is' : 'are';
  const count = `${plural(done.length, 'picture')} ${words}${gone.length > 0 ? `; ${number(gone.length)} ${is} no longer here` : ''}`;
  if (refused.length === 0) return broke ? `${count}; the others not: ${broke.message}` : count;
  const reasons = [...new Set(refused.map((one) => one.message).filter(Boolean))];
  return `${count}; ${number(refused.length)} not: ${reasons.slice(0, 2).join(' ')}`;
}
