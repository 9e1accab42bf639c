/** The requests about the vocabulary. */
import { PATIENCE, call, send } from './http.js';

/** Models read the words of a vocabulary before it can be used. */
const patience = PATIENCE.model;

export const vocabulary = () => call('GET', 'vocabulary');
export const vocabularyVersions = () => call('GET', 'vocabulary/versions');

/**
 * @param {{file: Blob, type: string, base?: string}} vocabulary the file's bytes and media type: JSON, or
 *     any bytes for CSV; with `base` it is refused unless the vocabulary of this id is live
 */
export const putVocabulary = ({ file, type, base }) =>
  send('PUT', 'vocabulary', file, type, { patience, headers: base ? { 'if-match': `"${base}"` } : {} });

/** What a vocabulary would change on the newest pictures. */
export const previewVocabulary = ({ file, type }, images) =>
  send('POST', `vocabulary/preview?images=${images}`, file, type, { patience });

/** @param {string} version to go back to */
export const rollBackVocabulary = (version) =>
  send('POST', 'vocabulary/rollback', JSON.stringify({ version }), 'application/json', { patience });

/** Tags a page of earlier pictures with the live vocabulary; without `apply` nothing is stored. */
export const retag = (order) =>
  send('POST', 'retags', JSON.stringify(order), 'application/json', { patience });
