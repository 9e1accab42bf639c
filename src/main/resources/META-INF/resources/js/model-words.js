/** What the page says about a model that local mode can have. Needs no browser. */
import { about, percent, size } from './words.js';

/** Bytes a second of an ordinary line, 50 Mbit/s. */
const ORDINARY_LINE = 50e6 / 8;

/**
 * A model that looks at pictures: `member` of `GET about`, `of` in the order, `test` in the page; `hasPreview`:
 * it is used only after the seller could see what it changes.
 */
export const EYES = {
  member: 'download',
  of: 'eyes',
  test: 'model',
  can: 'look at your pictures',
  does: 'looks at your pictures',
  goesOn: 'looking at your pictures',
  before: 'Earlier pictures keep their tags until you tag them again, under Vocabulary.',
  hasPreview: true,
};

/** A model that writes captions. */
export const CAPTIONER = {
  member: 'captions',
  of: 'captioner',
  test: 'captioner',
  can: 'write your captions and read the words on your products',
  does: 'writes your captions',
  goesOn: 'writing your captions',
  before: 'Earlier pictures keep their captions.',
  hasPreview: false,
};

/** @returns {boolean} whether the state changes by itself, so that it is worth looking again */
export const isOnItsWay = (download) => ['fetching', 'opening'].includes(download?.state);

/** @returns {string|null} what the button says; null when there is nothing to order */
export const orderWords = (download, work) =>
  ({
    offered: work.hasPreview ? 'Download it' : 'Download and use it',
    fetched: 'Use it',
    failed: 'Try again',
  })[download.state] ?? null;

/** @returns {boolean} whether the order is to use the model as soon as it is there */
export const isToBeUsed = (download, work) => !work.hasPreview || download.state === 'fetched';

/**
 * What a seller reads about the model.
 *
 * @param {{model: string, state: string, bytes: number, of: number, memory: number,
 *     message: string|null}} download as `GET about` says it; sizes in bytes, 0 if unknown
 * @param {object} work what the model is for: EYES or CAPTIONER
 * @returns {string} some sentences
 */
export function downloadWords({ model, state, bytes, of, memory, message }, work) {
  switch (state) {
    case 'offered':
      return [
        `A real model, ${model}, can ${work.can} instead of the stand-in.`,
        of > 0 &&
          `It is downloaded once: about ${size(of)}, in ${about(of / ORDINARY_LINE)} at 50 Mbit/s.`,
        memory > 0 && `While Vitrine runs it takes about ${size(memory)} of memory.`,
        'Your pictures stay on this machine.',
        work.hasPreview && 'Before it is used you can see what it would change on your newest pictures.',
      ]
        .filter(Boolean)
        .join(' ');
    case 'fetching':
      return of > 0
        ? `${model} is being downloaded: ${size(bytes)} of ${size(of)} (${percent(bytes / of)}). Until it is there, the stand-in ${work.does}.`
        : `${model} is being looked for. Until it is there, the stand-in ${work.does}.`;
    case 'fetched':
      return `${model} is on this machine and not in use. The stand-in ${work.does}.`;
    case 'opening':
      return `${model} is here and is being opened.`;
    case 'ready':
      return `${model} ${work.does}. ${work.before}`;
    default:
      return `${message ?? `${model} cannot be used.`} The stand-in goes on ${work.goesOn}.`;
  }
}
