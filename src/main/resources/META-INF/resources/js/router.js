/**
 * Reads and writes the address: `#/?tag=mug&tag=red&status=done` is the gallery with a filter, `&at=2026-03` enters it at a month,
 * `&sort=name&at=IMG_0412` at a file's name,
 * `#/pictures/ID` is one picture, `#/products`, `#/review`, `#/vocabulary`, `#/bin` and `#/webhooks` are views
 * of their own. The address alone decides which view is shown, so links and the browser's Back button work.
 */
import { placeNamed } from './list-place.js';

/** Conditions and order of the gallery, as `GET /images` names them. */
const FILTERS = ['status', 'work', 'tag', 'attribute', 'product', 'text', 'from', 'to', 'sort'];

/** Of these a filter has several values, in the order of letters: one filter has one address. */
const LISTS = ['tag', 'attribute'];

/** The month or the file's name that the gallery is entered at. */
const AT = 'at';

/** Views beside the pictures. */
const VIEWS = ['products', 'review', 'vocabulary', 'duplicates', 'bin', 'webhooks'];

/**
 * @param {string} hash the part of the address from its `#`
 * @returns {{view: string, imageId: string|null, filter: Object<string, string|string[]>, at: string|null}}
 *     `tag` and `attribute` of the filter are lists; the view `unknown` is shown for an address that names none; `at` is a month such as `2026-03`, in an order by name a file's name
 */
export function place(hash = location.hash) {
  const [path, query = ''] = hash.replace(/^#/, '').split('?');
  const picture = path.match(/^\/pictures\/([^/]+)$/);
  const named = VIEWS.find((view) => path === view || path === `/${view}`);
  const params = new URLSearchParams(query);
  const filter = {};
  for (const name of FILTERS) {
    const values = valuesOf(params.getAll(name));
    if (values.length > 0) filter[name] = LISTS.includes(name) ? values : values[0];
  }
  const known = path === '' || path === '/';
  const view = named ?? (picture ? 'picture' : known ? 'gallery' : 'unknown');
  const at = placeNamed(filter, params.get(AT));
  return { view, imageId: picture ? decode(picture[1]) : null, filter, at };
}

/** Decodes %XX; returns the text as it is if it is not validly encoded, as in a typed address. */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The values of a condition, each once; none of an empty one. */
const valuesOf = (condition) => [...new Set([condition ?? []].flat())].filter(Boolean).sort();

/** @param {string|null} at the month or the file's name that the gallery is entered at; null for its beginning */
export function galleryHref(filter = {}, at = null) {
  const query = new URLSearchParams(FILTERS.flatMap((name) => valuesOf(filter[name]).map((value) => [name, value])));
  if (at) query.set(AT, at);
  return `#/${query.size ? `?${query}` : ''}`;
}

export const binHref = () => '#/bin';

export const pictureHref = (imageId) => `#/pictures/${encodeURIComponent(imageId)}`;

/** Calls `show(place)` now and whenever the address changes. */
export function follow(show) {
  addEventListener('hashchange', () => isRoute() && show(place()));
  show(place());
}

/** Whether the address names a view; `#content`, the skip link's target, does not. */
const isRoute = () =>
  location.hash === '' || location.hash.startsWith('#/') || VIEWS.includes(location.hash.slice(1));
