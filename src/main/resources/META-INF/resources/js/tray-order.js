/** Which uploads the tray shows, in which order, and what it says about all. Needs no browser. */
import { about, needsYou, number, plural } from './words.js';

/** Rows of each kind; the others are counted in words. */
const MOST_ROWS = { bad: 100, working: 20, waiting: 5, done: 20 };

const isBad = (item) =>
  item.phase === 'refused' ||
  (item.phase === 'settled' && ['failed', 'rejected'].includes(item.image?.status));

/** @returns {'bad'|'working'|'waiting'|'done'} */
export function kindOf(item) {
  if (isBad(item)) return 'bad';
  if (item.phase === 'settled') return 'done';
  return item.phase === 'waiting' ? 'waiting' : 'working';
}

/** Whether nothing more happens to an upload by itself. */
export const isOver = ({ phase }) => phase === 'settled' || phase === 'refused';

/** Whether an upload failed in a way that trying again may mend. */
export const isRetryable = (item) =>
  kindOf(item) === 'bad' && Boolean(item.phase === 'refused' ? item.retryable : item.image?.error?.retryable);

/** Whether it is tried again with all others: a copy is only if the seller says so of it. */
export const isRetriedWithAll = (item) => isRetryable(item) && !item.isWanted;

/**
 * Orders the uploads: failed ones; then those in progress and those that wait, oldest first; then
 * those that are done, newest first.
 *
 * @param {Array} items newest first
 * @returns {{shown: Array, hidden: string}} `hidden` says what is left out; empty if nothing is
 */
export function rowsOf(items) {
  const of = (kind) => items.filter((item) => kindOf(item) === kind);
  const parts = {
    bad: of('bad'),
    working: of('working').reverse(),
    waiting: of('waiting').reverse(),
    done: of('done'),
  };
  const shown = Object.entries(parts).flatMap(([kind, all]) => all.slice(0, MOST_ROWS[kind]));
  const more = (kind, words) => {
    const count = parts[kind].length - MOST_ROWS[kind];
    return count > 0 && `${number(count)} more ${words}`;
  };
  const hidden = [
    more('bad', 'that could not be used'),
    more('working', 'in progress'),
    more('waiting', 'waiting'),
    more('done', 'done'),
  ];
  return { shown, hidden: hidden.filter(Boolean).join(', ') };
}

/**
 * @param {Array} items
 * @param {number|null} msLeft
 * @returns {string} "12 of 63 done, 2 failed, 1 not used, about 4 min left"; "60 pictures ready, 3 need
 *     you" at the end. What failed may work when it is tried again, what is not used does not, or is a copy
 */
export function summaryOf(items, msLeft = null) {
  const over = items.filter(isOver);
  const bad = items.filter(isBad).length;
  const failed = items.filter(isRetriedWithAll).length;
  const lost = [failed > 0 && `${number(failed)} failed`, bad > failed && `${number(bad - failed)} not used`];
  if (over.length === items.length) return [...endWords(over.length - bad, items), ...lost].filter(Boolean).join(', ');
  const done = `${number(over.length)} of ${number(items.length)} done`;
  return [done, ...lost, leftWords(msLeft)].filter(Boolean).join(', ');
}

/** What is done of all: ready is only what does not wait for the seller. */
function endWords(done, items) {
  const needs = items.filter((item) => kindOf(item) === 'done' && item.image && needsYou(item.image)).length;
  const ready = done - needs;
  const need = needs === 1 ? 'needs' : 'need';
  return [
    ready > 0 && `${plural(ready, 'picture')} ready`,
    needs > 0 && `${ready > 0 ? number(needs) : plural(needs, 'picture')} ${need} you`,
  ];
}

/** @returns {string|null} "(12 of 63)" for the tab's title; null when all are over */
export function tabWords(items) {
  const over = items.filter(isOver).length;
  return over === items.length ? null : `(${number(over)} of ${number(items.length)})`;
}

const SHORT = { minute: 'min', hour: 'h' };
const short = (count, unit) => `${count} ${SHORT[unit]}`;
const leftWords = (ms) => (Number.isFinite(ms) ? `${about(ms / 1000, short)} left` : null);

/** Estimates the time left from how fast uploads were settled lately. */
export class Pace {
  #times = [];

  /**
   * @param {number} over uploads that are over
   * @param {number} open uploads that are not
   * @param {number} now in milliseconds
   * @returns {number|null} milliseconds; null as long as too few were settled
   */
  left(over, open, now) {
    const last = this.#times.at(-1);
    if (!last || over < last.over) this.#times = [{ over, now }];
    else if (over > last.over) this.#times.push({ over, now });
    if (this.#times.length > 20) this.#times.shift();
    const [first] = this.#times;
    const latest = this.#times.at(-1);
    if (latest.over - first.over < 3) return null;
    return (open * (latest.now - first.now)) / (latest.over - first.over);
  }
}
