/** How the replicas of a component start and stop: what users write. */
import type { Duration } from '../kernel/units.ts'
import type { Steps } from './steps.ts'

/**
 * What a replica does before it takes requests, and who may start when. At the start of a run all
 * replicas are ready; this is for those that start again: behind a crash, or a `restart`.
 *
 * @example
 * const policies = service({
 *   replicas: 20,
 *   start: { steps: [work('5s'), call('table')], atOnce: 2, jitter: '1s' },
 *   handle: work('2ms'),
 * })
 */
export type StartSpec<C extends string = never> = {
  /**
   * What it does before it is ready: load a cache, take a lease, read its configuration. Until then
   * its balancer knows that it is not there, and it refuses requests. Default: nothing.
   */
  readonly steps?: Steps<C> | undefined
  /** So many replicas start at a time, the others wait for their turn. Default: all. */
  readonly atOnce?: number | undefined
  /** From the beginning of one replica's start to that of the next, at least. Default 0. */
  readonly every?: Duration | undefined
  /** Each replica waits for anything up to this first, by chance. Default 0. */
  readonly jitter?: Duration | undefined
  /** When its steps have failed, it does them again after this. Default 1 s. */
  readonly again?: Duration | undefined
}

/**
 * How a replica stops when it is told to, as by `restart`. Its balancer sends it nothing more, it
 * takes nothing new, and it has a time for what it is about. A `crash` takes no such care.
 *
 * @example
 * const api = service({ replicas: 3, stop: { within: '10s' }, handle: work('2ms') })
 */
export type StopSpec = {
  /** How long it has to finish what is inside; the rest is lost. Default 30 s. */
  readonly within?: Duration | undefined
}

/** What components say of how their replicas start and stop. */
export type LifecycleSpec<C extends string = never> = {
  /**
   * What a replica does when it starts, before it takes requests: steps, or those and who may start
   * when. Default: it takes requests as soon as it runs.
   */
  readonly start?: Steps<C> | StartSpec<C> | undefined
  /** How a replica stops when it is told to. Default: within 30 s. */
  readonly stop?: StopSpec | undefined
}
