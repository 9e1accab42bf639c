/** A state machine in Amazon States Language as a graph; knows no state by name. */

/**
 * @param {{StartAt: string, States: Object}} machine a definition, a branch or an item processor
 * @returns {{start: string, states: Map<string, object>, edges: Array<Edge>}} reachable states; an
 *     edge is `{from, to, kind}`, kinds `next` and `catch`
 */
export function graphOf(machine) {
  const states = new Map();
  const edges = [];
  const visit = (name) => {
    if (states.has(name)) return;
    const state = machine.States[name];
    states.set(name, state);
    for (const edge of edgesFrom(name, state).filter(({ to }) => machine.States[to])) {
      edges.push(edge);
      visit(edge.to);
    }
  };
  visit(machine.StartAt);
  return { start: machine.StartAt, states, edges };
}

/** One edge a target; where a state is followed and caught by the same one, it is followed. */
function edgesFrom(from, state) {
  const followed = [
    state.Next,
    ...(state.Choices ?? []).map((choice) => choice.Next),
    state.Default,
  ];
  const caught = (state.Catch ?? []).map((catcher) => catcher.Next);
  const next = [...new Set(followed.filter(Boolean))];
  const only = [...new Set(caught)].filter((to) => !next.includes(to));
  return [
    ...next.map((to) => ({ from, to, kind: 'next' })),
    ...only.map((to) => ({ from, to, kind: 'catch' })),
  ];
}

/** The machines inside a state: a Parallel's branches, a Map's processor. */
export function machinesIn(state) {
  const processor = state.ItemProcessor ?? state.Iterator;
  return processor ? [processor] : (state.Branches ?? []);
}

/**
 * Puts every state as far down as the longest way to it, edges that lead back left aside.
 *
 * @returns {Map<string, number>} from 0, the start
 */
export function ranksOf({ start, edges }) {
  const back = loopsOf(start, edges);
  const forward = edges.filter((edge) => !back.has(edge));
  const ranks = new Map([[start, 0]]);
  const settle = (name) => {
    for (const { to } of forward.filter((edge) => edge.from === name)) {
      const rank = ranks.get(name) + 1;
      if (rank <= (ranks.get(to) ?? -1)) continue;
      ranks.set(to, rank);
      settle(to);
    }
  };
  settle(start);
  return ranks;
}

/** Edges to a state that is still being walked through: each closes a loop. */
function loopsOf(start, edges) {
  const found = new Set();
  const walking = new Set();
  const walked = new Set();
  const walk = (name) => {
    walking.add(name);
    for (const edge of edges.filter((one) => one.from === name)) {
      if (walking.has(edge.to)) found.add(edge);
      else if (!walked.has(edge.to)) walk(edge.to);
    }
    walking.delete(name);
    walked.add(name);
  };
  walk(start);
  return found;
}

/**
 * The way most executions take: of all ways that are not caught, the longest.
 *
 * @returns {string[]} names from the start to an end
 */
export function spineOf({ start, edges }, ranks) {
  const best = new Map();
  const names = [...ranks.keys()].sort((a, b) => ranks.get(b) - ranks.get(a));
  for (const name of names) {
    const ways = edges
      .filter((e) => e.from === name && e.kind === 'next' && ranks.get(e.to) > ranks.get(name))
      .map((edge) => best.get(edge.to));
    const longest = ways.reduce((a, b) => (b.length > a.length ? b : a), []);
    best.set(name, [name, ...longest]);
  }
  return best.get(start);
}
