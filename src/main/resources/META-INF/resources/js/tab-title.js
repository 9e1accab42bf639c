/** The tab's title: the view's name, and before it how far the uploads are. */
import { tabWords } from './tray-order.js';

let name = 'Vitrine';
let before = '';

const draw = () => (document.title = before ? `${before} ${name}` : name);

/** @param {string} words of the view that is shown */
export function nameTab(words) {
  name = words;
  draw();
}

/** Counts the uploads in the title, which says that all are done until the seller has seen it. */
export function countInTab(uploads) {
  let wasOpen = false;
  uploads.addEventListener('change', () => {
    const words = tabWords(uploads.items);
    if (words || (wasOpen && document.hidden)) before = words ?? `(${uploads.items.length} done)`;
    else if (!document.hidden) before = '';
    wasOpen = words !== null;
    draw();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || wasOpen) return;
    before = '';
    draw();
  });
}
