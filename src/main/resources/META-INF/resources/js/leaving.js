/** Has the browser ask before the page is closed or reloaded while that would lose something. */
import { isChanging } from './http.js';
import { isSomethingTyped } from './typed.js';

/** @param {() => boolean} loses whether something beside what is typed, and what is being stored, would be lost */
export function askBeforeLeaving(loses) {
  addEventListener('beforeunload', (event) => {
    if (isChanging() || isSomethingTyped() || loses()) event.preventDefault();
  });
}
