/**
 * Keeps the keyboard's focus when a part of the page is drawn again. An element that loses its place
 * in the document loses the focus to the body, and whoever uses a keyboard or a screen reader starts
 * again at the top of the page.
 */

const CONTROLS = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** What is in a closed menu has rectangles all the same. */
const isShown = (element) => element.checkVisibility?.() ?? (element.isConnected && element.getClientRects().length > 0);

const controlsIn = (root) => [...root.querySelectorAll(CONTROLS)].filter(isShown);

/** The control's `data-test`, and the `data-key` of the control or of an element around it. */
function roleOf(control, root) {
  const about = control.closest('[data-key]');
  return { test: control.dataset.test, key: root.contains(about) ? about.dataset.key : undefined };
}

/**
 * Where the focus is inside a part of the page.
 *
 * @param {Element} root
 * @returns {{test?: string, key?: string, index: number, sameIndex: number}|null} null when the
 *     focus is elsewhere; `sameIndex` counts the controls of the same `data-test` only
 */
export function focusIn(root) {
  const active = document.activeElement;
  if (!active || active === root || !root.contains(active)) return null;
  const all = controlsIn(root);
  const role = roleOf(active, root);
  const same = all.filter((one) => one.dataset.test === role.test);
  return { ...role, index: all.indexOf(active), sameIndex: same.indexOf(active) };
}

/**
 * Chooses the control that takes over the focus: the one of the same role; else one about the same
 * thing; else the one that is now where the same kind of control was; else the nearest.
 *
 * @param {{test?: string, key?: string, index: number, sameIndex: number}} place from `focusIn`
 * @param {Array<{test?: string, key?: string}>} controls after drawing
 * @returns an element of `controls`, or undefined if there is none
 */
export function successor({ test, key, index, sameIndex }, controls) {
  const nth = (list, at) => list[Math.min(Math.max(at, 0), list.length - 1)];
  const same = controls.filter((one) => test && one.test === test);
  return (
    same.find((one) => one.key === key) ??
    controls.find((one) => key && one.key === key) ??
    nth(same, sameIndex) ??
    nth(controls, index)
  );
}

/** Puts the focus back after drawing. @param place from `focusIn`, before drawing */
export function refocus(root, place) {
  const controls = controlsIn(root).map((control) => ({ ...roleOf(control, root), control }));
  successor(place, controls)?.control.focus({ preventScroll: true });
  if (!root.contains(document.activeElement)) focusHeading();
}

/** Focuses the heading of the view that is shown, or its frame. @returns whether there is a heading */
export function focusHeading() {
  const heading = [...document.querySelectorAll('main h1')].find(isShown);
  if (heading) heading.tabIndex = -1;
  (heading ?? document.getElementById('content')).focus({ preventScroll: true });
  return Boolean(heading);
}

/** Focuses what opens the menu that has closed around the focus. @returns whether it is such a menu */
function focusMenu(last) {
  const menu = last.closest('details:not([open])');
  menu?.querySelector('summary').focus({ preventScroll: true });
  return document.activeElement?.parentElement === menu;
}

/** Catches a focus that falls to the body because its element was removed or hidden. */
export function guardFocus() {
  let last = null;
  /** Whether the view has no heading yet, as it waits for an answer: its next change may have. */
  let isWaiting = false;
  addEventListener('focusin', ({ target }) => {
    last = target;
    isWaiting = false;
  });
  addEventListener('focusout', ({ target }) => isShown(target) && (last = null));
  // What is hidden, or in a menu that closes, keeps the focus until the page is drawn. A dialog gives it back by itself.
  const isLost = (changes) =>
    last &&
    (document.activeElement === document.body ||
      (document.activeElement === last && changes.some(({ type, target }) => type === 'attributes' && target.tagName !== 'DIALOG'))) &&
    !isShown(last);
  const catchIt = () => {
    const lost = last;
    last = null;
    if (isWaiting || !focusMenu(lost)) isWaiting = !focusHeading();
  };
  // Of a dialog that Escape closes the browser gives it back only now, before it says so by `close`.
  const isGivenBack = () => last.closest('dialog:not([open])');
  addEventListener('close', () => isLost([]) && catchIt(), true);
  new MutationObserver((changes) => {
    if (isWaiting || (isLost(changes) && !isGivenBack())) catchIt();
  }).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['hidden', 'open'],
  });
}
