/** The steps of a picture that sellers see, and their states. */
import { isSettled } from './words.js';

const STEPS = [
  { name: 'received', doing: 'Waiting for its turn', states: [] },
  { name: 'rendered', doing: 'Reading the picture', states: ['RenderImage'] },
  { name: 'tagged', doing: 'Tagging', states: ['TagImage'] },
  { name: 'prompt', doing: 'Writing the prompt', states: ['WritePrompt'] },
  // Only pictures of several products have it.
  { name: 'products', doing: 'Looking at each product', states: ['TagProducts'], isRare: true },
  { name: 'restyled', doing: 'Painting', states: ['RestyleImages', 'RestyleImage'] },
  { name: 'done', doing: 'Finishing', states: ['FinishImage'] },
];

/**
 * @param {object|null} image null until its event has arrived
 * @param {object|null} execution its path so far, if known
 * @returns {Array<{name: string, doing: string, status: 'todo'|'running'|'done'|'failed'|'none'}>}
 *     `none`: the picture did without the step
 */
export function stepsOf(image, execution) {
  return STEPS.filter((step) => !step.isRare || visitsOf(step, execution).length > 0).map((step) => ({
    ...step,
    status: statusOf(step, image, execution),
  }));
}

const WORD = {
  todo: 'to do',
  running: 'running',
  done: 'done',
  failed: 'failed',
  none: 'left out',
};

/** @returns {string} "Tagging: done" */
export const stepWords = ({ doing: what, status }) => `${what}: ${WORD[status]}`;

/** What is being done now, in words. */
export function doing(steps) {
  const running = steps.filter((step) => step.status === 'running');
  return (running.at(-1) ?? steps.find((step) => step.status === 'todo') ?? steps.at(-1)).doing;
}

const visitsOf = ({ states }, execution) =>
  (execution?.steps ?? []).filter((visit) => states.includes(visit.state));

function statusOf(step, image, execution) {
  if (!image) return 'todo';
  if (step.name === 'received') return 'done';
  const visits = visitsOf(step, execution);
  const settled = isSettled(image);
  if (step.name === 'done' && settled) return ending(image);
  if (visits.some((visit) => ['failed', 'caught'].includes(visit.status))) return 'failed';
  if (!settled && visits.some((visit) => visit.status === 'running')) return 'running';
  // Its state is passed, with nothing to do, by every picture.
  if (step.name === 'restyled' && settled && !image.restyles?.length) return 'none';
  if (visits.some((visit) => visit.status === 'succeeded')) return 'done';
  return settled ? guess(step.name, image) : 'todo';
}

const ending = (image) => (['done', 'partial'].includes(image.status) ? 'done' : 'failed');

/** Derives the state of a settled picture's step from its record, without its execution. */
function guess(name, image) {
  const has = {
    rendered: Boolean(image.width),
    tagged: image.status === 'done' || Boolean(image.tags?.length),
    prompt: Boolean(image.prompt),
    restyled: Boolean(image.restyles?.length),
  };
  return has[name] ? 'done' : 'none';
}
