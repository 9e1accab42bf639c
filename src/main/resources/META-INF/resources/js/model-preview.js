/** Shows what a downloaded model would change on the newest pictures; then the seller uses it, or not. */
import * as api from './api.js';
import { changesList, namesList } from './changes.js';
import { button, fill, h } from './dom.js';
import { effects, isUnderWay, modelPreviewShare, modelPreviewSummary, modelPreviewWords } from './preview-words.js';

const PREVIEWED = 24;
const ASK_EVERY_MS = 1000;

/**
 * @param {{questions: Questions, use: () => Promise, ended: () => Promise}} page `use` orders the model to be
 *     used; `ended` is called when its preview failed
 * @returns {Element} in a dialog: the preview ends when that is closed
 */
export function modelPreview({ questions, use, ended }) {
  const root = h('div', { class: 'model-preview', 'data-test': 'model-preview' });
  /** Of the preview that is under way; another one when it was stopped. */
  let turn = 0;
  /** Ends what listens for the seller's leaving. */
  let listening = null;

  const previewButton = (label, kind) =>
    button(label, { class: `button ${kind}`, 'data-test': 'model-preview-start' }, begin);
  const useButton = (kind) =>
    button('Use it', { class: `button ${kind}`, 'data-test': 'model-order' }, () => {
      turn += 1;
      return use();
    });

  const fresh = () => fill(root, [actions(previewButton('See what it would change', 'primary'), useButton(''))]);

  /** Not awaited by the button, which is replaced at once. */
  function begin() {
    turn += 1;
    listening?.abort();
    listening = new AbortController();
    const { signal } = listening;
    root.closest('dialog')?.addEventListener('close', leave, { signal });
    addEventListener('pagehide', leave, { signal });
    const mine = turn;
    follow(mine).catch((error) => mine === turn && said(error.message, 'stopped'));
  }

  async function follow(mine) {
    const show = progress();
    let [now] = await Promise.all([api.startModelPreview(PREVIEWED), questions.load()]);
    while (mine === turn && isUnderWay(now)) {
      show(now);
      await new Promise((later) => setTimeout(later, ASK_EVERY_MS));
      if (mine === turn) now = await api.modelPreview();
    }
    if (mine === turn) await end(now);
  }

  /** Draws a line that is kept in step with how far it is. */
  function progress() {
    const bar = h('progress', { 'aria-label': 'Preview' });
    const words = h('p', { class: 'hint', role: 'status', 'data-test': 'model-preview-words' });
    const halt = button('Stop', { class: 'button', 'data-test': 'model-preview-stop' }, stay);
    fill(root, [bar, words, actions(halt)]);
    return (now) => {
      const share = modelPreviewShare(now);
      if (share) Object.assign(bar, { max: Math.max(1, share.max), value: share.value });
      const text = modelPreviewWords(now);
      if (words.textContent !== text) words.textContent = text;
      words.dataset.state = now.state;
    };
  }

  async function end(now) {
    if (now.state === 'done') return result(now);
    said(modelPreviewWords(now), now.state);
    if (now.state === 'failed') await ended();
  }

  /** Says why there is nothing to see. A model that failed is not offered for use. */
  function said(words, state) {
    fill(root, [
      h('p', { class: 'notice warn', role: 'status', 'data-test': 'model-preview-words', 'data-state': state }, words),
      actions(previewButton('Try again', ''), state === 'failed' ? null : useButton('')),
    ]);
  }

  function result(now) {
    const { images } = now;
    const title = (name) => questions.title(name);
    const { gained, lost } = effects(images, title);
    fill(root, [
      h('p', { role: 'status', 'data-test': 'model-preview-summary' }, modelPreviewSummary(now)),
      images.length > 0 && [
        h('ul', { class: 'changes diff', 'data-test': 'model-preview-effects' }, [
          h('li', {}, namesList('ins', 'New', gained), namesList('del', 'Gone', lost)),
        ]),
        changesList(images, title, true),
      ],
      actions(useButton('primary'), button('Stay as it is', { class: 'button quiet', 'data-test': 'model-stay' }, stay)),
    ]);
  }

  /** Ends the preview and forgets what it found, without waiting: the server ends it by itself if it is not told. */
  function leave() {
    turn += 1;
    listening?.abort();
    api.stopModelPreview().catch(() => {});
  }

  function stay() {
    leave();
    fresh();
  }

  fresh();
  return root;
}

const actions = (...buttons) => h('div', { class: 'panel-actions' }, buttons);
