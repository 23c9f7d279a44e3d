/** What an answer of code means to whoever asked: served, or a failure with a code. */

/** The least code that is a failure of who answers, and the one that turns callers away. */
const SERVER_ERROR = 500
const TOO_MANY_REQUESTS = 429

/**
 * The code with which an answer fails.
 *
 * @returns 0 when it is an answer as wanted; errors of who asked (404 and its like) are
 */
export function failingStatus(answer: unknown): number {
  if (typeof answer !== 'object' || answer === null || !('status' in answer)) return 0
  const { status } = answer
  if (typeof status !== 'number') return 0
  return status >= SERVER_ERROR || status === TOO_MANY_REQUESTS ? status : 0
}

/** The code with which a handling that threw fails: what the error says, or 500. */
export function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null) return SERVER_ERROR
  const { status, statusCode } = error as { status?: unknown; statusCode?: unknown }
  const said = status ?? statusCode
  return typeof said === 'number' && Number.isInteger(said) && said >= 400 && said < 600
    ? said
    : SERVER_ERROR
}
