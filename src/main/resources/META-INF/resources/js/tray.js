/** The uploads, docked at the page's edge: one row a picture, from "waiting" to "ready". */
import { button, h } from './dom.js';
import { icon } from './icons.js';
import { announce, attempt } from './say.js';
import { uploadRow } from './upload-row.js';
import { plural } from './words.js';

/** So many uploads are announced one by one; of more, only what goes wrong, and the end. */
const FEW = 5;

const isOver = (item) => ['settled', 'refused'].includes(item.phase);

export class Tray {
  #rows = new Map();
  #summary = h('h2', { class: 'tray-title', 'data-test': 'tray-summary' });
  #bar = h('progress', { class: 'tray-bar', max: 100, 'aria-label': 'All uploads' });
  #list = h('ul', { class: 'tray-list' });

  /**
   * @param {HTMLElement} root
   * @param {Uploads} uploads
   * @param {() => void} poke looks at the workflow at once
   */
  constructor(root, uploads, poke) {
    Object.assign(this, { root, uploads, poke });
    this.fold = button(icon('chevron'), { class: 'icon-button', 'data-test': 'tray-fold' }, () =>
      this.#setFolded(!root.classList.contains('folded')),
    );
    const quiet = { class: 'button quiet small', 'data-test': 'tray-clear' };
    this.clear = button('Clear', quiet, () => uploads.clear());
    const head = h('header', { class: 'tray-head' }, this.#summary, this.clear, this.fold);
    root.append(head, this.#bar, this.#list);
    this.#setFolded(matchMedia('(max-width: 599px)').matches);
    uploads.addEventListener('change', () => this.#draw());
  }

  #setFolded(folded) {
    this.root.classList.toggle('folded', folded);
    this.fold.setAttribute('aria-expanded', String(!folded));
    this.fold.setAttribute('aria-label', folded ? 'Show the uploads' : 'Fold the uploads away');
  }

  #draw() {
    const { items } = this.uploads;
    this.root.hidden = items.length === 0;
    document.body.classList.toggle('has-tray', items.length > 0);
    this.#tell(summaryOf(items));
    const share = items.reduce((sum, item) => sum + shareOf(item), 0) / (items.length || 1);
    this.#bar.value = Math.round(share * 100);
    this.#bar.hidden = share === 1;
    this.clear.hidden = !items.some(isOver);
    this.#dropRows(new Set(items));
    [...items].reverse().forEach((item) => this.#place(item));
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

  #place(item) {
    if (!this.#rows.has(item)) {
      this.#rows.set(item, this.#rowFor(item));
      this.#list.prepend(this.#rows.get(item).element);
    }
    this.#rows.get(item).update();
  }

  #rowFor(item) {
    return uploadRow(item, {
      retry: () => attempt(() => this.uploads.retry(item)).then(this.poke),
      ended: (words, bad) => (bad || this.uploads.items.length <= FEW) && announce(words),
    });
  }
}

/** How far an item is, upload and workflow counted half each. */
function shareOf(item) {
  if (item.phase === 'sending') return item.percent / 200;
  return { waiting: 0, sent: 0.5 }[item.phase] ?? 1;
}

function summaryOf(items) {
  const count = (...phases) => items.filter((item) => phases.includes(item.phase)).length;
  const uploading = count('waiting', 'sending');
  const working = count('sent');
  if (uploading) return `Uploading ${plural(uploading, 'picture')}`;
  if (working) return `Describing ${plural(working, 'picture')}`;
  const bad = items.filter(
    (i) => i.phase === 'refused' || ['failed', 'rejected'].includes(i.image?.status),
  );
  const ready = items.length - bad.length;
  const words = [ready && `${plural(ready, 'picture')} ready`, bad.length && `${bad.length} not`];
  return words.filter(Boolean).join(', ');
}
