/** The pictures like one on which the same is suggested, so that one decision can be made for all of them. Needs no browser. */
import { keyOf } from './doubts.js';

export class Alike {
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
   * Finds what is like a picture, once; what cannot be found out is not there.
   *
   * @returns {Promise<boolean>} whether more is known now than before
   */
  async find({ imageId }) {
    if (this.#found.has(imageId)) return false;
    this.#found.set(imageId, []);
    const ask = (by) => this.similar(imageId, by).then(({ images }) => images, () => []);
    const images = (await Promise.all(this.ways.map(ask))).flat();
    this.#found.set(imageId, [...new Map(images.map((one) => [one.imageId, one])).values()]);
    return images.length > 0;
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
    return (this.#found.get(imageId) ?? []).filter((one) => asks(one) && !isDecided(one.imageId));
  }
}

/** @returns {object} the decision as `POST /images/bulk` takes it */
export function orderOf({ attribute, label }, right) {
  if (!right) return { action: 'correct', removeTag: label };
  return { action: 'accept', ...(attribute ? { attribute, value: label } : { addTag: label }) };
}
