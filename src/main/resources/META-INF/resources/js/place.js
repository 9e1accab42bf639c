/**
 * Keeps the place in the gallery with the entry of the browser's history, so that Back and a reload
 * come back to it. The browser itself cannot: the list is not loaded yet when it would scroll.
 */

const WAIT_MS = 150;

/**
 * @returns {{imageId: string, offset: number, near: object, index: number}|null} the place of the
 *     present history entry: the first card in the window and how far it is scrolled, its place in the
 *     list (see list-place.js), and how many cards come before it
 */
export const placeKept = () => history.state?.place ?? null;

/** @param {() => object|null} find where the seller is, as above; null to keep nothing */
export function keepPlace(find) {
  history.scrollRestoration = 'manual';
  let waiting = null;
  const keep = () => {
    waiting = null;
    const place = scrollY > 0 ? find() : null;
    if (place || placeKept()) history.replaceState({ place }, '');
  };
  addEventListener('scroll', () => (waiting ??= setTimeout(keep, WAIT_MS)), { passive: true });
  // The next address has an entry of its own, which must not get this one's place.
  addEventListener('hashchange', () => {
    clearTimeout(waiting);
    waiting = null;
  });
}
