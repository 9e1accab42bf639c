/** The part of the dialog about the models that offers real ones, and shows how far it is. */
import * as api from './api.js';
import { button, fill, h } from './dom.js';
import { modelPreview } from './model-preview.js';
import { downloadWords, isOnItsWay, isToBeUsed, orderWords } from './model-words.js';
import { attempt } from './say.js';

const LOOK_EVERY_MS = 1000;

/**
 * @param {object} about as the server says it; kept up to date
 * @param {object} work what the model is for: EYES or CAPTIONER
 * @param {{questions: Questions, changed: () => void}} page `changed` is called when another model has come
 *     into use
 * @returns {Element|null} null when there is no model to offer
 */
export function modelSwitch(about, work, { questions, changed }) {
  const now = () => about[work.member];
  if (!now()) return null;
  const root = h('section', { class: 'model-switch', 'data-test': `${work.test}-switch` });
  let looking = false;
  let preview = null;

  async function look() {
    const before = now()?.state;
    const fresh = await api.about().catch(() => null);
    if (!fresh) return;
    Object.assign(about, fresh);
    if (now()?.state === 'ready' && before !== 'ready') changed();
    show();
  }

  /** Looks again for as long as the model is on its way and the dialog is open. */
  async function follow() {
    if (looking) return;
    looking = true;
    while (isOnItsWay(now())) {
      await new Promise((later) => setTimeout(later, LOOK_EVERY_MS));
      if (!root.isConnected) break;
      await look();
    }
    looking = false;
  }

  const order = () =>
    attempt(async () => {
      about[work.member] = await api.fetchModel(work.of, isToBeUsed(now(), work));
      show();
      follow();
    });

  /** The same element for as long as the model waits for a decision, so that what it shows stays. */
  function decision(state) {
    const isOpen = state === 'fetched' && work.hasPreview;
    preview = isOpen ? (preview ?? modelPreview({ questions, use: order, ended: look })) : null;
    return preview;
  }

  function show() {
    const download = now();
    if (!download) return;
    const { state, bytes, of } = download;
    const label = orderWords(download, work);
    const asked = decision(state);
    fill(root, [
      h(
        'p',
        { 'data-test': `${work.test}-words`, 'data-state': state, role: 'status' },
        downloadWords(download, work),
      ),
      state === 'fetching' && h('progress', { max: Math.max(1, of), value: bytes, 'aria-label': 'Download' }),
      asked,
      !asked && label && button(label, { class: 'button', 'data-test': `${work.test}-order` }, order),
    ]);
  }

  show();
  follow();
  return root;
}
