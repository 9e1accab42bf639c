/** What is said of webhooks and of what they were sent. Needs no browser. */
import { duration, fileName, plural, when } from './words.js';

/** The events that a webhook can be told of, and what they say. */
export const EVENTS = [
  { type: 'image.done', title: 'Done', what: 'everything that was asked for is there' },
  { type: 'image.partial', title: 'Partly done', what: 'a part of the work failed' },
  { type: 'image.rejected', title: 'Not usable', what: 'the file is no picture that can be used' },
  { type: 'image.failed', title: 'Failed', what: 'the picture could not be described' },
  { type: 'images.exported', title: 'Exported', what: 'one event for each file' },
];

const OTHER_EVENTS = { 'webhook.test': 'Test' };

/** @param {string} type of an event @returns {string} what happened, in a word or two */
export const eventWords = (type) =>
  EVENTS.find((one) => one.type === type)?.title ?? OTHER_EVENTS[type] ?? type;

/** @param {string[]} types none for all */
export const toldWords = (types) =>
  types.length === 0 ? 'Every event' : EVENTS.filter((one) => types.includes(one.type)).map((one) => one.title).join(', ');

/** @param {{enabled: boolean, disabledBecause?: string, failingSince?: string}} webhook @returns {string} whether it is told */
export function stateWords({ enabled, disabledBecause, failingSince }) {
  const state = enabled ? 'On' : 'Stopped';
  if (disabledBecause === 'GONE') return `${state}: the receiver said that it is gone`;
  return failingSince ? `${state}: the receiver has taken nothing since ${when(failingSince)}` : state;
}

/** @param {{body: object}} delivery @returns {string} the picture's file name, or the file and how many pictures it has */
export function aboutWords({ body: { data } }) {
  if (data?.export) return `${data.export.file}, ${plural(data.export.images, 'picture')}`;
  return data?.key ? fileName(data) : '';
}

/** @returns {boolean} whether an attempt is missing for five minutes, more than clocks differ: it may have been lost */
export const isOverdue = ({ dueAt }, now = Date.now()) => Boolean(dueAt) && now - Date.parse(dueAt) > 5 * 60_000;

/** @returns {string} how far a delivery has got */
export function deliveryWords(delivery, now = Date.now()) {
  const { status, dueAt, lastDueAt, attempts } = delivery;
  if (status === 'delivered') return 'Delivered';
  if (status === 'failed') return 'Not delivered';
  if (isOverdue(delivery, now)) return `Due since ${when(dueAt)}`;
  if (attempts.length === 0) return 'On its way';
  return lastDueAt === dueAt ? `Last attempt ${when(dueAt)}` : `Next attempt ${when(dueAt)}, the last ${when(lastDueAt)}`;
}

const PROBLEMS = {
  ADDRESS_REFUSED: 'The host is not in the public internet',
  UNKNOWN_HOST: 'There is no host of this name',
  REFUSED: 'Nothing listens at this address',
  TIMEOUT: 'No answer in time',
  TLS: 'The certificate is not valid for this host',
  NOT_HTTP: 'The answer was not HTTP',
  CONNECTION: 'The connection broke off',
};

const ANSWERS = {
  401: 'the receiver asks for a password',
  403: 'the receiver refuses',
  404: 'there is nothing at this path',
  405: 'the receiver takes no POST',
  410: 'the receiver is gone',
  429: 'the receiver has too much to do',
};

/** @param {{answer?: number, problem?: string, millis: number}} attempt @returns {string} what came of it */
export function attemptWords({ answer, problem, millis }) {
  const after = ` after ${duration(millis)}`;
  if (!answer) return `${PROBLEMS[problem] ?? 'There was no answer'}${after}`;
  const meaning = ANSWERS[answer] ?? meaningOf(answer);
  return `Answered ${answer}${meaning ? `, ${meaning},` : ''}${after}`;
}

function meaningOf(answer) {
  if (answer >= 500) return 'an error of the receiver';
  if (answer >= 400) return 'the receiver does not accept it';
  return answer >= 300 ? 'another address, which is not followed' : '';
}

const LONGEST = 1000;

/**
 * Explains why the API does not take an address.
 *
 * @param {string} text as it was typed
 * @returns {string|null} a sentence; null if nothing is wrong with it here
 */
export function addressProblem(text) {
  const words = text.trim();
  if (!words) return 'Type the address that is to be told.';
  if (words.length > LONGEST) return `An address has at most ${LONGEST} characters.`;
  const url = URL.canParse(words) ? new URL(words) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || /\s/.test(words))
    return 'This is no address. It looks like https://shop.example/vitrine.';
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'http:' && isHere)
    return 'An address on this machine can be told only if Vitrine was started with VITRINE_WEBHOOK_LOOPBACK=true.';
  if (url.protocol === 'http:') return 'The address must begin with https://, so that nobody reads along.';
  if (url.port) return 'The address may have no port: events go to port 443.';
  if (url.username || url.password) return 'The address may have no user name and no password.';
  return url.hash ? 'The address may have no part after #.' : null;
}
