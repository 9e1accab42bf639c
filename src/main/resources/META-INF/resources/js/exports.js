/** All pictures that are shown, as a file. */
import * as api from './api.js';
import { button, byId, h } from './dom.js';
import { icon } from './icons.js';
import { attempt, toast } from './say.js';

const FILES = [
  { name: 'images.csv', title: 'CSV', what: 'for spreadsheets, each value with its evidence' },
  { name: 'images.jsonl', title: 'JSON lines', what: 'for programs, all that is known' },
  {
    name: 'shopify.csv',
    title: 'Shopify',
    what: 'draft products to import; the picture links in it work for 6 hours',
  },
];

/** @param {() => object} filter what the gallery shows now */
export function exportsMenu(filter) {
  const menu = byId('exports');
  const words = h('p', { class: 'hint' });
  const one = ({ name, title, what }) =>
    button(
      [h('span', {}, title), h('small', {}, what)],
      { class: 'menu-entry', 'data-test': 'export', 'data-key': name },
      async () => {
        await attempt(() => save(name, filter()));
        menu.open = false;
      },
    );
  menu.append(
    h('summary', { class: 'button small' }, icon('download'), 'Export'),
    h('div', { class: 'menu-panel' }, words, FILES.map(one)),
  );
  menu.addEventListener('toggle', () => {
    const some = Object.keys(filter()).length > 0;
    words.textContent = some ? 'The pictures shown, as a file' : 'All pictures, as a file';
  });
  addEventListener('click', (event) => !menu.contains(event.target) && (menu.open = false));
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
}

/** Asks until there is no more, and saves it as one file. */
async function save(name, filter) {
  const parts = [];
  for (let next = name; next; ) {
    const part = await api.exported(next, next === name ? filter : {});
    parts.push(parts.length && name.endsWith('.csv') ? withoutHeader(part.text) : part.text);
    next = part.next;
    if (next) toast(`Exporting, ${parts.length * 1000} pictures so far`);
  }
  const file = URL.createObjectURL(new Blob(parts, { type: 'text/plain' }));
  const link = h('a', { href: file, download: `vitrine-${name}` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(file), 10_000);
}

/** Names of columns hold no line ends. */
const withoutHeader = (text) => text.slice(text.indexOf('\n') + 1);
