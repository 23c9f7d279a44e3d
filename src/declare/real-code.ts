/** Users' own code as a declaration holds it: something that can be started, and by whom it is. */
import type { Problem } from '../kernel/errors.ts'
import { type Duration, durationMs, type Ms } from '../kernel/units.ts'

const mark: unique symbol = Symbol.for('gameday.code')

/**
 * Code of the user's. What starts and plays it is handed over with it, so that who declares or
 * plays models only loads nothing of that.
 */
export interface RealCode {
  readonly [mark]: true
  /** What is wrong with what its word was given; `system` tells it with all other mistakes. */
  readonly mistakes: readonly Problem[]
  /** Starts it in a world; the engine knows what it is given and what it gets back. */
  readonly start: (inside: never) => unknown
  /** Makes ready what a run needs and takes real time, such as a database. */
  readonly ready: () => Promise<void>
  /** Whether runs share something in it, as a database, so that they are played one by one. */
  readonly playsAlone: boolean
  /** Plays a run in which code takes part: takes steps until there are none, and finishes it. */
  readonly play: <T>(steps: Steps<T>) => Promise<T>
  /** The same before it returns: that needs a turn of the event loop of its own. */
  readonly playNow: (step: () => boolean) => void
  /** Whether that can be had here. */
  readonly canPlayNow: () => boolean
}

/**
 * Stands beside the callees of what is code or goes through code, for the compiler only. No
 * component has such a name; being a text it goes wherever those of callees do.
 */
export type Wrapped = ':code'

/** Stands for all there is to call, where code does not say whom it calls: for the compiler. */
export type Anybody = ':anybody'

/** A policy of another library, for the option `wrap` of a call: made by that of `gameday/code`. */
export interface WrappedPolicy<out Callee extends string = Wrapped> extends RealCode {
  /** Only for the compiler, which learns of a call that a run is awaited. */
  readonly callees?: Callee
}

/** Whether something is code, be it of another copy of the package. */
export const isRealCode = (value: unknown): value is RealCode =>
  typeof value === 'object' && value !== null && mark in value

/** Marks what an object of code must be known by. */
export const realCodeMark: typeof mark = mark

/** A run, as whoever plays it takes it. */
export type Steps<T> = {
  /** Takes the next step; false when there is none. */
  readonly step: () => boolean
  readonly finish: () => T
  /** For how long real work is awaited, by the real clock; undefined where it is refused. */
  readonly realWaitMs: Ms | undefined
}

const questionMark: unique symbol = Symbol.for('gameday.question')

/** A question to a store, for the option `ask` of `simulate`. */
export interface StoreQuestion {
  readonly [questionMark]: true
  /** The component that is asked. */
  readonly of: string
  /** When, in milliseconds; undefined for when all is done. */
  readonly atMs: number | undefined
  /** Asks the server of the store. */
  readonly ask: (server: never) => unknown
  /** The same question at a moment of the run. Default: when all is done. */
  at(moment: Duration): StoreQuestion
}

/**
 * A question to a store.
 *
 * @param ask is handed the server of the component, and returns what it says, as plain data
 */
export const storeQuestion = (
  of: string,
  ask: StoreQuestion['ask'],
  atMs?: number,
): StoreQuestion =>
  Object.freeze({
    [questionMark]: true as const,
    of,
    ask,
    atMs,
    at: (moment: Duration) => storeQuestion(of, ask, durationMs(moment)),
  })

/** Whether something is a question to a store. */
export const isStoreQuestion = (value: unknown): value is StoreQuestion =>
  typeof value === 'object' && value !== null && questionMark in value
