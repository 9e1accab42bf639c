/** Moving and zooming in the viewer: by wheel, fingers, keys and buttons. */
import { percent } from './words.js';
import { MOST_ZOOM, WHOLE, moved, zoomed } from './zoom.js';

const STEP = 1.4;
/** Zoom of a double click. */
const CLOSE = 3;
const MOVE_PX = 60;
const MIDDLE = { x: 0, y: 0 };

/**
 * Moves and zooms the pictures in `stage`, which lie on top of each other.
 *
 * @param {HTMLElement} stage
 * @param {{width: number, height: number}} picture their proportion
 * @param {HTMLOutputElement} shown says how large they are
 * @returns what buttons and keys do
 */
export function zoomOf(stage, picture, shown) {
  let view = WHOLE;
  const frame = () => ({ width: stage.clientWidth, height: stage.clientHeight });
  const draw = () => {
    for (const img of stage.querySelectorAll('img'))
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
