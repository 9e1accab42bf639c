/** What few visits need: a second script, which is loaded when it is first asked for. */
import * as api from './api.js';
import { newKey } from './bulk.js';
import { changesList } from './changes.js';
import { openDialog } from './dialog.js';
import { button, byId, fill, h } from './dom.js';
import { toast } from './say.js';
import { again, takeBack } from './take-back.js';
import { undoable } from './undo.js';

/** What the second script must not have a copy of. */
const PAGE = {
  again,
  bulk: api.bulk,
  button,
  changesList,
  correctBySheet: api.correctBySheet,
  fill,
  h,
  newKey,
  openDialog,
  takeBack,
  toast,
  undoable,
};

let loading = null;

/** @returns {Promise<object>} what the second script gives */
function parts() {
  loading ??= new Promise((resolve, reject) => {
    addEventListener('second-script', ({ detail }) => resolve(detail), { once: true });
    const onerror = () => {
      loading = null;
      // Without its old script this page may be older than Vitrine.
      reject(new api.ApiError('A part of this page cannot be loaded. Try again, or reload the page.', 'UNREACHABLE', 0));
    };
    document.head.append(h('script', { type: 'module', src: byId('second-script').content, onerror }));
  });
  return loading;
}

/** Takes a corrected CSV back. @param {() => void} changed called when pictures have changed */
export const openSheet = async (changed) => (await parts()).openSheet({ ...PAGE, changed });

/** As `mergedVocabulary` of vocabulary-merge.js. */
export const mergedVocabulary = async (...vocabularies) => (await parts()).mergedVocabulary(...vocabularies);
