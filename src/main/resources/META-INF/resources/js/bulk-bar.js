/** The bar of actions on the selected pictures. */
import * as api from './api.js';
import { acceptDialog, attributeDialog, deleteDialog, groupDialog, tagDialog } from './bulk-dialogs.js';
import { newKey, outcomeWords, runBulk } from './bulk.js';
import { button, fill, h, live, setWords } from './dom.js';
import { exportsOf, isZip, keyOf, save } from './exports.js';
import { icon } from './icons.js';
import { closeByItself, menu } from './menu.js';
import { place } from './router.js';
import { attempt, toast } from './say.js';
import { UNREAD } from './styles.js';
import { surely, takeBack } from './take-back.js';
import { undoable } from './undo.js';
import { number, plural } from './words.js';

/** Highest position for the first picture of a call, whose up to 100 pictures get the positions that
 * follow; the API takes positions up to 999. */
const LAST_POSITION = 899;
const NOTHING = { filter: null, ids: [], last: null };
/** A phone, or a page at 200 %: there the actions would cover a fifth of the window. As in bulk.css. */
const NARROW = '(max-width: 759px)';

export class BulkBar {
  #running = false;

  /**
   * @param {HTMLElement} root
   * @param {object} page `{selection, gallery, filters, questions, styles, loadStyles(), drafts,
   *     changed(), local}`
   */
  constructor(root, page) {
    Object.assign(this, { root, page });
    this.progress = h('progress', { max: 1, hidden: true, 'aria-label': 'Pictures done' });
    this.count = h('strong', { role: 'status', 'data-test': 'bulk-count' });
    const actions = h('div', { class: 'bulk-actions' }, this.#actions());
    this.all = h('span', { class: 'bulk-all' });
    const clear = button(icon('close'), {
      class: 'icon-button small',
      'aria-label': 'Select nothing',
      title: 'Select nothing (Esc)',
      'data-test': 'bulk-clear',
    }, () => page.selection.clear());
    fill(root, [h('div', { class: 'bulk-head' }, clear, this.count, this.all), actions, this.progress]);
    foldOnPhones(actions);
    this.drawAll = live(this.all, (key) => key, () => this.#selectAll());
    page.selection.addEventListener('change', () => this.#draw());
    page.gallery.addEventListener('change', () => this.#draw());
    addEventListener('hashchange', () => this.#draw());
  }

  #draw() {
    const { selection, gallery } = this.page;
    this.root.hidden = selection.isEmpty || place().view !== 'gallery';
    document.body.classList.toggle('has-bulk', !this.root.hidden);
    const total = this.#total();
    const count = selection.count(total);
    // While an order is carried out, it says how far that is.
    if (this.progress.hidden) setWords(this.count, count === null ? 'All pictures of this filter selected' : `${number(count)} selected`);
    this.drawAll([selection.filter !== null, gallery.images.length, total]);
  }

  /** How many pictures the gallery's filter has; null if that is not known. */
  #total() {
    const { gallery, filters } = this.page;
    return gallery.hasMore ? filters.totalOf(gallery.filter) : gallery.images.length;
  }

  #selectAll() {
    const { selection, gallery } = this.page;
    if (selection.filter) return null;
    const total = this.#total();
    return button(
      total === null ? 'Select all pictures of this filter' : `Select all ${number(total)}`,
      { class: 'link', 'data-test': 'bulk-all' },
      () => selection.all(gallery.filter),
    );
  }

  #actions() {
    const { page } = this;
    const act = (label, sign, test, run) =>
      button([icon(sign), h('span', {}, label)], { class: 'button small', 'data-test': test }, run);
    return [
      act('Add tag', 'add', 'bulk-tag', () =>
        tagDialog(page, (tag, done) => this.#correct({ addTag: tag }, `tagged ${tag}`, done)),
      ),
      act('Set attribute', 'edit', 'bulk-attribute', () =>
        attributeDialog(page, (attribute, value, done) =>
          this.#correct({ attribute, value }, `set: ${page.questions.title(attribute)} ${value}`, done),
        ),
      ),
      act('Accept', 'check', 'bulk-accept', () =>
        acceptDialog(page, this.#selectedImages(), ({ attribute, label }) =>
          this.#correct(
            { action: 'accept', ...(attribute ? { attribute, value: label } : { addTag: label }) },
            `accepted as ${label}`,
          ),
        ),
      ),
      act('Group', 'group', 'bulk-group', () =>
        groupDialog(page, this.#selectedImages(), (sku, done) => this.#group(sku, done)),
      ),
      menu({ label: 'Restyle', sign: 'brush', test: 'bulk-restyle' }, () => this.#restyles()),
      act('Retry', 'retry', 'bulk-retry', () => this.#run({ action: 'retry' }, 'started again')),
      menu({ label: 'Export', sign: 'download', test: 'bulk-export' }, () =>
        exportsOf(page.local).map((file) => ({
          title: file.title,
          note: file.what,
          key: keyOf(file),
          run: async () => {
            await attempt(() => save(file, this.#exportTarget()));
            if (!isZip(file.name)) page.changed();
          },
        })),
      ),
      act('Delete', 'trash', 'bulk-delete', () =>
        deleteDialog(this.count.textContent, () => this.#delete()),
      ),
    ];
  }

  #restyles() {
    const { styles, loadStyles } = this.page;
    const again = { title: 'Try again', note: UNREAD, key: 'again', run: () => attempt(loadStyles, 'Now the styles are here') };
    if (styles.length === 0) return [again];
    return styles.flatMap((style) => [
      this.#restyle(style, style.title, style.name, {}),
      this.#restyle(style, `${style.title}, product kept`, `${style.name}-kept`, { keep: 'product' }),
    ]);
  }

  /** The selected pictures as far as they are loaded. */
  #selectedImages() {
    const { selection, gallery } = this.page;
    return gallery.images.filter((image) => selection.has(image.imageId));
  }

  #target() {
    const { selection } = this.page;
    return selection.filter
      ? { query: selection.filter, except: selection.except }
      : { ids: selection.ids };
  }

  #exportTarget() {
    const { selection, gallery } = this.page;
    if (selection.filter) return { filter: selection.filter };
    const products = new Map(gallery.images.map((one) => [one.imageId, one.product?.sku]));
    return { ids: selection.ids, productOf: (id) => products.get(id) };
  }

  /** Makes the selected pictures one product, in the order in which they were selected. */
  #group(sku, done) {
    const { filter, ids } = this.page.selection;
    const words = `grouped as ${sku}`;
    if (filter) return this.#undoably({ action: 'group', product: { sku } }, words, done);
    const change = (some) => ({
      action: 'group',
      product: { sku, position: Math.min(ids.indexOf(some[0]) + 1, LAST_POSITION) },
    });
    return this.#undoably(change, words, done);
  }

  #correct(change, words, done) {
    return this.#undoably({ action: 'correct', ...change }, words, done);
  }

  /** Makes a correction, which can be undone where it changed something. @param {() => void} done called if something was done */
  async #undoably(action, words, done = () => {}, order = this.#order()) {
    const outcome = await this.#run(action, words, order, () => this.#undoably(action, words, done, order));
    if (!outcome?.done.length) return;
    done();
    if (outcome.corrected.length === 0) return;
    undoable(outcomeWords(words, outcome), () => this.#takeBack(outcome.corrected, { action: 'undo', order: order.key }));
  }

  /** Puts the selected pictures into the bin; undoing takes them out. */
  async #delete(order = this.#order()) {
    const outcome = await this.#run({ action: 'delete' }, 'deleted', order, () => this.#delete(order));
    if (!outcome?.done.length) return;
    undoable(outcomeWords('deleted', outcome), () => this.#takeBack(outcome.done, { action: 'restore' }));
  }

  #takeBack(ids, action) {
    return takeBack(ids, action, this.#how(newKey()), () => {
      this.progress.hidden = true;
      return this.#reload();
    });
  }

  #restyle(style, title, key, keep) {
    const restyle = { style: style.name, ...keep };
    const run = () => this.#run({ action: 'restyle', restyle }, `to be restyled as ${title}`);
    return { title, note: style.artist, key, run };
  }

  /** What is ordered of which pictures; made again by the same key, it changes nothing more. */
  #order() {
    return { key: newKey(), target: this.#target() };
  }

  /**
   * @param {() => Promise} again makes the same order again, where it may work later
   * @returns {Promise<object|null>} the outcome; null if nothing was done
   */
  async #run(action, words, order = this.#order(), again = () => this.#run(action, words, order)) {
    if (this.#running) {
      toast('What you ordered before is not done yet. Try this again when it is.', { bad: true });
      return null;
    }
    this.#running = true;
    const outcome = await this.#outcomeOf(action, order).catch((error) => {
      const retry = api.mayWorkLater(error) ? { label: 'Try again', run: again } : null;
      toast(error.message, { bad: true, action: retry });
    });
    this.#running = false;
    this.progress.hidden = true;
    if (!outcome) {
      this.#draw();
      return null;
    }
    toast(outcomeWords(words, outcome), { bad: outcome.done.length === 0 });
    const { selection } = this.page;
    if (action.action === 'delete') selection.selectBeside(NOTHING, outcome.refused.map((one) => one.imageId));
    else selection.forget(outcome.gone);
    await this.#reload();
    return outcome;
  }

  async #outcomeOf(action, { key, target }) {
    const { send, ...how } = this.#how(key);
    const { action: name = 'group' } = action;
    return runBulk(target, action, { ...how, send: surely(send, { action: name }) });
  }

  #how(key) {
    const { gallery, selection } = this.page;
    const total = selection.count(this.#total()) ?? gallery.images.length;
    this.progress.hidden = false;
    this.progress.max = Math.max(1, total);
    this.progress.value = 0;
    const onProgress = (done) => {
      this.progress.value = done;
      this.count.textContent = `${number(done)} of ${plural(Math.max(total, done), 'picture')}`;
    };
    return { key, send: api.bulk, onProgress };
  }

  async #reload() {
    await this.page.gallery.reload();
    this.page.changed();
    this.#draw();
  }
}

/** Puts the actions behind a button for as long as the window is narrow, so that the bar takes one line. */
function foldOnPhones(actions) {
  const summary = h('summary', { class: 'button small', 'data-test': 'bulk-more' }, icon('chevron'), 'More');
  const more = h('details', { class: 'menu bulk-more' }, summary);
  closeByItself(more, summary);
  // Before the action: a dialog gives the focus back to where it was.
  const choose = ({ target }) => {
    if (!more.open || !target.closest('button')) return;
    summary.focus();
    more.open = false;
  };
  actions.addEventListener('click', choose, { capture: true });
  const narrow = matchMedia(NARROW);
  const place = () => {
    if (!narrow.matches) more.replaceWith(actions);
    else if (!more.contains(actions)) {
      actions.replaceWith(more);
      more.append(actions);
    }
  };
  narrow.addEventListener('change', place);
  place();
}
