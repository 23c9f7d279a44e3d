/**
 * Where users' own code stands in the place of a program. The world knows of it only that it takes
 * tasks, and that it hears of what befalls its replica.
 */
import type { Ms } from '../../kernel/units.ts'
import type { Outcome } from '../../record/outcome.ts'
import type { Draws } from '../../kernel/draws.ts'
import type { Link } from '../network/link.ts'
import type { Component } from './component.ts'
import type { Program } from './program.ts'
import type { Task } from './task.ts'

/** Handles requests by code. */
export interface Code {
  /** A request has come to its turn; the code goes on with the task when it has an answer. */
  handle(task: Task): void
}

/** A handling by code that is under way. */
export interface CodeHandling {
  /** Nobody wants its answer any more, or its replica has crashed: the task is another's now. */
  stopped(): void
  /** A call that it made has failed, or was answered wrongly. */
  callFailed?(): void
}

/** The process of one replica, in which code runs. */
export interface CodeProcess {
  /**
   * It is gone, and all that it was about to do.
   *
   * @param tells whether those who are connected to it learn of it
   */
  crashed(tells: boolean): void
  /** It starts anew. */
  startsAgain(): void
  /** What its replica stands under has changed: it may go on. */
  adapted(): void
  /** What stands still in it as the run has ended, and who waits for whom: sentences. */
  stands(): readonly string[]
  /** The real store that runs in it; undefined where there is none. */
  readonly store: CodeStore | undefined
}

/** A real store, such as a PostgreSQL: what may be done to it beside what any replica meets. */
export interface CodeStore {
  /** The errors that it can be made to tell in its own words, by their codes. */
  readonly errors: readonly string[]
  /** Whether it is a cache, of which keys can be lost. */
  readonly forgets: boolean
  /** Loses a share of its keys, drawn one by one. @returns how many */
  forget(share: number, random: () => number): number
  /** Who still waits in it for whom, as the run has ended: sentences. */
  stands(): readonly string[]
  /** Asks its server something that nobody in the world hears of. */
  ask(ask: (server: never) => unknown): unknown
}

/** What code gets of the world it runs in. */
export type Inside = {
  readonly component: Component
  /** By whom it may call. */
  readonly ways: ReadonlyMap<string, Way>
  /** How long each event takes the thread of a process; null for no time at all. */
  readonly eventTimes: Draws | null
  /** Whether its failure degrades the task that it is a step of, and does not fail it. */
  readonly optional: boolean
}

/** How somebody is called. */
export type Way = {
  /** The name of the call. */
  readonly name: string
  /** What a task does to call. */
  readonly program: Program
  readonly link: Link
  readonly callee: Component
  /** Notes a call of a task that has ended without being made, as a policy turned it away. */
  readonly unmade: (task: Task, since: Ms, outcome: Outcome, reason: number) => void
}
