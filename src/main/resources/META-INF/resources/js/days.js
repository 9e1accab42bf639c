/** Days and months begin at midnight where the seller is, as the times that the page shows. Needs no browser. */

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/** @returns {string} the time at which a day begins, `2026-02-28T15:00:00.000Z`; any other text as it is */
export function beginningOf(text) {
  const [, year, month, day] = (text.match(DAY) ?? []).map(Number);
  const time = new Date(year, month - 1, day);
  return time.getMonth() === month - 1 ? time.toISOString() : text;
}

/** @param {object} filter with days in `from` and `to` @returns {object} the same with times, as the API takes it */
export function inTimes(filter) {
  const times = { ...filter };
  for (const name of ['from', 'to']) if (filter[name]) times[name] = beginningOf(filter[name]);
  return times;
}

/** @returns {string} the time zone where the seller is, as `Asia/Tokyo`: the browser's */
export const zoneHere = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
