/** Which pictures the seller has selected: some one by one, or all of a filter. Needs no browser. */

/** Fires `change`. */
export class Selection extends EventTarget {
  /** Ids of the pictures that are selected one by one, or left out of all. */
  #ids = new Set();
  #filter = null;
  #last = null;

  /** The filter whose pictures are all selected; null when pictures are selected one by one. */
  get filter() {
    return this.#filter;
  }

  /** Ids of the selected pictures; meaningless while all of a filter are selected. */
  get ids() {
    return [...this.#ids];
  }

  /** Ids left out of all pictures of a filter. */
  get except() {
    return this.#filter ? [...this.#ids] : [];
  }

  get isEmpty() {
    return !this.#filter && this.#ids.size === 0;
  }

  /** @param {number|null} total pictures of the filter, if known @returns how many are selected */
  count(total = null) {
    if (!this.#filter) return this.#ids.size;
    return total === null ? null : Math.max(0, total - this.#ids.size);
  }

  has(imageId) {
    return this.#filter ? !this.#ids.has(imageId) : this.#ids.has(imageId);
  }

  /**
   * Selects a picture, or takes it out of the selection.
   *
   * @param {Array<{imageId: string}>|null} list if given, all pictures from the one toggled last to
   *     this one become as this one does
   */
  toggle(imageId, list = null) {
    const on = !this.has(imageId);
    for (const id of list ? between(list, this.#last, imageId) : [imageId]) this.#set(id, on);
    this.#last = imageId;
    this.#changed();
  }

  #set(imageId, on) {
    const listed = this.#filter ? !on : on;
    if (listed) this.#ids.add(imageId);
    else this.#ids.delete(imageId);
  }

  /** Selects all pictures of a filter, also those that are not loaded. */
  all(filter) {
    this.#filter = filter;
    this.#ids.clear();
    this.#changed();
  }

  /** What is selected now, to come back to. */
  get state() {
    return { filter: this.#filter, ids: this.ids, last: this.#last };
  }

  /**
   * Selects pictures beside others, in place of what is selected.
   *
   * @param {{filter: object|null, ids: string[], last: string|null}} state the others, from `state`
   * @param {string[]} imageIds
   */
  selectBeside({ filter, ids, last }, imageIds) {
    this.#filter = filter;
    this.#ids = new Set(ids);
    for (const id of imageIds) this.#set(id, true);
    this.#last = imageIds.at(-1) ?? last;
    this.#changed();
  }

  /** Forgets pictures that are no longer there. @param {string[]} imageIds */
  forget(imageIds) {
    for (const id of imageIds) this.#ids.delete(id);
    if (imageIds.length > 0) this.#changed();
  }

  clear() {
    if (this.isEmpty) return;
    this.#filter = null;
    this.#ids.clear();
    this.#last = null;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

function between(list, from, to) {
  const ids = list.map((one) => one.imageId);
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)].sort((x, y) => x - y);
  return a < 0 ? [to] : ids.slice(a, b + 1);
}
