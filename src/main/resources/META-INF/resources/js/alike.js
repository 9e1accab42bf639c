/** The pictures like one on which the same is suggested, so that one decision can be made for all of them. Needs no browser. */
import { keyOf } from './doubts.js';

/**
 * The least cosine of two pictures that are alike by meaning. It is of no model: it keeps out what is far apart, as the nearest
 * pictures of a small shop may be, and is above the 0.8 of suggested products, which are looked at one by one.
 */
const LEAST_LIKENESS = 0.9;

const isLike = ({ likeness }) => (likeness ?? 1) >= LEAST_LIKENESS;

export class Alike {
  /** By picture: `{images, isWhole}`. If a request failed, `isWhole` is false and `find` asks again. */
  #found = new Map();

  /**
   * @param {(imageId: string, by: 'look'|'meaning') => Promise<{images: Array}>} similar asks for
   *     pictures like one
   * @param {boolean} compares whether pictures are compared by meaning, too
   */
  constructor(similar, compares) {
    Object.assign(this, { similar, ways: compares ? ['look', 'meaning'] : ['look'] });
  }

  /**
   * Finds the pictures like one, once. A failed request adds none, until `find` is called again.
   *
   * @returns {Promise<boolean>} whether more is known now than before
   */
  async find({ imageId }) {
    const found = this.#found.get(imageId) ?? { images: [], isWhole: false };
    if (found.isWhole) return false;
    this.#found.set(imageId, found);
    found.isWhole = true;
    const before = found.images.length;
    const ask = async (by) => (await this.similar(imageId, by)).images.filter(isLike);
    for (const { status, value } of await Promise.allSettled(this.ways.map(ask))) {
      if (status === 'fulfilled') found.images = union(found.images, value);
      else found.isWhole = false;
    }
    return found.images.length > before;
  }

  /** Leaves pictures out from now on, as those on which the same cannot be decided. @param {string[]} ids */
  leaveOut(ids) {
    for (const found of this.#found.values())
      found.images = found.images.filter(({ imageId }) => !ids.includes(imageId));
  }

  /** Forgets what was found, as after a change of many pictures. */
  forget() {
    this.#found.clear();
  }

  /**
   * Only a suggestion is a question that waits: what a picture is said to be already may differ from one to the next.
   *
   * @param {(imageId: string) => boolean} isDecided whether the seller has decided it there already
   * @returns {Array<{imageId: string}>} the others on which a doubt's value is suggested for the same
   *     question
   */
  with({ imageId }, doubt, isDecided) {
    if (!doubt.suggested) return [];
    const asks = ({ suggestions }) => (suggestions ?? []).some((one) => keyOf(one) === keyOf(doubt));
    return (this.#found.get(imageId)?.images ?? []).filter((one) => asks(one) && !isDecided(one.imageId));
  }
}

/** @returns {Array} each picture once */
const union = (some, more) => [...new Map([...some, ...more].map((one) => [one.imageId, one])).values()];

/** @returns {object} the decision as `POST /images/bulk` takes it */
export function orderOf({ attribute, label }, right) {
  const tag = right ? { addTag: label } : { removeTag: label };
  return { action: right ? 'accept' : 'dismiss', ...(attribute ? { attribute, value: label } : tag) };
}
