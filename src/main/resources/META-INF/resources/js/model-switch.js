/** The part of the dialog about the models that offers a real one, and shows how far it is. */
import * as api from './api.js';
import { button, fill, h } from './dom.js';
import { downloadWords, isOnItsWay, orderWords } from './model-words.js';
import { attempt } from './say.js';

const LOOK_EVERY_MS = 1000;

/**
 * @param {object} about as the server says it; kept up to date
 * @param {() => void} changed called when another model has come into use
 * @returns {Element|null} null when there is no model to offer
 */
export function modelSwitch(about, changed) {
  if (!about.download) return null;
  const root = h('section', { class: 'model-switch', 'data-test': 'model-switch' });
  let looking = false;

  async function look() {
    const before = about.download?.state;
    const fresh = await api.about().catch(() => null);
    if (!fresh) return;
    Object.assign(about, fresh);
    if (about.download?.state === 'ready' && before !== 'ready') changed();
    show();
  }

  /** Looks again for as long as the model is on its way and the dialog is open. */
  async function follow() {
    if (looking) return;
    looking = true;
    while (isOnItsWay(about.download)) {
      await new Promise((later) => setTimeout(later, LOOK_EVERY_MS));
      if (!root.isConnected) break;
      await look();
    }
    looking = false;
  }

  const order = () =>
    attempt(async () => {
      about.download = await api.fetchModel();
      show();
      follow();
    });

  function show() {
    const { download } = about;
    if (!download) return;
    const { state, bytes, of } = download;
    const label = orderWords(download);
    fill(root, [
      h('p', { 'data-test': 'model-words', 'data-state': state, role: 'status' }, downloadWords(download)),
      state === 'fetching' && h('progress', { max: Math.max(1, of), value: bytes, 'aria-label': 'Download' }),
      label && button(label, { class: 'button', 'data-test': 'model-order' }, order),
    ]);
  }

  show();
  follow();
  return root;
}
