/** The path of a picture's execution: drawn on the state machine, and as a list. */
import * as api from './api.js';
import { fill, h } from './dom.js';
import { stateWords } from './state-words.js';
import { draw } from './workflow-drawing.js';
import { layout } from './workflow-layout.js';
import { endingBadly, takenEdges, visitsOf } from './workflow-path.js';
import { duration, errorName, isSettled, plural, when } from './words.js';

const WORD = {
  running: 'Running',
  succeeded: 'Done',
  caught: 'Failed, went on without it',
  failed: 'Failed',
  aborted: 'Stopped',
};

/** The definition, which is the same for every picture, is read once; after a failure again. */
let asked = null;
function machine() {
  asked ??= api.stateMachine().catch((error) => {
    asked = null;
    throw error;
  });
  return asked;
}

/** The part of the picture's view with the path; it is open while the picture is worked on. */
export function workflowSection() {
  const summary = h('summary', { 'data-test': 'workflow-toggle' });
  const body = h('div', { class: 'workflow-body' });
  const details = h('details', { class: 'workflow', 'data-test': 'workflow' }, summary, body);
  let execution = null;
  let isBad = false;
  let shown;
  details.addEventListener('toggle', () => render());

  function update(image, next) {
    details.hidden = !next;
    if (!next) return;
    if (!execution && (!isSettled(image) || image.error)) details.open = true;
    execution = next;
    isBad = ['rejected', 'failed'].includes(image.status);
    fill(summary, [
      h('h2', {}, isBad ? 'What happened' : 'How it was made'),
      h('span', { class: 'hint', 'data-test': 'workflow-summary' }, summaryOf(next)),
    ]);
    render();
  }

  async function render() {
    const key = JSON.stringify(execution);
    if (!details.open || key === shown) return;
    shown = key;
    const definition = await machine().catch(() => null);
    if (key === shown)
      fill(body, [definition && drawing(definition, execution, isBad), listOf(execution)]);
  }

  return { element: details, update };
}

/** @param isBad whether the picture was rejected, or failed */
function drawing(definition, execution, isBad) {
  const path = {
    visits: isBad ? endingBadly(visitsOf(execution.steps)) : visitsOf(execution.steps),
    taken: takenEdges(definition, execution.steps),
  };
  const words = `The workflow's states. ${summaryOf(execution)}. The list after it says the same in words.`;
  return h('div', { class: 'machine-frame' }, draw(layout(definition), path, words));
}

function summaryOf({ status, startedAt, stoppedAt, steps }) {
  if (status === 'running') return `Now: ${nowAt(steps)}`;
  const end =
    stoppedAt ??
    steps
      .map((step) => step.exitedAt)
      .filter(Boolean)
      .sort()
      .at(-1);
  const time = end ? ` in ${duration(new Date(end) - new Date(startedAt))}` : '';
  const count = plural(steps.length, 'step');
  return status === 'succeeded'
    ? `${count}${time}`
    : `${status === 'timed_out' ? 'Timed out' : 'Failed'} after ${count}${time}`;
}

/** Names the running tasks; without one, the states around them. */
function nowAt(steps) {
  const running = steps.filter((step) => step.status === 'running');
  const tasks = running.filter((step) => step.attempts > 0);
  const names = (tasks.length ? tasks : running).map((step) => stateWords(step.state));
  return [...new Set(names)].join(' and ') || 'the next step';
}

function listOf({ steps, startedAt, executionArn }) {
  return h(
    'div',
    { class: 'path' },
    h('ol', { class: 'path-steps', 'data-test': 'path' }, steps.map(stepOf)),
    h('p', { class: 'hint' }, `Started ${when(startedAt)}`),
    h(
      'details',
      { class: 'options', 'data-test': 'path-arn' },
      h('summary', {}, 'For whoever runs Vitrine'),
      h('p', { class: 'hint' }, 'The execution of the workflow: ', h('code', {}, executionArn)),
    ),
  );
}

function stepOf({ state, status, enteredAt, exitedAt, attempts, error }) {
  const ms = exitedAt ? new Date(exitedAt) - new Date(enteredAt) : 0;
  const time = ms > 0 ? duration(ms) : '';
  const tried = attempts > 1 ? plural(attempts, 'attempt') : '';
  return h(
    'li',
    { 'data-status': status, 'data-test': 'path-step', 'data-key': state },
    h('span', { class: 'path-state' }, stateWords(state)),
    h('span', { class: 'path-time' }, [tried, time].filter(Boolean).join(', ')),
    h('span', { class: 'path-status' }, WORD[status] ?? status),
    error &&
      h('p', { class: 'path-error' }, h('b', {}, errorName(error.code)), ` ${error.message}`),
  );
}
