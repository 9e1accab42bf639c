/** Texts for statuses, sizes, durations, dates and names. Needs no browser. */

export const STATUS = {
  received: 'Received',
  running: 'In progress',
  done: 'Done',
  partial: 'Partly done',
  rejected: 'Not usable',
  failed: 'Failed',
};

/** What is left for the seller to do, beside the state of the workflow. */
export const WORK = {
  'needs-you': 'Needs you',
  reviewed: 'Reviewed',
  changed: 'Changed since export',
  exported: 'Exported',
};

/** @returns {string|null} the word on the card of a picture that waits for the seller: it has little room */
export const needsWords = (image) => ({ 'needs-you': WORK['needs-you'], changed: 'Changed' })[image.work] ?? null;

/** Whether the work has ended, and something is left that only the seller can do. */
export const needsYou = (image) => isSettled(image) && image.work === 'needs-you';

/** @returns {string|null} what the seller can do next with a picture; null if nothing, or its error says it */
export function nextStep({ work, error, exported }) {
  if (work === 'needs-you')
    return error ? null : 'Nothing names this product yet: set its category, add or accept a tag, or write a title.';
  if (work === 'reviewed') return 'Reviewed: it can be exported.';
  if (work === 'changed') return `Changed since it was exported on ${when(exported?.at)}: export it again.`;
  if (work === 'exported') return `Exported as it is, on ${when(exported?.at)}.`;
  return null;
}

/** Whether nothing more will happen to the picture by itself. */
export const isSettled = (image) => !['received', 'running'].includes(image.status);

/** Whether a run has described the picture: what it found stays while the picture is painted or described again. */
export const isDescribed = (image) =>
  isSettled(image) || Boolean(image.prompt || image.caption || image.tags?.length || Object.keys(image.attributes ?? {}).length);

/**
 * Says where a picture stands in the queue before a model.
 *
 * @returns {string|null} "Waiting: place 412, about 7 minutes"; null if it does not wait
 */
export function waitingWords(image) {
  if (!image?.waiting) return null;
  const { place, seconds } = image.waiting;
  const words = `Waiting: place ${number(place)}`;
  return Number.isFinite(seconds) ? `${words}, ${about(seconds)}` : words;
}

/** What is said of pictures that look the same as this one. */
export function alsoHereWords(images) {
  const same = images.every((one) => one.distance === 0);
  const words = `${plural(images.length, 'picture')} that ${images.length === 1 ? 'looks' : 'look'}`;
  return `Also here: ${words} ${same ? 'the same' : 'nearly the same'}`;
}

/**
 * @param {boolean} isAll whether all pictures were looked at
 * @returns {string} "3 pictures are there more than once"
 */
export function duplicatesWords(groups, isAll) {
  const there = groups === 1 ? 'is there more than once' : 'are there more than once';
  if (groups > 0) return `${plural(groups, 'picture')} ${there}${isAll ? '' : ' so far'}`;
  return isAll ? 'No picture is there more than once' : '';
}

/**
 * @param {boolean} isAll whether all pictures were looked at
 * @returns {string} "12 products"
 */
export function productsWords(products, isAll) {
  if (products > 0) return `${plural(products, 'product')}${isAll ? '' : ' so far'}`;
  return isAll ? 'No products' : '';
}

/** What is said of pictures that a searched text describes. */
export const lookLikeWords = (count) =>
  `${plural(count, 'picture')} ${count === 1 ? 'looks' : 'look'} like it`;

/** Whether renditions exist: their size is written together with them. */
export const isRendered = (image) => Boolean(image.width);

export const fileName = (image) => (image.key ?? '').split('/').pop() || image.imageId;

export const percent = (share) => `${Math.round(share * 100)}%`;

/** 10000 -> "10,000", as in the page's other words, whatever the browser's language. */
export const number = (count) => count.toLocaleString('en');

export const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

/** 1234567 -> "1.2 MB" */
export function size(bytes) {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** Milliseconds -> "420 ms", "2.4 s", "12 s", "3 min 5 s" */
export function duration(ms) {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * Seconds -> "less than a minute", "about 7 minutes", "about 2 hours"
 *
 * @param {(count: number, unit: 'minute'|'hour') => string} count writes a number with its unit
 */
export function about(seconds, count = plural) {
  if (seconds < 60) return 'less than a minute';
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${count(minutes, 'minute')}`;
  return `about ${count(Math.round(minutes / 60), 'hour')}`;
}

/** @returns {string|null} a note on a threshold that was not fitted on labelled pictures */
export const thresholdNote = (evidence) =>
  evidence?.uncalibrated ? 'a cautious default: nobody has calibrated this model yet' : null;

const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export const when = (iso) => (iso ? DATE.format(new Date(iso)) : '');

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

export const day = (iso) => DAY.format(new Date(iso));

/** "target_group" -> "Target group" */
export function title(name) {
  const words = name.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "dev.vitrine.endpoint.ModelUnavailableException" -> "Model unavailable" */
export function errorName(code) {
  const last =
    code
      .split('.')
      .pop()
      .replace(/(Exception|Error)$/, '') || code;
  if (/^[A-Z_]+$/.test(last)) return title(last.toLowerCase());
  const apart = last.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
  return title(apart);
}

/** How long a text takes somebody who reads slowly: 15 letters a second. */
export const secondsToRead = (text) => text.length / 15;
