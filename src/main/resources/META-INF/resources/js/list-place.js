/**
 * A place in the list of a filter's pictures: the list is read from it onward, and from it back to
 * the list's beginning. Needs no browser.
 */

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** @returns {boolean} whether a text names a month, as `2026-03` does */
export const isMonth = (text) => MONTH.test(text ?? '');

/**
 * Splits a filter's list in two at a place.
 *
 * @param {Object<string, string>} filter conditions of `GET /cards`; with its own `from` and `to`
 * @param {{month: string}|{time: string}} place a month, or the time of an upload; the pictures of
 *     both belong to `onward`
 * @returns {{onward: Object, back: Object}} conditions: `onward` in the list's order, `back` in the
 *     other order, so that its first picture is the one before the place
 */
export function partsAt(filter, place) {
  const { sort, ...rest } = filter;
  if (sort === 'oldest') {
    const bound = place.month ? `${place.month}-01` : place.time;
    return { onward: { ...filter, from: later(filter.from, bound) }, back: { ...rest, to: earlier(filter.to, bound) } };
  }
  const bound = place.month ? monthAfter(place.month) : justAfter(place.time);
  return {
    onward: { ...filter, to: earlier(filter.to, bound) },
    back: { ...rest, from: later(filter.from, bound), sort: 'oldest' },
  };
}

const later = (a, b) => (a && Date.parse(a) > Date.parse(b) ? a : b);
const earlier = (a, b) => (a && Date.parse(a) < Date.parse(b) ? a : b);

/** The table knows milliseconds. */
const justAfter = (time) => new Date(Date.parse(time) + 1).toISOString();

function monthAfter(month) {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
}

/** @param {string} month as `2026-03` @returns {string} `March 2026` */
export const monthWords = (month) => inWords(`${month}-01`, { month: 'long', year: 'numeric' });

/** @returns {string} `March 2026`, or `14 March 2026` for a time */
export const placeWords = ({ month, time }) =>
  month ? monthWords(month) : inWords(time, { day: 'numeric', month: 'long', year: 'numeric' });

/** Days and months are those of UTC, as the API's are. */
const inWords = (time, parts) => new Date(time).toLocaleDateString('en-GB', { ...parts, timeZone: 'UTC' });
