/** The tray of uploads, with a row for each of the most important ones. */
import { mayWorkLater } from './api-error.js';
import { button, byId, fill, h } from './dom.js';
import { askToTell, mayAsk } from './end-notice.js';
import { icon } from './icons.js';
import { announce, attempt, toast } from './say.js';
import { Pace, isOver, isRetriedWithAll, rowsOf, summaryOf } from './tray-order.js';
import { uploadRow } from './upload-row.js';
import { plural } from './words.js';

/** Names of unsent files that are listed; the others are counted. */
const MOST_UNSENT = 20;
const unsentWords = (count) => `${plural(count, 'file')} not sent`;

/** Between two drawings: hundreds of uploads change many times a second. */
const REST_MS = 100;

/** A phone: there the open tray covers half of the page. */
const NARROW = '(max-width: 599px)';

/** Most uploads that are announced one by one; of more, only failures and the end are. */
const FEW = 5;

export class Tray {
  #rows = new Map();
  #summary = h('span', { class: 'tray-title', 'data-test': 'tray-summary' });
  #bar = h('progress', { class: 'tray-bar', max: 100, 'aria-label': 'All uploads' });
  #list = h('ul', { class: 'tray-list' });
  #more = h('p', { class: 'hint tray-more', 'data-test': 'tray-more' });
  #left = h('div', { class: 'tray-unsent', 'data-test': 'unsent', hidden: true });
  #pace = new Pace();
  #planned = null;

  /**
   * @param {HTMLElement} root
   * @param {Uploads} uploads
   * @param {{poke: () => void, changed: () => void}} page `poke` looks at the workflow at once
   */
  constructor(root, uploads, page) {
    Object.assign(this, { root, uploads, page });
    this.fold = button([this.#summary, icon('chevron')], { class: 'tray-fold', 'data-test': 'tray-fold' }, () =>
      this.#setFolded(!root.classList.contains('folded')),
    );
    const quiet = (test) => ({ class: 'button quiet small', 'data-test': test });
    this.clear = button('Clear', quiet('tray-clear'), () => uploads.clear());
    this.cancel = button('Cancel waiting', quiet('tray-cancel'), () => uploads.cancelWaiting());
    this.retry = button('Retry failed', quiet('tray-retry'), () => this.#retryAll());
    this.tell = askToTell();
    const head = h('h2', { class: 'tray-head' }, this.fold);
    const actions = h('div', { class: 'tray-actions' }, this.retry, this.cancel, this.tell, this.clear);
    root.append(head, this.#bar, actions, this.#left, this.#list, this.#more);
    this.#setFolded(matchMedia(NARROW).matches);
    this.#foldByItself();
    uploads.addEventListener('change', () => (this.#planned ??= setTimeout(() => this.#draw(), REST_MS)));
    if (uploads.unsent.names.length > 0) this.#draw();
  }

  #setFolded(folded) {
    if (folded && this.root.contains(document.activeElement)) this.fold.focus({ preventScroll: true });
    this.root.classList.toggle('folded', folded);
    this.fold.setAttribute('aria-expanded', String(!folded));
  }

  /** On Escape; on a phone also when the seller goes on with something else. */
  #foldByItself() {
    const { root } = this;
    const goesOn = (target) => target && !root.contains(target) && matchMedia(NARROW).matches && this.#setFolded(true);
    addEventListener('pointerdown', ({ target }) => goesOn(target));
    addEventListener('hashchange', () => goesOn(document.body));
    root.addEventListener('focusout', ({ relatedTarget }) => goesOn(relatedTarget));
    root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || root.classList.contains('folded')) return;
      event.stopPropagation();
      this.#setFolded(true);
    });
  }

  #draw() {
    this.#planned = null;
    const { items, unsent } = this.uploads;
    const isEmpty = items.length === 0 && unsent.names.length === 0;
    this.root.hidden = isEmpty;
    document.body.classList.toggle('has-tray', !isEmpty);
    this.#drawUnsent(unsent.names);
    const over = items.filter(isOver).length;
    const left = this.#pace.left(over, items.length - over, Date.now());
    this.#tell(isEmpty ? '' : items.length ? summaryOf(items, left) : unsentWords(unsent.names.length));
    const share = items.reduce((sum, item) => sum + shareOf(item), 0) / (items.length || 1);
    this.#bar.value = Math.round(share * 100);
    this.#bar.hidden = share === 1 || items.length === 0;
    this.tell.hidden = !mayAsk(items);
    this.clear.hidden = over === 0;
    this.cancel.hidden = !items.some((item) => item.phase === 'waiting');
    this.retry.hidden = !items.some(isRetriedWithAll);
    const { shown, hidden } = rowsOf(items);
    this.#dropRows(new Set(shown));
    shown.forEach((item, at) => this.#place(item, at));
    this.#more.textContent = hidden;
    this.#more.hidden = hidden === '';
  }

  /** Lists files that an earlier page did not send: a page may not open them again by itself. */
  #drawUnsent(names) {
    this.#left.hidden = names.length === 0;
    if (names.length === 0) return;
    const some = names.slice(0, MOST_UNSENT);
    const more = names.length - some.length;
    const these = names.length === 1 ? 'this file was' : 'these files were';
    const small = (words, test, act, more = '') =>
      button(words, { class: `button small ${more}`, 'data-test': test }, act);
    fill(this.#left, [
      h('p', {}, `When the page was closed, ${these} not sent yet:`),
      h('p', { class: 'hint' }, some.join(', '), more > 0 && `, and ${more} more`),
      h(
        'div',
        { class: 'unsent-actions' },
        small('Choose again', 'unsent-choose', () => byId('file-input').click()),
        small('Choose the folder', 'unsent-folder', () => byId('folder-input').click(), 'for-folders'),
        small('Forget', 'unsent-forget', () => this.uploads.forgetUnsent()),
      ),
      h('p', { class: 'hint' }, 'You may choose the whole folder again: what this browser has sent lately is not sent twice.'),
    ]);
  }

  /** Ends where the others would fail as well: those stay to be tried again. */
  async #retryAll() {
    for (const item of this.uploads.items.filter(isRetriedWithAll)) {
      const error = await this.uploads.retry(item).catch((failure) => failure);
      if (error) toast(error.message, { bad: true });
      if (error && mayWorkLater(error)) break;
    }
    this.page.poke();
  }

  #tell(words) {
    if (words === this.#summary.textContent) return;
    this.#summary.textContent = words;
    if (words && this.uploads.items.every(isOver)) announce(words);
  }

  #dropRows(kept) {
    for (const [item, row] of [...this.#rows]) {
      if (kept.has(item)) continue;
      row.element.remove();
      this.#rows.delete(item);
    }
  }

  #place(item, at) {
    if (!this.#rows.has(item)) this.#rows.set(item, this.#rowFor(item));
    const { element, update } = this.#rows.get(item);
    update();
    const here = this.#list.children[at];
    if (here !== element && !element.contains(document.activeElement))
      this.#list.insertBefore(element, here ?? null);
  }

  #rowFor(item) {
    return uploadRow(item, {
      retry: () => attempt(() => this.uploads.retry(item)).then(this.page.poke),
      ended: (words, bad) => (bad || this.uploads.items.length <= FEW) && announce(words),
    });
  }
}

/** The progress of an upload in [0, 1]: the sending is one half, the workflow the other. */
function shareOf(item) {
  if (item.phase === 'sending') return item.percent / 200;
  return { waiting: 0, sent: 0.5 }[item.phase] ?? 1;
}
