/** Draws a laid-out state machine, with the path of one execution lit. */
import { svg } from './dom.js';
import { stateWords } from './state-words.js';
import { duration, errorName } from './words.js';

const RADIUS = 7;
const WORD = { running: 'running', failed: 'failed', caught: 'failed', aborted: 'stopped', succeeded: '' };

/**
 * @param {{width, height, boxes, edges}} plan from `layout`
 * @param {{visits: Map, taken: Set<string>}} path
 * @param {string} words what the drawing says, for those who cannot see it
 */
export function draw(plan, path, words) {
  const { width, height } = plan;
  const root = svg('svg', {
    class: 'machine',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-label': words,
    'data-test': 'machine',
  });
  root.append(
    arrowHead('arrow', ''),
    arrowHead('arrow-taken', 'taken'),
    arrowHead('arrow-caught', 'caught'),
    ...content(plan, path),
  );
  return root;
}

function arrowHead(id, kind) {
  const tip = svg('path', { d: 'M0 0 7 3.5 0 7z', class: `tip ${kind}` });
  return svg(
    'marker',
    {
      id,
      viewBox: '0 0 7 7',
      refX: 6.5,
      refY: 3.5,
      markerWidth: 6,
      markerHeight: 6,
      orient: 'auto-start-reverse',
    },
    tip,
  );
}

function content({ boxes, edges }, path) {
  // Taken edges last, so that they lie on top where lanes are shared.
  const isTaken = (edge) => path.taken.has(`${edge.from}>${edge.to}`);
  const sorted = [...edges].sort((a, b) => isTaken(a) - isTaken(b));
  return [
    ...sorted.map((edge) => line(edge, isTaken(edge))),
    ...boxes.map((box) => boxOf(box, path)),
  ];
}

function line({ kind, points, from, to }, taken) {
  const tip = taken ? (kind === 'catch' ? '-caught' : '-taken') : '';
  return svg('path', {
    class: `edge ${kind} ${taken ? 'taken' : ''}`,
    d: rounded(points),
    'marker-end': `url(#arrow${tip})`,
    'data-edge': `${from}>${to}`,
  });
}

/** A way along right angles, its corners rounded. */
function rounded(points) {
  const parts = points.slice(1, -1).map((corner, at) => {
    const before = towards(corner, points[at]);
    const after = towards(corner, points[at + 2]);
    return `L${before} Q${corner} ${after}`;
  });
  return `M${points[0]} ${parts.join(' ')} L${points.at(-1)}`;
}

/** The point near a corner, on the way to another point. */
function towards([x, y], [toX, toY]) {
  const length = Math.hypot(toX - x, toY - y) || 1;
  const step = Math.min(RADIUS, length / 2) / length;
  return [x + (toX - x) * step, y + (toY - y) * step];
}

function boxOf(box, path) {
  const visit = path.visits.get(box.name);
  const group = svg('g', {
    class: `state ${box.type.toLowerCase()} ${box.inner.length ? 'container' : ''}`,
    'data-status': visit?.status ?? 'todo',
    'data-state': box.name,
    transform: `translate(${box.x} ${box.y})`,
  });
  if (box.type === 'Map')
    group.append(
      svg('rect', { class: 'behind', x: 4, y: -4, width: box.w - 4, height: box.h, rx: RADIUS }),
    );
  group.append(shape(box), ...labels(box, visit));
  if (visit?.error) group.append(svg('title', {}, `${errorName(visit.error.code)}: ${visit.error.message}`));
  for (const inner of box.inner) {
    group.append(svg('g', { transform: `translate(${inner.x} ${inner.y})` }, content(inner, path)));
  }
  return group;
}

function shape({ type, w, h, inner }) {
  const round = ['Succeed', 'Fail', 'Choice', 'Pass', 'Wait'].includes(type) ? h / 2 : RADIUS;
  return svg('rect', {
    class: 'shape',
    width: w,
    height: h,
    rx: inner.length ? RADIUS + 3 : round,
  });
}

function labels({ name, w, h, inner }, visit) {
  const note = visit ? noteOf(visit) : '';
  const words = stateWords(name);
  if (inner.length) {
    return [
      svg('text', { class: 'name', x: 12, y: 18 }, words),
      note &&
        svg(
          'text',
          { class: 'note', x: w - 12, y: 18, 'text-anchor': 'end' },
          shortened(note, Math.floor((w - 30) / 6.5) - words.length - 2),
        ),
    ].filter(Boolean);
  }
  const noted = note && h > 30;
  return [
    svg(
      'text',
      { class: 'name', x: w / 2, y: h / 2 + (noted ? -3 : 4.5), 'text-anchor': 'middle' },
      words,
    ),
    noted &&
      svg(
        'text',
        { class: 'note', x: w / 2, y: h / 2 + 12, 'text-anchor': 'middle' },
        shortened(note, Math.floor((w - 14) / 5.8)),
      ),
  ].filter(Boolean);
}

/** Time, or what went wrong, and how often it was tried. */
function noteOf({ status, ms, attempts, visits, error }) {
  const failed = ['failed', 'caught'].includes(status) && error;
  const said = failed
    ? errorName(error.code)
    : ['running', 'aborted'].includes(status) || ms === null
      ? WORD[status]
      : duration(ms);
  if (failed) return said;
  const often = visits > 1 ? `${visits}×` : attempts > 1 ? `try ${attempts}` : '';
  return [said, often].filter(Boolean).join(', ');
}

function shortened(text, length) {
  if (text.length <= length) return text;
  return length < 4 ? '' : `${text.slice(0, length - 1)}…`;
}
