/** The states and edges of a machine that an execution has passed. */
import { graphOf, machinesIn } from './workflow-graph.js';

/** Of several visits of a state, the one furthest to the right here is shown. */
const GRAVITY = ['succeeded', 'aborted', 'caught', 'running', 'failed'];

/**
 * @param {Array} steps of the execution, in the order they were entered
 * @returns {Map<string, {status: string, visits: number, attempts: number, ms: number|null,
 *     enteredAt: string, error: object|null}>} by state
 */
export function visitsOf(steps) {
  const visits = new Map();
  for (const step of steps) visits.set(step.state, joined(visits.get(step.state), step));
  return visits;
}

/**
 * Shows the last state of a rejected or failed picture as failed: the state did its work, but the
 * picture has no success.
 *
 * @param {Map<string, object>} visits in the order in which the states were entered
 * @returns {Map<string, object>} the same, with the last state failed
 */
export function endingBadly(visits) {
  const last = [...visits].at(-1);
  return last ? new Map([...visits, [last[0], { ...last[1], status: 'failed' }]]) : visits;
}

function joined(known, step) {
  const ms = step.exitedAt ? new Date(step.exitedAt) - new Date(step.enteredAt) : null;
  if (!known) {
    const { status, attempts, enteredAt, error = null } = step;
    return { status, visits: 1, attempts: attempts ?? 0, ms, enteredAt, error };
  }
  const worse = GRAVITY.indexOf(step.status) > GRAVITY.indexOf(known.status);
  return {
    ...known,
    status: worse ? step.status : known.status,
    visits: known.visits + 1,
    attempts: Math.max(known.attempts, step.attempts ?? 0),
    ms: ms === null ? null : Math.max(known.ms ?? 0, ms),
    error: step.error ?? known.error,
  };
}

/**
 * The edges that were taken: from each visited state the one to the state that was entered next.
 *
 * @returns {Set<string>} `from>to`
 */
export function takenEdges(machine, steps) {
  const order = new Map(steps.map((step, at) => [step.state, at]).reverse());
  const status = new Map(steps.map((step) => [step.state, step.status]));
  const taken = new Set();
  collect(machine);
  return taken;

  function collect(inner) {
    const { states, edges } = graphOf(inner);
    for (const [name, state] of states) {
      machinesIn(state).forEach(collect);
      const to = order.has(name) ? followed(name, edges) : null;
      if (to) taken.add(`${name}>${to}`);
    }
  }

  function followed(name, edges) {
    const kind = ['caught', 'failed'].includes(status.get(name)) ? 'catch' : 'next';
    const candidates = edges
      .filter((edge) => edge.from === name && order.get(edge.to) > order.get(name))
      .sort((a, b) => (b.kind === kind) - (a.kind === kind) || order.get(a.to) - order.get(b.to));
    return candidates[0]?.to;
  }
}
