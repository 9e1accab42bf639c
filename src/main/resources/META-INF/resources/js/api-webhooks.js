/** The requests about webhooks. */
import { call, pathOf } from './http.js';

const hook = (id, ...rest) => pathOf('webhooks', id, ...rest);

/** @returns {Promise<{webhooks: Array<object>}>} oldest first, without their secrets */
export const webhooks = () => call('GET', 'webhooks');

/** @param {{url: string, events: string[]}} settings no events for all @returns the webhook, with its secret */
export const createWebhook = (settings) => call('POST', 'webhooks', settings);
export const putWebhook = (id, settings) => call('PUT', hook(id), settings);
export const deleteWebhook = (id) => call('DELETE', hook(id));
/** @returns the webhook, with its new secret */
export const renewWebhookSecret = (id) => call('POST', hook(id, 'secret'));
export const testWebhook = (id) => call('POST', hook(id, 'test'));

/** @returns {Promise<{deliveries: Array<object>}>} of the latest 50 events, newest first */
export const webhookDeliveries = (id) => call('GET', hook(id, 'deliveries'));

/** Sends again what failed, of 50 deliveries. @returns {Promise<{replayed: number, before?: string}>} `before` of the next call */
export const replayFailed = (id, before) =>
  call('POST', `${hook(id, 'deliveries', 'replay')}${before ? `?before=${before}` : ''}`);
export const replayDelivery = (id, event) => call('POST', hook(id, 'deliveries', event, 'replay'));
