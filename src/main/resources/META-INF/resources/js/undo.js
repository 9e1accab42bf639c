/** Corrections can be taken back, the last first: by a button in the message, and by the key Z. */
import { toast } from './say.js';
import { isLost } from './take-back.js';

const MOST = 20;
const done = [];

/**
 * Says what was done, with a button that undoes it.
 *
 * @param {string} words what was done
 * @param {() => Promise} undo
 */
export function undoable(words, undo) {
  const entry = { words, undo };
  done.push(entry);
  if (done.length > MOST) done.shift();
  toast(words, { action: { label: 'Undo (Z)', run: () => take(entry) } });
}

async function take(entry) {
  const at = done.indexOf(entry);
  if (at < 0) return;
  done.splice(at, 1);
  try {
    await entry.undo();
    toast(`Undone: ${entry.words}`);
  } catch (error) {
    // Without an answer it can be tried again.
    if (isLost(error)) done.splice(at, 0, entry);
    const action = isLost(error) && { label: 'Undo (Z)', run: () => take(entry) };
    toast(error.message, { bad: true, action });
  }
}

/** Lets Z, also with Ctrl, undo wherever no words are typed. */
export function undoByKey() {
  addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'z' || event.shiftKey || event.altKey) return;
    // With a dialog open, no key means the page under it, wherever the focus is.
    if (event.target.closest?.('input, select, textarea') || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    const last = done.at(-1);
    if (last) take(last);
    else toast('There is nothing to undo.');
  });
}
