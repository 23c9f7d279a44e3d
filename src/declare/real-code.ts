/** Users' own code as a declaration holds it: something that can be started, and by whom it is. */

const mark: unique symbol = Symbol.for('gameday.code')

/**
 * Code of the user's. What starts and plays it is handed over with it, so that who declares or
 * plays models only loads nothing of that.
 */
export interface RealCode {
  readonly [mark]: true
  /** Starts it in a world; the engine knows what it is given and what it gets back. */
  readonly start: (inside: never) => unknown
  /** Makes ready what a run needs and takes real time, such as a database. */
  readonly ready: () => Promise<void>
  /** Plays a run in which code takes part: takes steps until there are none, and finishes it. */
  readonly play: <T>(step: () => boolean, finish: () => T) => Promise<T>
  /** The same before it returns: that needs a turn of the event loop of its own. */
  readonly playNow: (step: () => boolean) => void
  /** Whether that can be had here. */
  readonly canPlayNow: () => boolean
}

/** Whether something is code, be it of another copy of the package. */
export const isRealCode = (value: unknown): value is RealCode =>
  typeof value === 'object' && value !== null && mark in value

/** Marks what an object of code must be known by. */
export const realCodeMark: typeof mark = mark
