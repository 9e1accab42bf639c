/** Tells the seller that all uploads are done, if they are elsewhere and asked to be told. */
import { button } from './dom.js';
import { icon } from './icons.js';
import { toast } from './say.js';
import { isOver, summaryOf } from './tray-order.js';

const canTell = () => 'Notification' in globalThis;

/** Asks the browser's permission, at a click only. */
export function askToTell() {
  return button(
    [icon('bell'), 'Tell me when done'],
    { class: 'button quiet small', 'data-test': 'tray-tell' },
    async () => {
      const allowed = await Notification.requestPermission();
      toast(allowed === 'granted' ? 'Vitrine tells you when all are done.' : 'The browser does not allow notifications.');
    },
  );
}

/** Whether it is worth asking: uploads are on their way, and the browser was never asked. */
export const mayAsk = (items) =>
  canTell() && Notification.permission === 'default' && !items.every(isOver);

/** @param {Uploads} uploads */
export function tellAtTheEnd(uploads) {
  let wasOpen = false;
  uploads.addEventListener('change', () => {
    const { items } = uploads;
    const isOpen = !items.every(isOver);
    if (wasOpen && !isOpen && items.length > 0 && document.hidden) tell(summaryOf(items));
    wasOpen = isOpen;
  });
}

function tell(body) {
  if (!canTell() || Notification.permission !== 'granted') return;
  try {
    const note = new Notification('Vitrine', { body, icon: 'favicon.svg', tag: 'vitrine-uploads' });
    note.addEventListener('click', () => {
      window.focus();
      note.close();
    });
  } catch {
    // Android lets only service workers notify; the tab's title says it there.
  }
}
