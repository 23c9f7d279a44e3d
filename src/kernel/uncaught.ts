/** An error in code of the user's that nobody caught: in a process of its own it would end that. */

const mark: unique symbol = Symbol.for('gameday.uncaught')

/** What code did not catch, with whose code it was and when. */
export class UncaughtError extends Error {
  override readonly name: string = 'UncaughtError'
  readonly [mark] = true

  /**
   * @param where whose code, and when: `orders at 12.3s`
   * @param cause what was thrown, or what a promise was rejected with
   */
  constructor(where: string, cause: unknown) {
    super(`${where} did not catch an error: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }

  /** Whether something is one, be it of another copy of the package. */
  static isOne(value: unknown): value is UncaughtError {
    return typeof value === 'object' && value !== null && mark in value
  }
}
