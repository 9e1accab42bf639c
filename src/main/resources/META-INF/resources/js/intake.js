/** Takes files that the seller chooses, drops anywhere, or pastes. */
import { byId, h } from './dom.js';
import { icon } from './icons.js';
import { closeByItself } from './menu.js';

/** @param {(files: File[]) => void} take */
export function intake(take) {
  const input = byId('file-input');
  byId('add').addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    take([...input.files]);
    input.value = ''; // The same file may be chosen again.
  });
  addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length) take(files);
  });
  acceptDrops(take);
}

function acceptDrops(take) {
  const veil = byId('drop-veil');
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
  addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    veil.hidden = false;
  });
  addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) veil.hidden = true;
  });
  addEventListener('drop', async (event) => {
    veil.hidden = true;
    if (!hasFiles(event)) return;
    event.preventDefault();
    take(await droppedFiles(event.dataTransfer));
  });
}

/** Whether a file of a dropped folder may be a picture; hidden files, texts and tables are none. */
const isMeant = ({ name, type }) =>
  !name.startsWith('.') && (type === '' || type.startsWith('image/'));

/** Files, and the pictures in dropped folders. */
async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
  const files = (await Promise.all(entries.map(filesIn))).flat();
  return files.filter(isMeant);
}

async function filesIn(entry) {
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    // A reader hands out a folder in portions; an empty one is the end.
    const portion = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return (await Promise.all(found.map(filesIn))).flat();
    found.push(...portion);
  }
}

/** Lets the seller choose styles that every new picture is painted in. */
export function arrivalStyles(styles, chosen) {
  if (styles.length === 0) return;
  const menu = byId('arrival');
  const summary = menu.querySelector('summary');
  const words = summary.querySelector('span');
  summary.prepend(icon('brush'));
  menu.hidden = false;
  for (const style of styles) {
    const box = h('input', {
      type: 'checkbox',
      value: style.name,
      'data-test': 'arrival-style',
      'data-key': style.name,
    });
    box.addEventListener('change', () => {
      if (box.checked) chosen.add(style.name);
      else chosen.delete(style.name);
      words.textContent = chosen.size
        ? `Restyle new pictures: ${chosen.size}`
        : 'Restyle new pictures';
      summary.classList.toggle('on', chosen.size > 0);
    });
    byId('arrival-styles').append(
      h('label', { class: 'check' }, box, h('span', {}, style.title, h('small', {}, style.artist))),
    );
  }
  closeByItself(menu, summary);
}
