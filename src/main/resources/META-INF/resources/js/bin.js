/** The view of the deleted pictures, which can be restored for 30 days or deleted for good. */
import * as api from './api.js';
import { binCard, markSelected } from './bin-card.js';
import { emptied, readBin } from './bin-list.js';
import { outcomeWords, runOn } from './bulk.js';
import { openDialog } from './dialog.js';
import { button, fill, h } from './dom.js';
import { icon } from './icons.js';
import { galleryHref } from './router.js';
import { attempt, toast } from './say.js';
import { nameTab } from './tab-title.js';
import { surely, takeBack } from './take-back.js';
import { undoable } from './undo.js';
import { fileName, plural } from './words.js';

export class BinView {
  #images = [];
  #cursor = null;
  #isRead = false;
  #running = false;
  #generation = 0;
  #chosen = new Set();
  #head = h('header', { class: 'view-head' });
  #bar = h('div', { class: 'bin-bar' });
  #message = h('div');
  #list = h('ul', { class: 'gallery bin-list', 'aria-label': 'Deleted pictures' });
  #end = h('div', { class: 'gallery-end' });

  /**
   * @param {HTMLElement} root
   * @param {object} page `{gallery, changed()}`
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    addEventListener('keydown', (event) => this.#keys(event));
  }

  async show() {
    this.root.hidden = false;
    nameTab('Bin · Vitrine');
    if (this.root.children.length === 0)
      fill(this.root, [this.#head, this.#bar, this.#message, this.#list, this.#end]);
    this.#draw();
    await this.refresh();
  }

  hide() {
    this.root.hidden = true;
    this.#chosen.clear();
  }

  /** Reads again what is shown, if the view is. */
  async refresh() {
    if (this.root.hidden) return;
    const generation = (this.#generation += 1);
    try {
      const list = await readBin(api.bin, Math.max(1, this.#images.length));
      if (generation === this.#generation) this.#take(list);
    } catch (error) {
      if (generation === this.#generation) this.#say(error);
    }
  }

  async #more() {
    const generation = (this.#generation += 1);
    const known = { images: this.#images, cursor: this.#cursor };
    const list = await readBin(api.bin, known.images.length + 1, known);
    if (generation === this.#generation) this.#take(list);
  }

  #take({ images, cursor }) {
    this.#isRead = true;
    this.#images = images;
    this.#cursor = cursor;
    const ids = new Set(images.map((image) => image.imageId));
    for (const id of this.#chosen) if (!ids.has(id)) this.#chosen.delete(id);
    this.#draw();
  }

  #say(error) {
    if (this.#isRead) {
      toast(error.message, { bad: true });
      return;
    }
    const again = button('Try again', { 'data-test': 'bin-retry' }, () => this.refresh());
    fill(
      this.#message,
      h('div', { class: 'notice bad', role: 'alert' }, h('p', {}, error.message), again),
    );
  }

  #draw() {
    fill(this.#head, [
      h(
        'div',
        {},
        h('h1', { id: 'bin-title', tabindex: '-1' }, 'Bin', this.#count()),
        h(
          'p',
          { class: 'hint' },
          'Deleted pictures stay here for 30 days. Then they are deleted for good.',
        ),
      ),
      this.#images.length > 0 &&
        button([icon('trash'), 'Empty the bin'], { 'data-test': 'bin-empty' }, () => this.#askEmpty()),
    ]);
    fill(
      this.#list,
      this.#images.map((image) =>
        binCard(image, {
          choose: () => this.#choose(image.imageId),
          restore: () => this.#restore([image.imageId]),
          remove: () => this.#askDelete([image.imageId], fileName(image)),
        }),
      ),
    );
    fill(this.#message, this.#images.length === 0 && this.#nothing());
    const more = () => attempt(() => this.#more());
    fill(this.#end, this.#cursor && button('Show more', { 'data-test': 'bin-more' }, more));
    this.#drawChosen();
  }

  /** Beside the title: how many pictures, as far as they are read. */
  #count() {
    const words = `${this.#images.length}${this.#cursor ? '+' : ''}`;
    return this.#isRead && h('span', { class: 'total', 'data-test': 'bin-total' }, words);
  }

  #nothing() {
    if (!this.#isRead) return h('p', { class: 'loading' }, 'Looking into the bin');
    return h(
      'div',
      { class: 'nothing', 'data-test': 'bin-nothing' },
      h('p', {}, 'The bin is empty. What you delete can be restored here for 30 days.'),
      h('a', { class: 'button', href: galleryHref() }, 'All pictures'),
    );
  }

  #choose(imageId) {
    if (!this.#chosen.delete(imageId)) this.#chosen.add(imageId);
    this.#drawChosen();
  }

  #chooseAll(all) {
    this.#chosen = new Set(all ? this.#images.map((image) => image.imageId) : []);
    this.#drawChosen();
  }

  #drawChosen() {
    for (const card of this.#list.children) markSelected(card, this.#chosen.has(card.dataset.id));
    this.#bar.hidden = this.#images.length === 0;
    const all = this.#chosen.size === this.#images.length;
    const ids = [...this.#chosen];
    fill(this.#bar, [
      button(
        all ? 'Select nothing' : `Select all ${this.#images.length}${this.#cursor ? ' shown' : ''}`,
        { class: 'button small', 'data-test': 'bin-all' },
        () => this.#chooseAll(!all),
      ),
      h('span', { role: 'status', 'data-test': 'bin-count' }, `${ids.length} selected`),
      ids.length > 0 && [
        button(
          'Restore selected',
          { class: 'button small primary', 'data-test': 'bin-restore-chosen' },
          () => this.#restore(ids),
        ),
        button(
          'Delete selected for good',
          { class: 'button small danger-text', 'data-test': 'bin-delete-chosen' },
          () => this.#askDelete(ids, plural(ids.length, 'picture')),
        ),
      ],
    ]);
  }

  /** Takes pictures out of the bin; undoing puts them back. */
  async #restore(ids) {
    const outcome = await this.#run(() => bulk(ids, 'restore'));
    if (!outcome) return;
    const words = outcomeWords('restored', outcome);
    if (outcome.done.length === 0) return toast(words, { bad: true });
    const again = { action: 'delete' };
    undoable(words, () => takeBack(outcome.done, again, { send: api.bulk }, () => this.#changed()));
  }

  #askDelete(ids, what) {
    this.#ask(`Delete ${what} for good?`, () => this.#delete(ids));
  }

  #askEmpty() {
    const count = this.#cursor ? 'all pictures' : plural(this.#images.length, 'picture');
    this.#ask(`Delete ${count} in the bin for good?`, () => this.#empty());
  }

  #ask(title, run) {
    const words =
      'The originals, the restyles and all that is known about them are deleted now. This cannot be undone.';
    openDialog({
      title,
      content: [h('p', {}, words)],
      actions: [
        { label: 'Keep', test: 'bin-delete-cancel' },
        { label: 'Delete for good', danger: true, test: 'bin-delete-confirm', run },
      ],
    });
  }

  async #delete(ids) {
    let done = 0;
    await this.#run(async () => {
      for (const id of ids) {
        await api.deleteForGood(id).catch((error) => {
          if (error.status !== 404) throw error; // It is gone already.
        });
        done += 1;
        this.#tell(`${done} of ${ids.length} deleted`);
      }
    });
    if (done === ids.length) toast(`${plural(done, 'picture')} deleted for good`);
  }

  async #empty() {
    const deleted = await this.#run(() =>
      emptied(api.emptyBin, (count) => this.#tell(`${count} deleted`)),
    );
    if (deleted !== null) toast(`${plural(deleted, 'picture')} deleted for good`);
  }

  #tell(words) {
    const count = this.#bar.querySelector('[data-test=bin-count]');
    if (count) count.textContent = words;
  }

  /** Runs one action at a time, then shows the bin as it is. @returns its result; null if it failed */
  async #run(action) {
    if (this.#running) return null;
    this.#running = true;
    let result = null;
    await attempt(async () => (result = await action()));
    this.#running = false;
    await this.#changed();
    return result;
  }

  async #changed() {
    await this.page.gallery.reload().catch(() => {});
    this.page.changed();
  }

  #keys(event) {
    if (this.root.hidden || event.key !== 'Escape' || this.#chosen.size === 0) return;
    if (document.querySelector('dialog[open]')) return;
    this.#chooseAll(false);
  }
}

/** Does an action on pictures of the bin. */
const bulk = (ids, action) => runOn(ids, action, surely(api.bulk, { action }));
