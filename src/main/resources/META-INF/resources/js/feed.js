/** Watches the newest pictures: one list call for all of them, however many are on their way. */
import * as api from './api.js';
import { Poller } from './poller.js';
import { isSettled } from './words.js';

export const PAGE = 48;
const MOST_PAGES = 5;
const EXECUTIONS_PER_LOOK = 4;
const BUSY = { soonest: 600, latest: 4000 };
/** Pictures also arrive past this page, and should be seen within seconds. */
const IDLE = { soonest: 2500, latest: 8000 };

/**
 * @param {Uploads} uploads told what is found
 * @param {{pictures: (firstPage: object, settledChanged: boolean) => void,
 *     reach: (error: ApiError|null) => void}} on called after each look
 * @returns the poller
 */
export function watch(uploads, on) {
  let shown = null;
  let settled = null;
  let busy = false;

  async function look() {
    const { first, all } = await newest(uploads.sent()).catch((error) => {
      on.reach(error);
      throw error;
    });
    on.reach(null);
    uploads.learn(all);
    busy = uploads.items.some((item) => item.phase === 'sent') || !all.every(isSettled);
    const before = { shown, settled };
    settled = JSON.stringify(all.filter(isSettled).map((image) => [image.imageId, image.status]));
    on.pictures(first, settled !== before.settled);
    const paths = await followExecutions(uploads);
    shown = JSON.stringify([all.map((image) => [image.imageId, image.status]), paths]);
    return shown !== before.shown;
  }

  return new Poller(look, () => (busy || uploads.isSending() ? BUSY : IDLE));
}

/** The first page, and as many more as the pictures on their way may be on. */
async function newest(sent) {
  const first = await api.images({}, { limit: PAGE });
  const all = [...first.images];
  const most = Math.min(MOST_PAGES, Math.ceil(sent.length / PAGE) + 1);
  const missing = () => sent.some((s) => !all.some((image) => image.imageId === s.imageId));
  let cursor = first.cursor;
  for (let pages = 1; cursor && pages < most && missing(); pages += 1) {
    const next = await api.images({}, { limit: PAGE, cursor });
    all.push(...next.images);
    cursor = next.cursor;
  }
  return { first, all };
}

/** The oldest few tell what the workflow is at; the rest show their status. */
async function followExecutions(uploads) {
  const running = uploads.sent().filter((item) => item.image?.status === 'running');
  const looked = running.slice(0, EXECUTIONS_PER_LOOK).map(async (item) => {
    const execution = await api.execution(item.imageId).catch(() => null);
    if (execution) uploads.learnExecution(item, execution);
    return execution?.steps.map((step) => [step.state, step.status, step.attempts]);
  });
  return Promise.all(looked);
}
