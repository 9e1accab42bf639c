/** Every request the page makes, by what it is about. */
export { ApiError, mayWorkLater } from './api-error.js';
export * from './api-exports.js';
export * from './api-files.js';
export * from './api-lists.js';
export * from './api-picture.js';
export * from './api-settings.js';
export * from './api-vocabulary.js';
export * from './api-webhooks.js';
