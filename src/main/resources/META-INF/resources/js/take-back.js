/** Takes back what was done, also where an answer is lost, and tells what stays. Needs no browser. */
import { newKey, outcomeWords, runBulk } from './bulk.js';

/** What says of a picture, at the second call, that the first one did it although no answer came. */
const DONE_BEFORE = {
  undo: 'NOTHING_TO_UNDO',
  restore: 'IMAGE_NOT_FOUND',
  delete: 'IMAGE_NOT_FOUND',
};

/** Whether the server may have done what no good answer came to. */
export const isLost = ({ status }) => status === 0 || status >= 500;

/** Makes a call once more if its answer is lost. @param {() => Promise} call harmless to repeat */
export const again = (call) =>
  call().catch((error) => {
    if (!isLost(error)) throw error;
    return call();
  });

/**
 * Takes an action back on the pictures on which it was done.
 *
 * @param {string[]} ids loses those on which it was taken back, so that it can be done again with the rest
 * @param {{action: 'undo'|'restore'|'delete', order?: string}} action as `POST /images/bulk` takes it
 * @param {{send: (order: object, key: string) => Promise, onProgress?: (done: number) => void}} how
 * @param {() => Promise} shown shows the pictures as they are then; called whatever came of it
 * @returns {Promise<{done: string[], refused: Array}>}
 * @throws {Error} in words for the seller, if the action stands on some pictures
 */
export async function takeBack(ids, action, { send, onProgress }, shown = async () => {}) {
  let outcome;
  try {
    outcome = await runBulk({ ids }, action, { key: newKey(), send: surely(send, action), onProgress });
  } finally {
    await shown();
  }
  const words = restWords(ids, outcome);
  const isDone = new Set(outcome.done);
  ids.splice(0, ids.length, ...ids.filter((id) => !isDone.has(id)));
  if (words) throw Object.assign(new Error(words), { status: outcome.broke?.status });
  return outcome;
}

/** @returns {string|null} what was undone of pictures, and why the rest was not; null if all were undone */
function restWords(ids, { done, refused, gone = [] }) {
  const silent = ids.length - done.length - refused.length - gone.length;
  const rest = [
    ...refused,
    ...gone.map(() => ({ message: 'This picture is gone.' })),
    ...Array.from({ length: silent }, () => ({ message: 'There was no answer.' })),
  ];
  return rest.length > 0 ? outcomeWords('undone', { done, refused: rest }) : null;
}

/**
 * Makes a call once more if its answer is lost: what the first one did, the second says, by the same
 * key, or finds already done.
 *
 * @param {(order: object, key: string) => Promise} send
 */
export const surely = (send, { action }) => (order, key) =>
  send(order, key).catch(async (error) => {
    if (!isLost(error)) throw error;
    const page = await send(order, key);
    const isDone = ({ code }) => code && code === DONE_BEFORE[action];
    return { ...page, results: page.results.map((one) => (isDone(one) ? { ...one, outcome: 'done' } : one)) };
  });

/**
 * Takes a correction of one picture back.
 *
 * @param {() => Promise<object>} undo
 * @param {() => Promise<object>} read
 * @returns {Promise<object>} the picture as it is then
 */
export const takeOneBack = (undo, read) =>
  undo().catch((error) => {
    if (!isLost(error)) throw error;
    return undo().catch((later) => {
      if (later.code !== DONE_BEFORE.undo) throw later;
      return read();
    });
  });
