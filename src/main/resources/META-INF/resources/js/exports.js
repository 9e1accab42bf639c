/** Pictures as a file: all that are shown, or the selected ones. */
import * as api from './api.js';
import { byId, h } from './dom.js';
import { saveAddress, saveFile } from './download.js';
import { fileWords, takeFile } from './export-file.js';
import { icon } from './icons.js';
import { closeByItself, menuEntry } from './menu.js';
import { cutWords, portions } from './portions.js';
import { attempt, toast } from './say.js';
import { openSheet } from './second-script.js';

const IDS_PER_CALL = 100;

const FILES = [
  { name: 'images.csv', title: 'CSV', what: 'for spreadsheets, each value with its evidence' },
  { name: 'images.jsonl', title: 'JSON lines', what: 'for programs, all that is known' },
  { name: 'shopify.csv', only: 'new', title: 'Shopify, new products', what: 'drafts to import; nobody has tried it in a real shop yet' },
  { name: 'shopify.csv', key: 'shopify-changes.csv', only: 'exported', title: 'Shopify, changes', what: 'for products you exported before: their titles, and photos if Shopify can reach them; all else stays as it is in the shop' },
  { name: 'shopify.csv', key: 'shopify-changes-tags.csv', only: 'exported-facts', title: 'Shopify, changes with tags', what: 'the same, and category, type and tags take the place of those in the shop' },
];

const ZIPS = [
  { name: 'images.zip', title: 'CSV with pictures', what: 'a zip, with the files you uploaded' },
  { name: 'shopify.zip', only: 'new', title: 'Shopify, new products with pictures', what: 'a zip, with the files you uploaded' },
];

/** Whether the browser saves it by itself, so that its pictures count as exported some time later. */
export const isZip = (name) => name.endsWith('.zip');

/** The kinds of files. @param {boolean} local zips are made on the seller's own machine only */
export const exportsOf = (local) => (local ? [...FILES, ...ZIPS] : FILES);

/** @returns {string} tells the kinds of files apart, e.g. `shopify.csv` and `shopify-changes.csv` */
export const keyOf = ({ name, key }) => key ?? name;

/** What the links to pictures are good for. */
const LINKS = {
  true: 'Links to pictures work only on this machine; those in a zip name the pictures in it. Shopify can reach neither: import its file for the texts, then add the pictures in Shopify.',
  false: 'Import a Shopify file within 6 hours: later its links to pictures do not work. Zips with pictures are made only by a Vitrine on your own machine.',
};

/**
 * @param {{filter: () => object, local: boolean, changed: () => void}} page `local`: pictures have no
 *     public address; `changed`: pictures count as exported now
 */
export function exportsMenu({ filter, local, changed }) {
  const menu = byId('exports');
  const words = h('p', { class: 'hint' });
  const one = (file) =>
    menuEntry({ title: file.title, note: file.what, key: keyOf(file), test: 'export' }, async () => {
      await attempt(() => save(file, { filter: filter() }));
      menu.open = false;
      if (!isZip(file.name)) changed();
    });
  const summary = h('summary', { class: 'button small' }, icon('download'), 'Export');
  const note = h('p', { class: 'hint', 'data-test': 'export-note' }, LINKS[local]);
  const sheet = { title: 'Bring a corrected CSV back', note: 'what you changed in a spreadsheet is corrected here', key: 'sheet', test: 'sheet-open' };
  const back = menuEntry(sheet, () => {
    menu.open = false;
    summary.focus(); // to which the dialog gives it back
    return attempt(() => openSheet(changed));
  });
  menu.append(summary, h('div', { class: 'menu-panel' }, words, exportsOf(local).map(one), note, back));
  menu.addEventListener('toggle', () => {
    const some = Object.keys(filter()).length > 0;
    words.textContent = some ? 'The pictures shown, as a file' : 'All pictures, as a file';
  });
  closeByItself(menu, summary);
}

/**
 * Saves an export as one file: a zip as it comes, of anything else all parts together.
 *
 * @param {{name: string, only?: string}} file of {@link exportsOf}; `only`: which products
 * @param {{filter?: object, ids?: string[], productOf?: (id: string) => string|undefined}} target
 *     which pictures, and the SKUs of those listed
 */
export async function save(file, { filter = {}, ids = null, productOf = () => undefined }) {
  const { name, only } = file;
  if (isZip(name)) {
    await saveZip(file, filter, ids);
    return;
  }
  const lists = ids && portions(ids, productOf, IDS_PER_CALL);
  const taken = await takeFile(name, { filter, lists, productOf, only }, {
    exported: api.exported,
    confirm: api.confirmExport,
    onPart: (images) => ids || toast(`Exporting, ${images} pictures so far`),
    onConfirm: (at, count) => count > 1 && toast(`Saved. Marking the pictures as exported: part ${at} of ${count}`),
    wait: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
    keep: (parts) => {
      // By the mark Excel knows that it is UTF-8; Shopify expects its first column's name there.
      const all = name === 'images.csv' ? ['\uFEFF', ...parts] : parts;
      saveFile(new Blob(all, { type: 'text/plain' }), `vitrine-${keyOf(file)}`);
    },
  });
  const cut = lists && name === 'shopify.csv' && cutWords(ids, productOf, IDS_PER_CALL);
  const words = [cut, fileWords(taken)].filter(Boolean).join(' ');
  if (words) toast(words, { bad: true });
}

/** Has the browser save a zip: it may be larger than memory. */
async function saveZip({ name, only }, filter, ids) {
  if (ids?.length > IDS_PER_CALL)
    throw new Error(`At most ${IDS_PER_CALL} pictures that you select one by one fit into a zip. For more, filter them, then select all.`);
  const which = ids ? { ids: ids.join(',') } : filter;
  // Not for Shopify, which expects its first column's name there.
  const bom = name === 'images.zip' && 'true';
  saveAddress(await api.exportAddress(name, { ...which, bom, products: only }), `vitrine-${name}`);
  toast('Your browser shows how far the download is. When it is complete, its pictures count as exported.');
}
