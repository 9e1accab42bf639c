/** What is said of a corrected CSV. Needs no browser. */
import { plural, title } from './words.js';

const NAMES = { altText: 'Alt text', sku: 'SKU' };

/** @param {string} column of images.csv @returns {string} what sellers call it */
export const columnName = (column) => NAMES[column] ?? title(column.replace(/^attribute\./, ''));

/** @returns {string} "37 pictures change. 460 rows say what is there already. 2 rows cannot be used." */
export function summaryWords({ changed, unchanged, refused }) {
  return [
    changed === 0 ? 'No picture changes.' : `${plural(changed, 'picture')} ${changed === 1 ? 'changes' : 'change'}.`,
    unchanged > 0 && `${plural(unchanged, 'row')} ${unchanged === 1 ? 'says' : 'say'} what is there already.`,
    refused > 0 && `${plural(refused, 'row')} cannot be used.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** @returns {string|null} which columns are not read; null if there is none */
export const unknownWords = (columns) =>
  columns.length > 0 ? `Not read, as the export has no such ${columns.length === 1 ? 'column' : 'columns'}: ${columns.join(', ')}.` : null;
