/** Short messages: a toast everybody sees, and words for screen readers only. */
import { byId, h } from './dom.js';

const SECONDS_SHOWN = 5;
let hiding = null;

/** Shows a short message. `bad` marks it as an error. */
export function toast(text, { bad = false } = {}) {
  const element = byId('toast');
  element.textContent = text;
  element.classList.toggle('bad', bad);
  element.classList.add('shown');
  clearTimeout(hiding);
  hiding = setTimeout(() => element.classList.remove('shown'), SECONDS_SHOWN * 1000);
}

/** Tells screen readers what others see happen. */
export function announce(text) {
  const words = h('p', {}, text);
  byId('announcer').append(words);
  setTimeout(() => words.remove(), SECONDS_SHOWN * 1000);
}

/** Runs an action of the seller's; when it fails, says why. @returns whether it succeeded */
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
