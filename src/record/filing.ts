/**
 * Who keeps what tests play and ask, so that a report can tell it. Nobody does, unless a reporter
 * was asked for: one look at `globalThis` for each run is all that it costs then.
 */
import type { Run } from './run.ts'

/** A goal, of which nobody down here knows more than how it is written. */
type Goal = { readonly toString: () => string; readonly toJSON: () => unknown }

/** How far something is from its limit. */
type Margin = {
  readonly by: number
  readonly unit: 'share' | 'ms' | 'count' | 'times'
  readonly share: number
}

/** A verdict on a goal that somebody asked. */
export type Asked = {
  readonly goal: Goal
  /** Whether its opposite was wanted. */
  readonly isNot: boolean
  /** Whether what was wanted is so; what is unknown is not. */
  readonly pass: boolean
  /** What came of it, whatever was wanted. */
  readonly verdict: {
    readonly is: 'held' | 'broken' | 'unknown'
    readonly margin?: Margin | undefined
  }
  /** What was measured against what was wanted, without looking for a cause. */
  readonly headline: () => string
  /** What a runner would print. */
  readonly message: () => string
}

/** What an experiment came to, beside its run. */
export type Experimented = {
  readonly name: string
  readonly verdict: string
  readonly message: string | undefined
  /** What it asked; undefined of a function, whose matchers tell it themselves. */
  readonly goals: readonly Goal[] | undefined
}

/** What many runs were played for. */
export type FoundKind = 'search' | 'survey' | 'mutation' | 'ensemble'

/** Where it is told. */
export type Filing = {
  /** A run came to its end. */
  readonly ran: (run: Run, experimented?: Experimented) => void
  /** A goal was asked of a run. */
  readonly asked: (run: Run, asked: Asked) => void
  /** A goal was asked of what many runs were played for. */
  readonly askedOfMany: (kind: FoundKind, found: object, asked: Asked) => void
  /** Something was found by many runs; `of` is what they were played of. */
  readonly found: (kind: FoundKind, found: object, of: object) => void
  /** Plays runs that are nobody's own: they are not told. */
  readonly aside: <T>(play: () => T) => T
}

/** Shared by all copies of the package in one realm, as tests and reporters may load several. */
const place: unique symbol = Symbol.for('gameday.filing')

type Shared = { [place]?: Filing | undefined }

/** Where to tell it; undefined where nobody wants to know. */
export const filing = (): Filing | undefined => (globalThis as Shared)[place]

/** From now on it is told there. */
export function fileTo(filing: Filing | undefined): void {
  ;(globalThis as Shared)[place] = filing
}

/** Plays runs that are nobody's own, such as the trials of a search. */
export function aside<T>(play: () => T): T {
  const told = filing()
  return told === undefined ? play() : told.aside(play)
}
