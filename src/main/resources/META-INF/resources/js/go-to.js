/** Going to a month of a long gallery: the list of months, and the line above a list that begins at one. */
import * as api from './api.js';
import { button, byId, fill, h } from './dom.js';
import { icon } from './icons.js';
import { monthWords, placeWords } from './list-place.js';
import { closeByItself, menuEntry } from './menu.js';
import { plural } from './words.js';

/**
 * @param {{gallery: Gallery, at: () => string|null, go: (month: string|null) => void}} page `at`:
 *     the month in the address; `go`: enters the gallery at a month, or at its beginning
 */
export function goToMenu({ gallery, at, go }) {
  const menu = byId('go-to');
  const summary = h('summary', { class: 'button small' }, icon('calendar'), 'Go to');
  const list = h('div', { class: 'months' });
  menu.append(summary, h('div', { class: 'menu-panel' }, list));
  const entry = (month, title, note) => {
    const element = menuEntry({ title, note, key: month ?? 'beginning', test: 'month' }, () => {
      menu.open = false;
      summary.focus();
      go(month);
    });
    if (month === at()) element.setAttribute('aria-current', 'true');
    return element;
  };
  const read = async (counts) => {
    const { filter } = gallery;
    const { months } = await api.months(filter, counts);
    if (menu.open && gallery.isOf(filter)) show(filter, months);
  };
  const show = (filter, months) => {
    const first = filter.sort === 'oldest' ? 'The oldest' : 'The newest';
    const counted = ({ images }) => images !== undefined && plural(images, 'picture');
    const { scrollTop } = list;
    fill(list, [
      entry(null, first),
      months.map((one) => entry(one.month, monthWords(one.month), counted(one))),
    ]);
    list.scrollTop = scrollTop;
  };
  const lookUp = async () => {
    fill(list, h('p', { class: 'hint', role: 'status' }, 'Looking up the months'));
    try {
      await read(false);
    } catch (error) {
      fill(list, notFound(error, lookUp));
      return;
    }
    // Counting ten thousand pictures takes a while: the months are there before, and do without.
    await read(true).catch(() => {});
  };
  menu.addEventListener('toggle', () => menu.open && lookUp());
  closeByItself(menu, summary);
  const draw = () => (menu.hidden = !gallery.hasMore && at() === null);
  gallery.addEventListener('change', draw);
  draw();
}

/** Says in the place of the months why they are not there. */
const notFound = (error, again) => [
  h('p', { class: 'hint', role: 'alert' }, `The months could not be looked up. ${error.message}`),
  button('Try again', { class: 'button small', 'data-test': 'months-retry' }, again),
];

/** @param {{month: string}|{time: string}} place that a list was entered at */
export const whereFrom = (place, isOldestFirst) =>
  `From ${placeWords(place)} ${isOldestFirst ? 'on' : 'backwards'}`;

/** Says that pictures could not be loaded. @param {string} why in words for the seller */
export const notLoaded = (why) =>
  h('p', { class: 'hint', role: 'alert', 'data-test': 'not-loaded' }, `The pictures could not be loaded. ${why}`);

/**
 * The line above a list that was entered at a place.
 *
 * @param {{isOldestFirst: boolean, error?: string, findsNone?: boolean}} how `error`: why nothing
 *     before the place could be loaded; `findsNone`: pictures were looked for, and none is found yet
 * @param {() => Promise} earlier shows what is before the place
 */
export function beginningLine(place, { isOldestFirst, error, findsNone }, earlier) {
  const which = isOldestFirst ? 'older' : 'newer';
  const words = error ? 'Try again' : `Show ${which} pictures`;
  return [
    h('p', {}, whereFrom(place, isOldestFirst)),
    error && notLoaded(error),
    findsNone && !error && h('p', { role: 'status' }, `Still looking for ${which} pictures of this filter`),
    button(words, { class: 'button small', 'data-test': 'earlier' }, earlier),
  ];
}
