/** The pictures on which something is to decide, the least sure first, and which of them is shown. Needs no browser. */

const PAGE = 24;
/** More is read when no more pictures than these follow the one that is shown. */
const AHEAD = 4;

export class ReviewList {
  images = [];
  at = 0;
  /** False until the first page is there. */
  isRead = false;
  isReading = false;
  #cursor = null;

  /** @param {(page: {limit: number, cursor?: string}) => Promise<{images: Array, cursor?: string}>} read */
  constructor(read) {
    this.read = read;
  }

  /** Forgets all, and reads from the beginning. */
  async start() {
    Object.assign(this, { images: [], at: 0, isRead: false });
    this.#cursor = null;
    if (await this.#more()) this.isRead = true;
  }

  /** Reads the next page that has a picture: a page may be empty although more follow. @returns false if the list was begun anew meanwhile */
  async #more() {
    const { images } = this;
    const known = new Set(images.map((image) => image.imageId));
    const before = images.length;
    do {
      const cursor = this.#cursor ? { cursor: this.#cursor } : {};
      const page = await this.read({ limit: PAGE, ...cursor });
      if (images !== this.images) return false;
      images.push(...page.images.filter((image) => !known.has(image.imageId)));
      this.#cursor = page.cursor ?? null;
    } while (this.#cursor && images.length === before);
    return true;
  }

  /** Whether more pictures follow than are read. */
  get hasMore() {
    return this.#cursor !== null;
  }

  /** The picture that is shown; null at the list's end. */
  get image() {
    return this.images[this.at] ?? null;
  }

  get next() {
    return this.images[this.at + 1] ?? null;
  }

  has(imageId) {
    return this.find(imageId) !== null;
  }

  /** @returns {object|null} a picture as it was read last; null if it is not in the list */
  find(imageId) {
    return this.images.find((one) => one.imageId === imageId) ?? null;
  }

  step(by) {
    this.at = Math.max(0, Math.min(this.images.length, this.at + by));
  }

  /** Shows a picture, if it is in the list. */
  goTo(imageId) {
    const at = this.images.findIndex((one) => one.imageId === imageId);
    if (at >= 0) this.at = at;
  }

  /** Takes in pictures as they are now. */
  learn(images) {
    for (const image of images) {
      const at = this.images.findIndex((one) => one.imageId === image.imageId);
      if (at >= 0) this.images[at] = image;
    }
  }

  /** Whether it is time to read on: while there is still a picture to decide. */
  get endsSoon() {
    return this.hasMore && !this.isReading && this.at >= this.images.length - AHEAD;
  }

  /** Reads the next page. @throws {ApiError} */
  async readOn() {
    this.isReading = true;
    try {
      await this.#more();
    } finally {
      this.isReading = false;
    }
  }
}
