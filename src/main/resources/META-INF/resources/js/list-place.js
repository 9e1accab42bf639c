/**
 * A place in the list of a filter's pictures: the list is read from it onward, and from it back to
 * the list's beginning. A place is `{month}` or `{time}` of an upload, or in a list by name `{name}` of
 * a file. Needs no browser.
 */
import { beginningOf } from './days.js';
import { fileName } from './words.js';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** @returns {boolean} whether a text names a month, as `2026-03` does */
export const isMonth = (text) => MONTH.test(text ?? '');

/** Longest name of a file in an address. */
const LONGEST_NAME = 200;

/** @returns {boolean} whether a filter's list is in the order of the files' names */
export const isByName = ({ sort }) => sort === 'name' || sort === '-name';

/** @returns {string|null} the text if it names a place of a filter's list: a month, or a file's name */
export function placeNamed(filter, text) {
  if (!isByName(filter)) return isMonth(text) ? text : null;
  return text && text.length <= LONGEST_NAME ? text : null;
}

/** @param {string|null} text as `placeNamed` gives it */
export function placeAt(filter, text) {
  if (text === null) return null;
  return isByName(filter) ? { name: text } : { month: text };
}

/** @returns the place in a filter's list that begins with an image */
export const placeOf = (image, filter) =>
  isByName(filter) ? { name: fileName(image) } : { time: image.uploadedAt };

/**
 * Splits a filter's list in two at a place.
 *
 * @param {Object<string, string>} filter conditions of `GET /cards`; with its own `from` and `to`
 * @param {{month: string}|{time: string}|{name: string}} place the pictures of the month, the time or
 *     the name belong to `onward`
 * @returns {{onward: Object, back: Object}} conditions: `onward` in the list's order, `back` in the
 *     other order, so that its first picture is the one before the place
 */
export function partsAt(filter, place) {
  const { sort, ...rest } = filter;
  if (isByName(filter)) {
    // The API takes a point just before a name: upwards the list begins after it, downwards before it.
    const isDown = sort === '-name';
    const fromName = isDown ? justAfterName(place.name) : place.name;
    return { onward: { ...filter, fromName }, back: { ...rest, fromName, sort: isDown ? 'name' : '-name' } };
  }
  if (sort === 'oldest') {
    const bound = place.month ? monthFrom(place.month, 0) : place.time;
    return { onward: { ...filter, from: later(filter.from, bound) }, back: { ...rest, to: earlier(filter.to, bound) } };
  }
  const bound = place.month ? monthFrom(place.month, 1) : justAfter(place.time);
  return {
    onward: { ...filter, to: earlier(filter.to, bound) },
    back: { ...rest, from: later(filter.from, bound), sort: 'oldest' },
  };
}

/** @param {string} [day] of the filter @param {string} time */
const later = (day, time) => (day && Date.parse(beginningOf(day)) > Date.parse(time) ? day : time);
const earlier = (day, time) => (day && Date.parse(beginningOf(day)) < Date.parse(time) ? day : time);

/** No file's name has this character. */
const justAfterName = (name) => `${name}\uffff`;

/** The table knows milliseconds. */
const justAfter = (time) => new Date(Date.parse(time) + 1).toISOString();

/** @returns {string} the time at which a month begins where the seller is, or another that is some months after it */
function monthFrom(month, after) {
  const [year, number] = month.split('-').map(Number);
  return new Date(year, number - 1 + after, 1).toISOString();
}

/** @param {string} month as `2026-03` @returns {string} `March 2026` */
export const monthWords = (month) => inWords(monthFrom(month, 0), { month: 'long', year: 'numeric' });

/** @returns {string} `March 2026`, or `14 March 2026` for a time; a name as it is */
export function placeWords({ month, time, name }) {
  if (name) return name;
  return month ? monthWords(month) : inWords(time, { day: 'numeric', month: 'long', year: 'numeric' });
}

const inWords = (time, parts) => new Date(time).toLocaleDateString('en-GB', parts);
