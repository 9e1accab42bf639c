/**
 * The first module of the second script, see second-script.js. It is packed with modules of its own, also where the first
 * script has them too: so none of them keeps anything.
 */
import { openSheet } from './sheet.js';
import { mergedVocabulary } from './vocabulary-merge.js';

window.dispatchEvent(new CustomEvent('second-script', { detail: { openSheet, mergedVocabulary } }));
