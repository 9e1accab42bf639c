/**
 * Lays a state machine out from top to bottom, narrow enough for a phone. The usual way is a
 * straight spine; what leaves it stands to its right; edges that skip rows run in lanes outside:
 * on the left back to the spine, on the right to everything else, one lane a target.
 */
import { stateWords } from './state-words.js';
import { graphOf, machinesIn, ranksOf, spineOf } from './workflow-graph.js';

const SIZE = { box: 42, noted: 118, small: 28, gapX: 18, gapY: 22, lane: 12, title: 28, pad: 12 };
const CHARACTER = 7;
const SMALL_TYPES = ['Choice', 'Pass', 'Succeed', 'Wait'];

/**
 * @param {object} machine
 * @returns {{width: number, height: number, boxes: Array, edges: Array}} a box is `{name, type, x,
 *     y, w, h, inner}` with top left x, y in pixels; an edge `{from, to, kind, points}`
 */
export function layout(machine) {
  const graph = graphOf(machine);
  const ranks = ranksOf(graph);
  const spine = spineOf(graph, ranks);
  const boxes = new Map([...graph.states].map(([name, state]) => [name, boxFor(name, state)]));
  const rows = rowsOf(boxes, ranks, spine);
  placeRows(rows, graph);
  const edges = route(graph, boxes, ranks, spine);
  return shifted([...boxes.values()], edges);
}

function boxFor(name, state) {
  const inner = machinesIn(state).map(layout);
  const text = stateWords(name).length * CHARACTER + 34;
  if (inner.length === 0) {
    const small = SMALL_TYPES.includes(state.Type);
    return {
      name,
      type: state.Type,
      inner,
      w: Math.max(small ? 92 : SIZE.noted, text),
      h: small ? SIZE.small : SIZE.box,
    };
  }
  const content = inner.reduce((sum, one) => sum + one.width, 0) + SIZE.gapX * (inner.length - 1);
  const height = Math.max(...inner.map((one) => one.height));
  const w = Math.max(text + 40, content + 2 * SIZE.pad);
  let x = (w - content) / 2;
  for (const one of inner) {
    Object.assign(one, { x, y: SIZE.title });
    x += one.width + SIZE.gapX;
  }
  return { name, type: state.Type, inner, w, h: SIZE.title + height + SIZE.pad };
}

/** Rows of boxes, each row's spine box first. */
function rowsOf(boxes, ranks, spine) {
  const rows = [];
  for (const [name, rank] of ranks) (rows[rank] ??= []).push(boxes.get(name));
  for (const row of rows) row.sort((a, b) => spine.includes(b.name) - spine.includes(a.name));
  for (const box of boxes.values()) box.spine = spine.includes(box.name);
  return rows;
}

function placeRows(rows, graph) {
  let y = 0;
  for (const row of rows) {
    const height = Math.max(...row.map((box) => box.h));
    placeRow(row, graph, rows.flat());
    for (const box of row) box.y = y + (height - box.h) / 2;
    y += height + SIZE.gapY;
  }
}

/** The spine's box stands on the axis; a row without one stands below what leads to it. */
function placeRow(row, graph, boxes) {
  const width = row.reduce((sum, box) => sum + box.w, 0) + SIZE.gapX * (row.length - 1);
  let x = row[0].spine ? -row[0].w / 2 : middleOfSources(row, graph, boxes) - width / 2;
  for (const box of row) {
    box.x = x;
    x += box.w + SIZE.gapX;
  }
}

function middleOfSources(row, graph, boxes) {
  const names = row.map((box) => box.name);
  const sources = graph.edges
    .filter((e) => names.includes(e.to) && !names.includes(e.from))
    .map((e) => e.from);
  const placed = boxes.filter((box) => sources.includes(box.name) && box.y !== undefined);
  if (placed.length === 0) return 0;
  const lowest = placed.reduce((a, b) => (b.y > a.y ? b : a));
  return lowest.x + lowest.w / 2;
}

function route(graph, boxes, ranks, spine) {
  const edges = graph.edges.map((edge) => ({
    ...edge,
    a: boxes.get(edge.from),
    b: boxes.get(edge.to),
  }));
  const skips = (edge) => ranks.get(edge.to) - ranks.get(edge.from) !== 1;
  const far = new Set(edges.filter(skips).map((edge) => edge.to));
  const inLane = (edge) => skips(edge) || (far.has(edge.to) && edge.kind === 'catch');
  for (const edge of edges) if (!inLane(edge)) edge.points = straight(edge.a, edge.b);
  for (const to of [...far].sort((x, y) => ranks.get(x) - ranks.get(y))) {
    const group = edges.filter((edge) => edge.to === to && inLane(edge));
    const left = spine.includes(to);
    const x = laneBeside(group, boxes, edges, left ? -1 : 1);
    for (const edge of group) edge.points = throughLane(edge, x, left);
  }
  return edges.map(({ from, to, kind, points }) => ({ from, to, kind, points }));
}

const middle = (box) => box.x + box.w / 2;

/** From one row to the next. */
function straight(a, b) {
  const top = a.y + a.h;
  const half = b.y - SIZE.gapY / 2;
  if (Math.abs(middle(a) - middle(b)) < 1)
    return [
      [middle(a), top],
      [middle(b), b.y],
    ];
  return [
    [middle(a), top],
    [middle(a), half],
    [middle(b), half],
    [middle(b), b.y],
  ];
}

/** Outside every box and lane between the uppermost and the lowest end of its edges. */
function laneBeside(group, boxes, edges, side) {
  const ends = group.flatMap((edge) => [edge.a, edge.b]);
  const top = Math.min(...ends.map((box) => box.y));
  const target = group[0].b;
  const bottom = Math.max(...group.map((edge) => edge.a.y + edge.a.h));
  const fromAbove = group.every((edge) => edge.a.y < target.y);
  const beside = [...boxes.values()].filter(
    (box) =>
      !(fromAbove && box === target) && box.y < Math.max(bottom, target.y) && box.y + box.h > top,
  );
  const lanes = edges.filter(
    (e) => e.lane?.side === side && e.lane.top < Math.max(bottom, target.y) && e.lane.bottom > top,
  );
  const outer = [
    ...beside.map((box) => side * (side < 0 ? box.x : box.x + box.w)),
    ...lanes.map((e) => side * e.lane.x),
  ];
  const x = side * (Math.max(...outer) + SIZE.lane);
  for (const edge of group) edge.lane = { x, side, top, bottom: Math.max(bottom, target.y) };
  return x;
}

/** Sideways out of the source, along the lane, and into the target from above or from the side. */
function throughLane({ a, b }, x, left) {
  const out = [left ? a.x : a.x + a.w, a.y + Math.min(a.h, SIZE.box) / 2];
  const over = x > b.x + 8 && x < b.x + b.w - 8;
  if (over) return [out, [x, out[1]], [x, b.y]];
  const into = a === b ? b.y + b.h - 6 : b.y + Math.min(b.h, SIZE.small) / 2;
  return [out, [x, out[1]], [x, into], [x < b.x ? b.x : b.x + b.w, into]];
}

/** Moves everything into the positive, and says how large it is. */
function shifted(boxes, edges) {
  const xs = [
    ...boxes.flatMap((box) => [box.x, box.x + box.w]),
    ...edges.flatMap((e) => e.points.map(([x]) => x)),
  ];
  const left = Math.min(...xs) - 2;
  for (const box of boxes) Object.assign(box, { x: box.x - left, y: box.y + 2 });
  const moved = edges.map((e) => ({ ...e, points: e.points.map(([x, y]) => [x - left, y + 2]) }));
  return {
    width: Math.max(...xs) - left + 2,
    height: Math.max(...boxes.map((box) => box.y + box.h)) + 4,
    boxes,
    edges: moved,
  };
}
