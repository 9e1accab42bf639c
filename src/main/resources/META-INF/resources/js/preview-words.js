/** What the page says of the preview of a vocabulary or a model on the newest pictures. Needs no browser. */
import { plural } from './words.js';

/**
 * Counts what would become of the pictures.
 *
 * @param {{changed: number, unchanged: number, unknown?: number}} found numbers of pictures; `unknown` are those
 *     that only a new run can tag
 * @param {number} asked of how many pictures the preview was to be
 * @returns {string|null} null when there was no picture
 */
export function previewSummary({ changed, unchanged, unknown = 0 }, asked) {
  const all = changed + unchanged + unknown;
  if (all === 0) return null;
  const parts = [
    `${changed || 'none'} would change`,
    `${unchanged} would stay as ${unchanged === 1 ? 'it is' : 'they are'}`,
    unknown > 0 && `${unknown} must be described again first`,
  ];
  const fewer = all < asked ? ' There are no more, or there was no time to try more.' : '';
  return `Of your newest ${plural(all, 'picture')} ${parts.filter(Boolean).join(', ')}.${fewer}`;
}

/**
 * Counts the values that pictures would gain and lose; one that is replaced is lost, and the other gained.
 *
 * @param {Array<{changes: Array<{attribute: string, before?: string, after?: string}>}>} images
 * @param {(attribute: string) => string} name what an attribute is called
 * @returns {{gained: string[], lost: string[]}} such as `Color: red ×3` on three pictures, those of most first
 */
export function effects(images, name) {
  const changes = images.flatMap((image) => image.changes);
  return { gained: counted(changes, 'after', name), lost: counted(changes, 'before', name) };
}

function counted(changes, side, name) {
  const counts = new Map();
  for (const one of changes) {
    if (!one[side]) continue;
    const value = one.attribute === 'tag' ? one[side] : `${name(one.attribute)}: ${one[side]}`;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, many], [b, more]) => more - many || a.localeCompare(b))
    .map(([value, count]) => (count > 1 ? `${value} ×${count}` : value));
}

/** As `previewSummary`, of a model's preview that is done. */
export function modelPreviewSummary({ images, unchanged, looked, of }) {
  const summary = previewSummary({ changed: images.length, unchanged }, 0);
  if (!summary) return 'There is no picture yet for a preview.';
  return looked < of ? `${summary} There was no time to look at more.` : summary;
}

/** @returns {boolean} whether a model's preview goes on by itself */
export const isUnderWay = ({ state }) => ['opening', 'reading', 'looking'].includes(state);

/**
 * What a seller reads about a model's preview that is under way or has ended without a result.
 *
 * @param {object} preview as `GET models/preview` says it
 * @returns {string} some sentences
 */
export function modelPreviewWords({ model, state, labels, ofLabels, looked, of, message }) {
  switch (state) {
    case 'opening':
      return `${model} is being opened.`;
    case 'reading':
      return `${model} reads the words of your vocabulary, once: ${labels} of ${ofLabels}. A large model takes minutes for that.`;
    case 'looking':
      return `${model} looks at your newest pictures: ${looked} of ${of}.`;
    case 'no-room':
      return `${message} You can still use it without seeing first.`;
    case 'failed':
      return `${message} The stand-in goes on looking at your pictures.`;
    default:
      return 'The preview was stopped.';
  }
}

/** @returns {{value: number, max: number}|null} what of the present step is done; null when that is not known */
export const modelPreviewShare = ({ state, labels, ofLabels, looked, of }) =>
  ({ reading: { value: labels, max: ofLabels }, looking: { value: looked, max: of } })[state] ?? null;
