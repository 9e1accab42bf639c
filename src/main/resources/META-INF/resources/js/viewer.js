/** A picture alone on the whole window: zoomed by wheel, fingers, keys or buttons. */
import { showImage } from './api.js';
import { button, fill, h } from './dom.js';
import { icon } from './icons.js';
import { percent } from './words.js';
import { MOST_ZOOM, WHOLE, moved, zoomed } from './zoom.js';

const STEP = 1.4;
/** Zoom of a double click. */
const CLOSE = 3;
const MOVE_PX = 60;
const MIDDLE = { x: 0, y: 0 };

/**
 * @param {{name: string, url: string, width: number, height: number, download: HTMLElement,
 *     original?: {url: string, words: string}}} picture `original` is fetched when the seller asks
 *     for it
 */
export function openViewer(picture) {
  const img = h('img', { alt: picture.name, draggable: 'false', 'data-test': 'viewer-image' });
  showImage(img, picture.url);
  const stage = h('div', { class: 'viewer-stage' }, img);
  const shown = h('output', { 'data-test': 'viewer-zoom' });
  const close = () => dialog.close();
  const zoom = zoomOf(stage, img, picture, shown);
  const tool = (name, words, act) =>
    button(icon(name), { class: 'icon-button', 'aria-label': words, title: words, 'data-test': `viewer-${name}` }, act);
  const more = h('span', { class: 'viewer-more' }, original(img, picture), picture.download);
  const dialog = h(
    'dialog',
    { class: 'viewer', 'aria-label': picture.name, 'data-test': 'viewer' },
    h(
      'div',
      { class: 'viewer-bar' },
      h('div', { class: 'viewer-zoom' }, tool('less', 'Smaller', zoom.out), shown, tool('add', 'Larger', zoom.in)),
      more,
      tool('close', 'Close', close),
    ),
    stage,
  );
  dialog.addEventListener('keydown', (event) => zoom.key(event));
  const opener = document.activeElement;
  dialog.addEventListener('close', () => {
    dialog.remove();
    // The stage may have been drawn anew meanwhile, and with it the button.
    const again = opener.dataset?.test && document.querySelector(`[data-test="${opener.dataset.test}"]`);
    (opener.isConnected ? opener : again)?.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  zoom.draw();
}

/** A button that puts the original in the rendition's place. */
function original(img, picture) {
  if (!picture.original) return null;
  const place = h('span', {});
  const load = () =>
    new Promise((resolve) => {
      // Toasts are under a modal dialog, so the words stand in it.
      const end = (words) => {
        const said = { class: 'hint', role: 'status', tabindex: '-1', 'data-test': 'viewer-is-original' };
        fill(place, h('span', said, words));
        if (document.activeElement === document.body) place.firstChild.focus();
        resolve();
      };
      const probe = h('img', { alt: picture.name, draggable: 'false', 'data-test': 'viewer-image' });
      probe.addEventListener('load', () => {
        img.src = probe.src;
        end('Original');
      });
      probe.addEventListener('error', () => end('This browser cannot show the original; it can be downloaded.'));
      showImage(probe, picture.original.url);
    });
  const ask = button(picture.original.words, { class: 'button small', 'data-test': 'viewer-original' }, load);
  place.append(ask);
  return place;
}

/** Moves and zooms `img` in `stage`. @returns what buttons and keys do */
function zoomOf(stage, img, picture, shown) {
  let view = WHOLE;
  const frame = () => ({ width: stage.clientWidth, height: stage.clientHeight });
  const draw = () => {
    img.style.setProperty('transform', `translate(${view.x}px, ${view.y}px) scale(${view.scale})`);
    stage.classList.toggle('is-zoomed', view.scale > 1);
    shown.textContent = percent(view.scale);
  };
  const show = (next) => {
    view = next;
    draw();
  };
  const by = (factor, point = MIDDLE) => show(zoomed(view, factor, point, frame(), picture));
  const move = (step) => show(moved(view, step, frame(), picture));
  const pointOf = ({ clientX, clientY }) => {
    const { left, top, width, height } = stage.getBoundingClientRect();
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
  };
  stage.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      by(Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 500)), pointOf(event));
    },
    { passive: false },
  );
  stage.addEventListener('dblclick', (event) =>
    view.scale > 1 ? show(WHOLE) : by(CLOSE, pointOf(event)),
  );
  byFingers(stage, pointOf, { by, move });
  new ResizeObserver(() => move(MIDDLE)).observe(stage);
  const keys = {
    '+': () => by(STEP),
    '=': () => by(STEP),
    '-': () => by(1 / STEP),
    0: () => show(WHOLE),
    1: () => by(MOST_ZOOM),
    ArrowLeft: () => move({ x: MOVE_PX, y: 0 }),
    ArrowRight: () => move({ x: -MOVE_PX, y: 0 }),
    ArrowUp: () => move({ x: 0, y: MOVE_PX }),
    ArrowDown: () => move({ x: 0, y: -MOVE_PX }),
  };
  const key = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  };
  return { in: () => by(STEP), out: () => by(1 / STEP), draw, key };
}

/** One finger, or the mouse, moves; two zoom. */
function byFingers(stage, pointOf, { by, move }) {
  const fingers = new Map();
  const apart = ([a, b]) => Math.hypot(a.x - b.x, a.y - b.y);
  const between = ([a, b]) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  stage.addEventListener('pointerdown', (event) => {
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, pointOf(event));
  });
  stage.addEventListener('pointermove', (event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = [...fingers.values()];
    const now = pointOf(event);
    const { x, y } = fingers.get(event.pointerId);
    fingers.set(event.pointerId, now);
    if (fingers.size === 1) move({ x: now.x - x, y: now.y - y });
    if (fingers.size !== 2) return;
    const after = [...fingers.values()];
    by(apart(after) / Math.max(1, apart(before)), between(after));
  });
  for (const end of ['pointerup', 'pointercancel'])
    stage.addEventListener(end, (event) => fingers.delete(event.pointerId));
}
