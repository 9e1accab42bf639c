/** The styles in which restyles are painted, and what stands in their place if they could not be read. */
import * as api from './api.js';
import { button, h } from './dom.js';
import { attempt } from './say.js';

export const UNREAD = 'The styles could not be read.';

/** @param {Array} styles is filled @throws {ApiError} */
export async function readStyles(styles) {
  styles.splice(0, Infinity, ...(await api.styles()));
}

/** @param {() => Promise} load reads them, and throws if it cannot */
export const unreadStyles = (load) =>
  h(
    'p',
    { class: 'hint', 'data-test': 'styles-unread' },
    `${UNREAD} `,
    button('Try again', { class: 'button small', 'data-test': 'styles-again' }, () => attempt(load)),
  );
