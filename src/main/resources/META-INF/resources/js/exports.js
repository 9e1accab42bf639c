/** Pictures as a file: all that are shown, or the selected ones. */
import * as api from './api.js';
import { byId, h } from './dom.js';
import { saveFile } from './download.js';
import { icon } from './icons.js';
import { closeByItself, menuEntry } from './menu.js';
import { conflictWords, portions } from './portions.js';
import { attempt, toast } from './say.js';

const IDS_PER_CALL = 100;

/** The kinds of files. */
export const EXPORTS = [
  { name: 'images.csv', title: 'CSV', what: 'for spreadsheets, each value with its evidence' },
  { name: 'images.jsonl', title: 'JSON lines', what: 'for programs, all that is known' },
  { name: 'shopify.csv', title: 'Shopify', what: 'draft products to import' },
];

const SHOPIFY = {
  true: 'The Shopify file links to pictures on this machine, which Shopify cannot reach. Import it for the texts, and add the pictures in Shopify.',
  false: 'The picture links in the Shopify file work for 6 hours: import it before.',
};

/** @param {{filter: () => object, local: boolean}} page `local`: pictures have no public address */
export function exportsMenu({ filter, local }) {
  const menu = byId('exports');
  const words = h('p', { class: 'hint' });
  const one = ({ name, title, what }) =>
    menuEntry({ title, note: what, key: name, test: 'export' }, async () => {
      await attempt(() => save(name, { filter: filter() }));
      menu.open = false;
    });
  const summary = h('summary', { class: 'button small' }, icon('download'), 'Export');
  const note = h('p', { class: 'hint', 'data-test': 'export-note' }, SHOPIFY[local]);
  menu.append(summary, h('div', { class: 'menu-panel' }, words, EXPORTS.map(one), note));
  menu.addEventListener('toggle', () => {
    const some = Object.keys(filter()).length > 0;
    words.textContent = some ? 'The pictures shown, as a file' : 'All pictures, as a file';
  });
  closeByItself(menu, summary);
}

/**
 * Reads all parts of an export and saves them as one file.
 *
 * @param {string} name of an export
 * @param {{filter?: object, ids?: string[], productOf?: (id: string) => string|undefined}} target
 *     which pictures, and the SKUs of those listed
 */
export async function save(name, { filter = {}, ids = null, productOf = () => undefined }) {
  const parts = [];
  const conflicts = [];
  const take = (part) => {
    parts.push(parts.length && name.endsWith('.csv') ? withoutHeader(part.text) : part.text);
    if (part.conflicts) conflicts.push(part.conflicts);
  };
  for (const some of ids ? portions(ids, productOf, IDS_PER_CALL) : [])
    take(await api.exported(name, { ids: some.join(',') }));
  for (let next = ids ? null : name; next; ) {
    const part = await api.exported(next, next === name ? filter : {});
    take(part);
    next = part.next;
    if (next) toast(`Exporting, ${parts.length * 1000} pictures so far`);
  }
  // By the mark Excel knows that it is UTF-8; Shopify expects its first column's name there.
  if (name === 'images.csv') parts.unshift('\uFEFF');
  saveFile(new Blob(parts, { type: 'text/plain' }), `vitrine-${name}`);
  const words = conflictWords(conflicts);
  if (words) toast(words, { bad: true });
}

/** Removes the first line: no column's name has a line end. */
const withoutHeader = (text) => text.slice(text.indexOf('\n') + 1);
