/** A decision of Review as it is sent, and taken back. */
import { orderOf } from './alike.js';
import * as api from './api.js';
import { newKey, runBulk, surely } from './bulk.js';

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
      const image = await put(imageId, doubt, right);
      correction = image.lastCorrection;
      return { done: [imageId], refused: [], images: [image] };
    },
    undo: async () => ({ done: [imageId], refused: [], images: [await api.undo(imageId, correction)] }),
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
      const outcome = await runBulk({ ids }, orderOf(doubt, right), { key: order, send: surely(api.bulk) });
      done = outcome.done;
      return { ...outcome, images: await read() };
    },
    async undo() {
      const outcome = await runBulk({ ids: done }, { action: 'undo', order }, { key: newKey(), send: api.bulk });
      return { ...outcome, images: await read() };
    },
  };
}

function put(imageId, { attribute, label }, right) {
  if (!right) return api.refuseTag(imageId, label);
  return attribute ? api.putAttribute(imageId, attribute, label) : api.putTag(imageId, label);
}
