/** Short messages: a toast for everybody, and words for screen readers only. */
import { button, byId, fill, h } from './dom.js';
import { secondsToRead } from './words.js';

const SECONDS_SHOWN = 5;
/** At least. Long enough to read the message and to reach the button in it. */
const SECONDS_WITH_ACTION = 12;
let hiding = null;

/** Puts the message where it is seen and heard: what is outside of an open dialog is under it. */
function bringUp(element) {
  const host = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  if (element.parentElement === host) return;
  host.append(element);
  if (host === document.body) return;
  const takeBack = () => element.parentElement === host && document.body.append(element);
  // Before the dialog's own listeners, which may take it away with all that is in it.
  host.addEventListener('close', takeBack, { once: true, capture: true });
}

/**
 * Shows a short message.
 *
 * @param {string} text
 * @param {{bad?: boolean, action?: {label: string, run: () => Promise}}} how `bad` marks an error;
 *     `action` is a button in the message
 */
export function toast(text, { bad = false, action = null } = {}) {
  const element = byId('toast');
  bringUp(element);
  const hide = () => element.classList.remove('shown');
  const act = action && button(action.label, { class: 'toast-action', 'data-test': 'undo' }, () => {
    clearTimeout(hiding);
    hide();
    return action.run();
  });
  // Whoever is about to press the button, or still reads, has it for as long.
  const hideWhenLeft = () => (element.matches(':hover, :focus-within') ? hideIn(1) : hide());
  const hideIn = (seconds) => (hiding = setTimeout(hideWhenLeft, 1000 * seconds));
  fill(element, [h('span', {}, text), act]);
  element.classList.toggle('bad', bad);
  element.classList.add('shown');
  clearTimeout(hiding);
  const least = action ? SECONDS_WITH_ACTION : SECONDS_SHOWN;
  hideIn(Math.max(least, secondsToRead(text)));
}

/** Says to screen readers what the page shows. */
export function announce(text) {
  const words = h('p', {}, text);
  byId('announcer').append(words);
  setTimeout(() => words.remove(), SECONDS_SHOWN * 1000);
}

/** Runs an action; if it fails, shows why. @returns whether it succeeded */
export async function attempt(action, success) {
  try {
    await action();
    if (success) toast(success);
    return true;
  } catch (error) {
    toast(error.message, { bad: true });
    return false;
  }
}

/** Copies text and says so. */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`${what} copied`);
  } catch {
    toast('The browser does not allow copying here.', { bad: true });
  }
}
