/** The page's one modal dialog. */
import { button, byId, h } from './dom.js';
import { halfTyped } from './typed.js';

/**
 * @param {{title: string, content: Array, actions: Array<{label: string, primary?: boolean,
 *     danger?: boolean, test?: string, isReady?: () => boolean, run?: () => Promise}>}} what an action
 *     closes the dialog, then runs; unless it is not ready
 */
export function openDialog({ title, content, actions }) {
  const dialog = byId('dialog');
  const act = ({ label, primary, danger, test, isReady, run }) =>
    button(
      label,
      {
        class: `button ${danger ? 'danger' : primary ? 'primary' : ''}`,
        'data-test': test ?? 'dialog-close',
      },
      async () => {
        if (isReady && !isReady()) return;
        dialog.close();
        await run?.();
      },
    );
  const message = dialog.querySelector('#toast'); // one that was brought up into it, see say.js
  if (message) document.body.append(message);
  dialog.replaceChildren(
    h('h2', { id: 'dialog-title' }, title),
    ...content.filter(Boolean),
    h('div', { class: 'dialog-actions' }, actions.map(act)),
  );
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  dialog.addEventListener('pointerdown', notePress);
  dialog.addEventListener('click', closeFromOutside);
  addEventListener('hashchange', close);
  dialog.showModal();
}

/** Fields of a dialog, in which the key Enter is its main button. @param {Array<Node>} content */
export function fieldsOfDialog(content) {
  const onsubmit = (event) => {
    event.preventDefault();
    byId('dialog').querySelector('.primary').click();
  };
  return h('form', { class: 'dialog-fields', onsubmit }, content);
}

/** What a dialog asks is about the view under it, which the browser's Back has left. */
const close = () => byId('dialog').close();

let isPressedOutside = false;

/** What is pressed on the backdrop arrives at the dialog itself. */
const notePress = ({ target, currentTarget }) => (isPressedOutside = target === currentTarget);

/** A click that only ends outside, as when words are selected, closes nothing, nor does one that would lose typed words. */
function closeFromOutside({ target, currentTarget }) {
  if (target === currentTarget && isPressedOutside && halfTyped(currentTarget).size === 0) currentTarget.close();
}
