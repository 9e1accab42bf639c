/** Why a request failed. */
/** A request failed; the message is in words for the seller. */
export class ApiError extends Error {
  /**
   * @param {string} message
   * @param {string} code stable, e.g. `NOT_FOUND`; `UNREACHABLE` when there was no answer
   * @param {number} status HTTP status, 0 when there was no answer
   * @param {Array<{line?: number, where?: string, message: string}>} problems one by one, where the
   *     server lists them
   * @param {number} retryAfter seconds before which the server wants no second try
   */
  constructor(message, code, status, problems = [], retryAfter = 0) {
    super(message);
    Object.assign(this, { code, status, problems, retryAfter });
  }
}

/** Whether the same may work later: there was no answer, the server is busy or broken, or the session has ended. */
export const mayWorkLater = ({ status }) => status >= 500 || [0, 401, 408, 429].includes(status);
