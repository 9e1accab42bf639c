/** The view of the pictures that are there more than once. */
import * as api from './api.js';
import { deleteDialog } from './bulk-dialogs.js';
import { outcomeWords, runOn } from './bulk.js';
import { button, fill, h } from './dom.js';
import { focusIn, refocus } from './focus.js';
import { galleryHref, pictureHref } from './router.js';
import { attempt, toast } from './say.js';
import { nameTab } from './tab-title.js';
import { thumb } from './thumb.js';
import { surely, takeBack } from './take-back.js';
import { undoable } from './undo.js';
import { duplicatesWords, fileName, plural, size, when } from './words.js';

/** Groups that are looked for before the seller is asked whether to go on. */
const ENOUGH = 24;

const COLORS = 'Pictures are compared by brightness: some may differ in color. Look before you delete.';

const NONE = { groups: [], cursor: null, looked: 0 };

export class DuplicatesView {
  #list = NONE;
  #left = null;
  #generation = 0;
  #head = h('header', { class: 'view-head' });
  #body = h('div', { class: 'duplicates' });

  /**
   * @param {HTMLElement} root
   * @param {{gallery: Gallery, changed: () => void}} page
   */
  constructor(root, page) {
    Object.assign(this, { root, page });
  }

  /** Shows the groups as they were left, at the same place, and looks through the pictures anew. */
  async show() {
    this.root.hidden = false;
    nameTab('More than once · Vitrine');
    if (!this.#head.isConnected) fill(this.root, [this.#head, this.#body]);
    this.#drawEnded();
    this.#comeBack();
    await this.#read(Math.max(ENOUGH, this.#list.groups.length));
  }

  hide() {
    this.#generation += 1;
    this.#left = { scrolled: scrollY, place: focusIn(this.root) };
    this.root.hidden = true;
  }

  #comeBack() {
    if (!this.#left || this.#list.groups.length === 0) return;
    scrollTo(0, this.#left.scrolled);
    const isElsewhere = document.activeElement?.closest('header, footer, dialog');
    if (this.#left.place && !isElsewhere) refocus(this.root, this.#left.place);
  }

  /** Reads parts until there are so many groups, from the first picture on or after those of a list. */
  async #read(wanted, known = NONE) {
    const generation = (this.#generation += 1);
    let list = known;
    const read = await attempt(async () => {
      do {
        this.#draw(h('p', { class: 'loading', role: 'status' }, progress(list)));
        list = withPart(list, await api.duplicates(list.cursor));
        if (generation !== this.#generation) return;
        // What was there before stays until as much is found again.
        if (list.groups.length >= this.#list.groups.length) this.#list = list;
      } while (list.cursor && list.groups.length < wanted);
    });
    if (generation !== this.#generation) return;
    if (read) {
      this.#list = list;
      this.#drawEnded();
    } else this.#draw(this.#go('Try again', () => this.#read(wanted, list)));
  }

  #draw(end) {
    const { groups, looked, cursor } = this.#list;
    const isAll = looked > 0 && !cursor;
    fill(this.#head, [
      h('h1', { id: 'duplicates-title', tabindex: '-1' }, 'More than once'),
      h('p', { 'data-test': 'duplicates-count' }, duplicatesWords(groups.length, isAll)),
    ]);
    fill(this.#body, [groups.length > 0 && h('p', { class: 'hint', 'data-test': 'duplicates-hint' }, COLORS), groups.map((group, at) => this.#group(group, at)), isAll && groups.length === 0 && nothing(), end]);
  }

  #group(group, at) {
    return h(
      'section',
      { class: 'panel duplicate-group', 'data-test': 'duplicate-group', 'aria-label': `Group ${at + 1}` },
      h('ul', { class: 'duplicate-list' }, group.images.map((image) => this.#one(image, group))),
    );
  }

  #one(image, group) {
    const others = group.images.filter((other) => other !== image);
    const name = fileName(image);
    const sides = image.width ? `${image.width} × ${image.height}, ` : '';
    return h(
      'li',
      {},
      h(
        'a',
        { href: pictureHref(image.imageId), 'data-test': 'duplicate', 'data-key': image.imageId },
        thumb({ ...image, status: 'done' }, { size: 256, alt: '' }),
        h('span', { class: 'also-here-name' }, name),
      ),
      h('p', { class: 'hint' }, `${sides}${size(image.bytes)}, ${when(image.uploadedAt)}`),
      button(
        'Keep only this',
        {
          class: 'button small',
          'aria-label': `Keep only this: ${name}`,
          'data-test': 'keep-only',
          'data-key': image.imageId,
        },
        () => deleteDialog(plural(others.length, 'picture'), () => this.#delete(others)),
      ),
      button(
        'Delete',
        {
          class: 'button quiet small',
          'aria-label': `Delete ${name}`,
          'data-test': 'delete-one',
          'data-key': image.imageId,
        },
        () => deleteDialog('1 picture', () => this.#delete([image])),
      ),
    );
  }

  /** Puts pictures into the bin; undoing takes them out, and lists the groups as they were. */
  async #delete(images) {
    const before = this.#list.groups;
    this.#generation += 1; // What is being read may still have them.
    await attempt(async () => {
      const outcome = await bulk(images.map((image) => image.imageId), 'delete');
      this.#forget(new Set([...outcome.done, ...outcome.gone]));
      const words = outcomeWords('deleted', outcome);
      if (outcome.done.length === 0) toast(words, { bad: true });
      else undoable(words, () => this.#restore(outcome.done, before));
    });
    this.#drawEnded();
  }

  /** A restored picture is found by what it looks like only a moment later. */
  async #restore(ids, groups) {
    const { done } = await takeBack(ids, { action: 'restore' }, { send: api.bulk });
    const listed = new Set(groups.flatMap(({ images }) => images.map((image) => image.imageId)));
    const found = this.#list.groups.filter(({ images }) => !images.some((one) => listed.has(one.imageId)));
    this.#list = { ...this.#list, groups: [...groups, ...found] };
    this.#changed();
  }

  #forget(gone) {
    for (const imageId of gone) this.page.gallery.forget(imageId);
    const groups = this.#list.groups
      .map(({ images }) => ({ images: images.filter((one) => !gone.has(one.imageId)) }))
      .filter(({ images }) => images.length > 1);
    this.#list = { ...this.#list, groups };
    this.#changed();
  }

  #changed() {
    this.page.changed();
    this.#drawEnded();
  }

  /** Draws the groups, with a button if there are pictures that were not looked at. */
  #drawEnded() {
    const { cursor, groups } = this.#list;
    this.#draw(cursor && this.#go('Look further', () => this.#read(groups.length + ENOUGH, this.#list)));
  }

  #go(words, run) {
    return button(words, { class: 'button', 'data-test': 'duplicates-more' }, run);
  }
}

const withPart = ({ groups, looked }, part) => ({
  groups: [...groups, ...part.groups],
  looked: looked + part.looked,
  cursor: part.cursor ?? null,
});

const progress = ({ looked }) => (looked ? `Looked at ${plural(looked, 'picture')}` : 'Looking at the pictures');

const bulk = (ids, action) => runOn(ids, action, surely(api.bulk, { action }));

const nothing = () =>
  h(
    'div',
    { class: 'nothing', 'data-test': 'no-duplicates' },
    h('p', {}, 'No two pictures look the same.'),
    h('a', { class: 'button', href: galleryHref() }, 'All pictures'),
  );
