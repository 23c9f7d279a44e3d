/**
 * The real clock and the real loop, taken when this is loaded, for what plays need themselves.
 *
 * They are taken by name once: what is imported from `node:timers` changes when it is replaced.
 */
import fs from 'node:fs'
import timers from 'node:timers'
import { performance } from 'node:perf_hooks'

/** Puts a callback behind what the event loop of Node.js has to do. */
export const realImmediate: (callback: () => void) => unknown = timers.setImmediate

/** Milliseconds of the real clock. */
export const realNow: () => number = performance.now.bind(performance)

/** Calls back after real milliseconds. */
export const realTimeout: typeof timers.setTimeout = timers.setTimeout

/** Takes such a call back. */
export const realClear: typeof timers.clearTimeout = timers.clearTimeout

/** Writes to a file that is open, as `fs.writeSync`. */
export const realWrite: (fd: number, text: string) => number = fs.writeSync
