/** The requests about Vitrine itself: what it is, its models, styles and workflow. */
import { call, request } from './http.js';

export const about = () => call('GET', 'about');

/**
 * Local mode only: has an offered model downloaded.
 *
 * @param {'eyes'|'captioner'} of what the model is for
 * @param {boolean} use whether it is used as soon as it is there
 * @returns {Promise<object>} how far it is
 */
export const fetchModel = (of, use) => call('POST', `models/fetch?of=${of}&use=${use}`);

/**
 * Local mode only: begins to show what the downloaded model would change on the newest pictures.
 *
 * @returns {Promise<object>} how far that is, see `modelPreview`
 */
export const startModelPreview = (images) => call('POST', `models/preview?images=${images}`);

/**
 * @returns {Promise<{model: string, state: string, labels: number, ofLabels: number, looked: number,
 *     of: number, images: Array, unchanged: number, message: string|null}>} how far the preview is that was
 *     begun, and what it has found
 */
export const modelPreview = () => call('GET', 'models/preview');

/** Ends the preview of a model, also while the page goes away. */
export const stopModelPreview = () => request('models/preview', { method: 'DELETE', keepalive: true });
export const styles = () => call('GET', 'styles');
export const stateMachine = () => call('GET', 'state-machine.json');
