/** Why a file does not reach the bucket, and what is done then. Needs no browser. */
import { ApiError, mayWorkLater } from './api-error.js';

/** How often a file is sent again by itself after the connection to the bucket broke off. */
const MOST_BREAKS = 3;

/** By which the bucket answers a form that has run out. */
export const PERMISSION_ENDED = 403;

const BUSY = 429;
const BROKEN = 'UPLOAD_BROKEN';

/** Codes of calls that would fail for every other file as well. */
const AWAY = ['UNREACHABLE', 'NO_ANSWER', 'NOT_VITRINE', 'ISSUER_UNREACHABLE', 'SIGNED_OUT'];

/** Whether a file waits to be sent again by itself. The bucket may be the only one that cannot be reached. */
export const isToWait = ({ breaks = 0 }, { code, status }) =>
  (AWAY.includes(code) && [0, 401].includes(status)) || status === BUSY || (code === BROKEN && breaks < MOST_BREAKS);

/** @returns {number} how often the connection to the bucket has broken off during a file, now that it has failed */
export const breaksWith = ({ breaks = 0 }, { code }) => breaks + (code === BROKEN ? 1 : 0);

export const isRetryable = (error) => mayWorkLater(error) || error.status === PERMISSION_ENDED;

const unreadable = (words) => new ApiError(words, 'UNREADABLE', 0);

export const unopened = () => unreadable('The browser cannot open it: perhaps it was moved, or you may not read it.');

export const changed = () => unreadable('This file was changed, moved or deleted after you chose it. Choose it again.');

export const noPicture = (name) => new ApiError(`${name} is not a picture.`, 'UNSUPPORTED_FORMAT', 0);
