/** Going to a month or a file's name of a long gallery, and the line above a list that begins there. */
import * as api from './api.js';
import { button, byId, fill, h } from './dom.js';
import { icon } from './icons.js';
import { isByName, monthWords, placeWords } from './list-place.js';
import { closeByItself, menuEntry } from './menu.js';
import { plural } from './words.js';

/**
 * @param {{gallery: Gallery, at: () => string|null, go: (at: string|null) => void}} page `at`: the
 *     month or the name in the address; `go`: enters the gallery there, or at its beginning
 */
export function goToMenu({ gallery, at, go }) {
  const menu = byId('go-to');
  const summary = h('summary', { class: 'button small' }, icon('calendar'), 'Go to');
  const list = h('div', { class: 'months' });
  menu.append(summary, h('div', { class: 'menu-panel' }, list));
  const leave = (to) => {
    menu.open = false;
    summary.focus();
    go(to);
  };
  const entry = (month, title, note) => {
    const element = menuEntry({ title, note, key: month ?? 'beginning', test: 'month' }, () => leave(month));
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
  const askForName = () => {
    const { form, field } = nameForm(isByName(gallery.filter) && at(), leave);
    const hint = h('p', { class: 'hint' }, 'The list begins at this file name, or at the next one.');
    fill(list, [entry(null, 'The beginning'), form, hint]);
    field.focus();
  };
  menu.addEventListener('toggle', () => menu.open && (isByName(gallery.filter) ? askForName() : lookUp()));
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

/** Asks for a file's name. @param {(name: string|null) => void} go */
function nameForm(at, go) {
  const field = h('input', {
    class: 'input',
    value: at || '',
    placeholder: 'IMG_0412',
    'aria-label': 'Name of a file',
    maxlength: 200,
    autocomplete: 'off',
    'data-test': 'go-to-name',
  });
  const onsubmit = (event) => {
    event.preventDefault();
    go(field.value.trim() || null);
  };
  const form = h(
    'form',
    { class: 'view-form', onsubmit },
    field,
    h('button', { class: 'button small', 'data-test': 'go-to-name-go' }, 'Go'),
  );
  return { form, field };
}

/** @returns {{which: string, way: string}} what comes before a place of a filter's list, and which way it leads on */
export function directionOf({ sort }) {
  if (sort === 'oldest') return { which: 'older', way: 'on' };
  if (isByName({ sort })) return { which: 'previous', way: sort === 'name' ? 'on' : 'backwards' };
  return { which: 'newer', way: 'backwards' };
}

/** @param {object} place that a filter's list was entered at: see list-place.js */
export const whereFrom = (place, filter) => `From ${placeWords(place)} ${directionOf(filter).way}`;

/** Says that pictures could not be loaded. @param {string} why in words for the seller */
export const notLoaded = (why) =>
  h('p', { class: 'hint', role: 'alert', 'data-test': 'not-loaded' }, `The pictures could not be loaded. ${why}`);

/**
 * The line above a list that was entered at a place.
 *
 * @param {{filter: object, error?: string, findsNone?: boolean}} how `error`: why nothing before the
 *     place could be loaded; `findsNone`: pictures were looked for, and none is found yet
 * @param {() => Promise} earlier shows what is before the place
 */
export function beginningLine(place, { filter, error, findsNone }, earlier) {
  const { which } = directionOf(filter);
  const words = error ? 'Try again' : `Show ${which} pictures`;
  return [
    h('p', {}, whereFrom(place, filter)),
    error && notLoaded(error),
    findsNone && !error && h('p', { role: 'status' }, `Still looking for ${which} pictures of this filter`),
    button(words, { class: 'button small', 'data-test': 'earlier' }, earlier),
  ];
}
