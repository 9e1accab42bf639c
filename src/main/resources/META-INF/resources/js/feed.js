/** Polls the newest pictures, with one call for all uploads that are not settled. */
import * as api from './api.js';
import { Poller } from './poller.js';
import { isSettled } from './words.js';

export const PAGE = 48;
const MOST_PAGES = 5;
const EXECUTIONS_PER_LOOK = 4;
const SINGLES_PER_LOOK = 8;
/** What was sent less than this ago, and is on no list, most likely has no record yet. */
const RECEIVED_MS = 20_000;
const BUSY = { soonest: 600, latest: 4000 };
/** Somebody who works elsewhere waits for the uploads' end. */
const HIDDEN = { soonest: 5000, latest: 15000 };
/** Pictures that arrive by other ways than this page are shown within seconds. */
const IDLE = { soonest: 2500, latest: 8000 };

/** The gallery asks for the same first page when it is opened. */
const shared = { cards: api.cardsShared, image: api.image };

/**
 * @param {Uploads} uploads told what is found
 * @param {{pictures: (firstPage: object, countsChanged: boolean) => void,
 *     reach: (error: ApiError|null) => void}} on called after each look
 * @returns the poller
 */
export function watch(uploads, on) {
  let shown = null;
  /** What the counts depend on: which pictures have arrived, and how they have ended. */
  let counted = null;
  let busy = false;

  async function look() {
    const { first, all } = await newest(uploads.sent(), shared).catch((error) => {
      on.reach(error);
      throw error;
    });
    on.reach(null);
    const known = running(uploads);
    uploads.learn(all);
    busy = uploads.items.some((item) => item.phase === 'sent') || !all.every(isSettled);
    const before = { shown, counted };
    counted = JSON.stringify(all.map((image) => [image.imageId, isSettled(image) && image.status]));
    on.pictures(first, counted !== before.counted);
    const paths = await followExecutions(uploads, known);
    shown = JSON.stringify([all.map((image) => [image.imageId, image.status]), paths]);
    return shown !== before.shown;
  }

  const isWaitedFor = () => uploads.isSending() || uploads.sent().length > 0;
  const pace = () => (busy || uploads.isSending() ? BUSY : IDLE);
  return new Poller(look, () => (document.hidden ? HIDDEN : pace()), document, isWaitedFor);
}

/**
 * Reads the first page, as many more as the sent pictures may be on, and then singly the oldest few
 * of the sent pictures that are on none of these.
 *
 * @param {Array<{imageId: string, sentAt?: number, image?: object}>} sent oldest first; `sentAt` in ms
 *     since 1970, `image` as it was when it was read last
 * @returns {Promise<{first: object, all: Array}>} the first page, and all images that were read
 */
export async function newest(sent, { cards, image } = api) {
  const first = await cards({}, { limit: PAGE });
  const all = [...first.images];
  const most = Math.min(MOST_PAGES, Math.ceil(sent.length / PAGE) + 1);
  const missing = () => sent.filter((s) => !all.some((one) => one.imageId === s.imageId));
  let cursor = first.cursor;
  for (let pages = 1; cursor && pages < most && missing().length > 0; pages += 1) {
    const next = await cards({}, { limit: PAGE, cursor });
    all.push(...next.images);
    cursor = next.cursor;
  }
  // Without a cursor the list was read to its end: what is missing has no record yet.
  const isReceived = ({ sentAt = 0, image: known }) => known || Date.now() - sentAt > RECEIVED_MS;
  const asked = cursor ? missing().filter(isReceived).slice(0, SINGLES_PER_LOOK) : [];
  const singles = asked.map((one) => image(one.imageId).catch(() => null));
  all.push(...(await Promise.all(singles)).filter(Boolean));
  return { first, all };
}

const running = (uploads) => uploads.sent().filter((item) => item.image?.status === 'running');

/**
 * Reads the executions of the oldest few uploads; the others show their status only.
 *
 * @param known items that were running at the look before: an execution starts a moment after its
 *     picture is called running
 */
async function followExecutions(uploads, known) {
  const asked = running(uploads).filter((item) => known.includes(item));
  const looked = asked.slice(0, EXECUTIONS_PER_LOOK).map(async (item) => {
    const execution = await api.execution(item.imageId).catch(() => null);
    if (execution) uploads.learnExecution(item, execution);
    return execution?.steps.map((step) => [step.state, step.status, step.attempts]);
  });
  return Promise.all(looked);
}
