/**
 * A turn of the event loop of its own for each run: others have theirs in between (timers, signals,
 * the test runner), and users' code that takes part in the run can be played in it.
 */
import timers from 'node:timers'

/** Runs something in its own turn. */
export const inTurn = <T>(run: () => T | Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    timers.setImmediate(() => {
      try {
        resolve(run())
      } catch (error) {
        reject(error)
      }
    })
  })
