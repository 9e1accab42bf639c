/** A decision of Review as it is sent, and taken back. */
import { orderOf } from './alike.js';
import * as api from './api.js';
import { newKey, runBulk } from './bulk.js';
import { again, surely, takeOneBack } from './take-back.js';

/**
 * A decision about one picture.
 *
 * @param {{imageId: string}} image
 * @param {() => object} newest the picture as it is known when the decision is sent
 * @returns {{send: () => Promise<{done: string[], refused: Array, images: Array}>, undo: () =>
 *     Promise<{done: string[], refused: Array, images: Array}>}} `images`: the pictures as they are
 *     then
 */
export function decisionOn({ imageId }, doubt, right, newest) {
  let correction = null;
  return {
    async send() {
      let calls = 0;
      const known = newest().lastCorrection;
      const image = await again(() => {
        calls += 1;
        return put(imageId, doubt, right);
      });
      // After a lost answer a correction that was not known before is the first call's.
      const made = calls > 1 && image.lastCorrection !== known ? image.lastCorrection : null;
      correction = image.correction ?? made ?? null;
      return { done: [imageId], refused: [], images: [image] };
    },
    async undo() {
      const read = () => api.image(imageId);
      const image = correction ? await takeOneBack(() => api.undo(imageId, correction), read) : await read();
      return { done: [imageId], refused: [], images: [image] };
    },
  };
}

/**
 * The same decision about several pictures, as one order.
 *
 * @param {string[]} ids
 * @param {(imageId: string) => boolean} isLoaded whether Review has a picture, so that it is read
 *     again
 * @returns as `decisionOn` does; undoing takes back what it changed
 */
export function decisionOnAll(ids, doubt, right, isLoaded) {
  const order = newKey();
  let done = [];
  let corrected = [];
  const read = async () => {
    const images = await Promise.all(done.filter(isLoaded).map((id) => api.image(id).catch(() => null)));
    return images.filter(Boolean);
  };
  return {
    async send() {
      const decision = orderOf(doubt, right);
      const outcome = await runBulk({ ids }, decision, { key: order, send: surely(api.bulk, decision) });
      ({ done, corrected } = outcome);
      return { ...outcome, images: await read() };
    },
    async undo() {
      const undo = { action: 'undo', order };
      const outcome = await runBulk({ ids: corrected }, undo, { key: newKey(), send: surely(api.bulk, undo) });
      return { ...outcome, images: await read() };
    },
  };
}

function put(imageId, { attribute, label }, right) {
  if (!right) return api.refuseTag(imageId, label);
  return attribute ? api.putAttribute(imageId, attribute, label) : api.putTag(imageId, label);
}
