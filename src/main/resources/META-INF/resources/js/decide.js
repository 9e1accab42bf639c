/** A decision of Review as it is sent, and taken back. */
import { orderOf } from './alike.js';
import * as api from './api.js';
import { newKey, runBulk } from './bulk.js';
import { again, surely, takeOneBack } from './take-back.js';

/**
 * A decision about one picture.
 *
 * @returns {{send: () => Promise<{done: string[], refused: Array, images: Array}>, undo: () =>
 *     Promise<{done: string[], refused: Array, images: Array}>}} `images`: the pictures as they are
 *     then
 */
export function decisionOn({ imageId }, doubt, right) {
  let correction = null;
  return {
    async send() {
      const image = await again(() => put(imageId, doubt, right));
      correction = image.lastCorrection;
      return { done: [imageId], refused: [], images: [image] };
    },
    async undo() {
      const undo = () => api.undo(imageId, correction);
      const image = await takeOneBack(undo, () => api.image(imageId));
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
 * @returns as `decisionOn` does; undoing takes back what was done
 */
export function decisionOnAll(ids, doubt, right, isLoaded) {
  const order = newKey();
  let done = [];
  const read = async () => {
    const images = await Promise.all(done.filter(isLoaded).map((id) => api.image(id).catch(() => null)));
    return images.filter(Boolean);
  };
  return {
    async send() {
      const decision = orderOf(doubt, right);
      const outcome = await runBulk({ ids }, decision, { key: order, send: surely(api.bulk, decision) });
      done = outcome.done;
      return { ...outcome, images: await read() };
    },
    async undo() {
      const undo = { action: 'undo', order };
      const outcome = await runBulk({ ids: done }, undo, { key: newKey(), send: surely(api.bulk, undo) });
      return { ...outcome, images: await read() };
    },
  };
}

function put(imageId, { attribute, label }, right) {
  if (!right) return api.refuseTag(imageId, label);
  return attribute ? api.putAttribute(imageId, attribute, label) : api.putTag(imageId, label);
}
