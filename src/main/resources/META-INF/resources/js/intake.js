/** Takes files that the seller chooses, drops anywhere, or pastes. */
import { byId, fill, h } from './dom.js';
import { icon } from './icons.js';
import { keep, kept } from './kept.js';
import { closeByItself } from './menu.js';
import { toast } from './say.js';
import { unreadStyles } from './styles.js';

/** @param {(files: File[], unreadable?: string[]) => void} take `unreadable`: names of what the browser cannot open */
export function intake(take) {
  const takeFolder = (files, unreadable = []) => {
    const pictures = files.filter(isMeant);
    if (pictures.length + unreadable.length > 0) take(pictures, unreadable);
    else toast('There is no picture in this folder.', { bad: true });
  };
  chooser('file-input', 'add', take);
  chooser('folder-input', 'add-folder', takeFolder);
  byId('add-folder').append(icon('folder'));
  addEventListener('paste', (event) => {
    const files = pasted(event);
    if (files.length) take(files);
  });
  acceptDrops(take, takeFolder);
}

/** The files that are pasted. Spreadsheets and word processors put a picture of the words beside the words: into a field go the words. */
export function pasted({ target, clipboardData }) {
  const isOfWords = clipboardData?.types.includes('text/plain') && target.closest?.('input, textarea');
  return isOfWords ? [] : [...(clipboardData?.files ?? [])];
}

function chooser(input, opener, take) {
  const field = byId(input);
  byId(opener).addEventListener('click', () => field.click());
  field.addEventListener('change', () => {
    take([...field.files]);
    field.value = ''; // The same may be chosen again.
  });
}

function acceptDrops(take, takeFolder) {
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
    const entries = entriesOf(event.dataTransfer);
    if (!entries.some((entry) => entry.isDirectory)) take([...event.dataTransfer.files]);
    else {
      const { files, unreadable } = await filesOf(entries);
      takeFolder(files, unreadable);
    }
  });
}

const isHidden = (name) => name.startsWith('.');

/** Whether a file of a folder may be a picture; hidden files, texts and tables are none. */
export const isMeant = ({ name, type }) => !isHidden(name) && (type === '' || type.startsWith('image/'));

const entriesOf = ({ items }) => [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);

/**
 * Reads the dropped files. A file that the browser cannot open is listed and does not stop the others.
 *
 * @param {FileSystemEntry[]} entries
 * @returns {Promise<{files: File[], unreadable: string[]}>} `unreadable`: names, without hidden ones
 */
export async function filesOf(entries) {
  const unreadable = [];
  const filesIn = async (entry) => {
    const found = [];
    try {
      if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
      for await (const portion of portionsOf(entry.createReader())) found.push(...portion);
    } catch {
      if (!isHidden(entry.name)) unreadable.push(entry.name);
    }
    return (await Promise.all(found.map(filesIn))).flat();
  };
  const files = (await Promise.all(entries.map(filesIn))).flat();
  return { files, unreadable };
}

/** A reader hands out a folder in portions; an empty one is the end. */
async function* portionsOf(reader) {
  for (;;) {
    const portion = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return;
    yield portion;
  }
}

const ARRIVAL_STYLES = 'vitrine.arrival-styles';

/**
 * Lets the seller choose styles that every new picture is painted in. Called again when they are read at last.
 *
 * @param {Array<{name: string, title: string, artist: string}>} styles
 * @param {Set<string>} chosen names of styles, to which those are added that were chosen before a reload
 * @param {Storage} storage of the tab: who opens the page another day pays for no choice that they forgot
 * @param {() => Promise} load reads the styles, if there are none
 */
export function arrivalStyles(styles, chosen, storage, load) {
  const before = kept(storage, ARRIVAL_STYLES);
  for (const { name } of styles) if (before.includes(name)) chosen.add(name);
  const menu = byId('arrival');
  const summary = menu.querySelector('summary');
  const words = summary.querySelector('span');
  if (menu.hidden) {
    summary.prepend(icon('brush'));
    closeByItself(menu, summary);
    menu.hidden = false;
  }
  const draw = () => {
    words.textContent = chosen.size ? `Restyle new pictures: ${chosen.size}` : 'Restyle new pictures';
    summary.classList.toggle('on', chosen.size > 0);
  };
  const changed = () => {
    keep(storage, ARRIVAL_STYLES, [...chosen]);
    draw();
  };
  const list = byId('arrival-styles');
  const choices = styles.length > 0 ? styles.map((style) => arrivalStyle(style, chosen, changed)) : unreadStyles(load);
  fill(list, [list.querySelector('legend'), choices]);
  draw();
}

function arrivalStyle(style, chosen, changed) {
  const box = h('input', {
    type: 'checkbox',
    value: style.name,
    checked: chosen.has(style.name),
    'data-test': 'arrival-style',
    'data-key': style.name,
  });
  box.addEventListener('change', () => {
    if (box.checked) chosen.add(style.name);
    else chosen.delete(style.name);
    changed();
  });
  return h('label', { class: 'check' }, box, h('span', {}, style.title, h('small', {}, style.artist)));
}
