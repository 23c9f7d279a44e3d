/** Where load comes from: what users write of clients, as plain data. */
import type { Distribution } from '../../kernel/distributions/index.ts'
import type { Duration, Rate } from '../../kernel/units.ts'
import type { Placed } from '../balancing.ts'
import type { Component } from '../components.ts'
import { deepFrozen } from '../frozen.ts'
import type { LoadShape } from './load-shapes.ts'
import type { RequestWords } from '../said.ts'
import type { Step, Steps } from '../steps.ts'

/** A script of calls, as `script` of `gameday/code` makes it. */
export interface Script<out Callee extends string = string> {
  /** Always `run`: code is run. Made by `script`. */
  readonly step: 'run'
  /** Only for the compiler; never there when the program runs. */
  readonly callees?: Callee
}

/** What a client does, and how often relative to other tasks. */
export type TaskSpec<C extends string, T extends string = string> = {
  /** How often relative to other tasks. Default 1. */
  readonly weight?: number | undefined
  /**
   * What the same user does after it: one of these tasks, by weight. Default: any, by their own
   * weights.
   *
   * @example
   * const tasks = {
   *   browse: { steps: call('web'), next: { browse: 3, buy: 1 } },
   *   buy: { steps: call('bank'), next: { browse: 1 } },
   * } as const
   */
  readonly next?: { readonly [Name in T]?: number | undefined } | undefined
  /** How important its requests are: 0, the most, to 9. Default: as the clients say. */
  readonly priority?: number | undefined
  /** What its requests ask. Default: as the clients say. */
  readonly request?: RequestWords | undefined
  /** What it does: steps, or a `script` of `gameday/code`. */
  readonly steps: Steps<C> | Script<C>
}

type Requests<C extends string, T extends string> =
  | {
      /**
       * The component, or operation, that every request calls; or that call with its options; or a
       * `script` of `gameday/code`, which makes its calls by code.
       */
      readonly call: C | Step<C> | Script<C>
    }
  | {
      /** What clients do: one task at a time, by weight. Its name is the class of its requests. */
      readonly tasks: { readonly [Name in T]: TaskSpec<C, NoInfer<T>> }
      /** The task a user does first. Default: by weight, like all others. */
      readonly first?: NoInfer<T> | undefined
    }

/** Load that comes by itself, however the system does (open loop): a rate, or a shape of load. */
export type OpenLoad =
  | {
      /** How many requests, or tasks, begin per time, however the system does (open loop). */
      readonly rate: Rate
    }
  | {
      /** The same, changing over time: `ramp`, `steps`, `spike`, `burst`, `diurnal`, `trace`. */
      readonly load: LoadShape
    }

/** One stretch of time in which users come, or go, at equal distances. */
export type UserStage = {
  /** How many there are at its end: a whole number from 0 on. */
  readonly to: number
  /** How long it takes; 0 for at once. */
  readonly over: Duration
}

/** Load of users who do one task after another, and think in between (closed loop). */
export type ClosedLoad = {
  /**
   * How many users do one task after another (closed loop). Or how many there are over time, from
   * none on, stage after stage, as k6's ramping users: `[{ to: 50, over: '1m' }, …]`. Who comes
   * thinks first, who goes ends the task; after the last stage all stay.
   */
  readonly users: number | readonly UserStage[]
  /** How long a user thinks between two tasks. */
  readonly think: Duration | Distribution
}

/** Where load comes from. */
export type ClientsSpec<C extends string, T extends string, Z extends string> = Placed<Z> & {
  /** How long a client waits for an answer. Default 30 s. */
  readonly timeout?: Duration | undefined
  /**
   * How important their requests are, and the calls those lead to: 0, the most, to 9. Whoever has
   * to turn some away can go by it. Default 5.
   */
  readonly priority?: number | undefined
  /**
   * What each request asks, for components of code: a value, or a function that makes one, such as
   * `({ n }) => ({ method: 'POST', path: '/orders', body: { id: n } })`. Default: nothing.
   */
  readonly request?: RequestWords | undefined
} & Requests<C, T> &
  (
    | (OpenLoad & {
        /**
         * At random moments (`poisson`, default), at equal distances from 0 (`steady`), or with
         * gaps of a distribution, each by itself (a renewal process), as long in the mean as the
         * rate says: of `erlang({ stages: 3, mean: '10ms' })` only the shape counts.
         */
        readonly arrivals?: 'poisson' | 'steady' | Distribution | undefined
        /** No more than so many begin. Default: as many as the run takes. */
        readonly requests?: number | undefined
      })
    | ClosedLoad
  )

/**
 * Where load comes from: open loop by `rate` or a shape of `load`, or closed loop by `users` who
 * `think`. Each call that clients make is a request. When one fails they go on with the next step
 * of their task.
 *
 * @example clients({ rate: '100/s', call: 'gateway', timeout: '3s' })
 */
export function clients<
  const C extends string,
  const T extends string = never,
  const Z extends string = never,
>(spec: ClientsSpec<C, T, Z>): Component<C, never, [T] extends [never] ? '' : T, Z> {
  return deepFrozen({ kind: 'clients', ...spec })
}
