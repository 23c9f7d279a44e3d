/** What whoever simulates may say of a run. */
import type { Change } from '../declare/changes/change.ts'
import type { StoreQuestion } from '../declare/real-code.ts'
import type { Fault } from '../faults/fault.ts'
import type { Rule } from '../faults/rule.ts'
import type { Duration, Ms, Share } from '../kernel/units.ts'
import type { RunIdentity, Ties } from '../record/recording.ts'
import type { UsedArrays } from '../record/used-arrays.ts'
import type { SteadyState } from './steady-state.ts'

/** What becomes of real work that code begins: it is refused, or waited for. */
export type RealIO =
  | 'refuse'
  | 'wait'
  | {
      /** How long it may take by the real clock; what takes longer is an error that names it. */
      readonly wait: Duration
    }

/** What a run is given besides the system. */
export type SimulateOptions<Target extends string = string> = {
  /** How long load is offered. Then requests under way are seen to their end. */
  readonly for: Duration
  /** What goes wrong, and when. Default: nothing. */
  readonly faults?: readonly Fault<Target>[] | undefined
  /**
   * What is changed while the run goes on, and when: a remedy, a mistake of an operator. Of two
   * changes of one thing at the same time the later in the list counts. Default: nothing.
   */
  readonly changes?: readonly Change<Target>[] | undefined
  /** How failure is assumed to spread, beside what emerges. Default: not at all. */
  readonly rules?: readonly Rule<Target>[] | undefined
  /** How often conditions are looked at, first at 0. Default 100 ms. */
  readonly lookEvery?: Duration | undefined
  /**
   * Whether a fault that tested nothing is an error, or a warning of the run. Default: an error if
   * it begins at a time that was written down, a warning if chance, a condition or a machine had
   * it begin; true for all, false for none.
   */
  readonly strict?: boolean | undefined
  /** Default: the environment variable `GAMEDAY_SEED`, or else `'1'`. */
  readonly seed?: string | number | undefined
  /**
   * Which of several events at the same moment comes first: the one that was planned first
   * (`'fifo'`), or in an order that is drawn from a whole number, another for each. What a fault or
   * a condition does then comes before all of them, and nothing before its cause. Default `'fifo'`.
   */
  readonly ties?: Ties | undefined
  /** The steps of time in which numbers are kept. Default: at most 240 in all. */
  readonly resolution?: Duration | undefined
  /** Whether to keep the journeys of requests: all (`true`), none, or a share. Default false. */
  readonly trace?: boolean | Share | undefined
  /** After so many events the run is given up with an error. Default 100 million. */
  readonly eventLimit?: number | undefined
  /**
   * Whether the message of a goal that failed plays the run again, to tell why it failed and what
   * would have held. Nothing is played while goals hold. Default true, unless the environment
   * variable `GAMEDAY_EXPLAIN` is `off`.
   */
  readonly explain?: boolean | undefined
  /**
   * What stores are asked, by names of your own: `query('db', 'select …')` of `gameday/postgres`,
   * `command('cache', 'GET', 'a')` of `gameday/redis`; when all is done, or `.at('10s')`. What they
   * said is in `run.answer`. Default: nothing.
   */
  readonly ask?: { readonly [name: string]: StoreQuestion } | undefined
  /**
   * `'twice'` has `simulate` play all a second time, and refuse a run that was another: the error
   * says what differs first, in which component, and when. So code that is not deterministic is
   * found. It takes twice as long, and keeps journeys. Default: it is played once.
   */
  readonly check?: 'twice' | undefined
  /**
   * What becomes of real work that code begins: files that are written, real sockets and names,
   * timers that were taken before, threads, other programs, native add-ons. `'refuse'`: an error
   * names the component, the call and the line. `'wait'`: the clock of the run stands still until
   * it has ended (of a connection or a thread: until it answers), so that it takes no virtual time.
   * What has not ended after 4 s of the real clock is an error that names it; `{ wait: '30s' }`
   * gives it longer. Where one event begins several, they end in any order: see
   * `check: 'twice'`. Searches and explanations play a run at once, and never wait.
   * Default: `'refuse'`.
   */
  readonly realIO?: RealIO | undefined
  /**
   * What must hold without faults, on the same seed: one goal or several. Where it does not,
   * nothing can be said of the faults: goals and matchers are unknown. Default: nothing.
   */
  readonly steadyState?: SteadyState | undefined
}

/** What the package itself says of a run. */
export type RunGiven = {
  /** Who chose the seed, where it is not the caller. */
  readonly seedFrom?: RunIdentity['seedFrom'] | undefined
  /** Further edges of the numbers: those of a run that this one is compared with. */
  readonly cuts?: readonly Ms[] | undefined
  /** Whether times are kept by how and when they ended, too. */
  readonly isDetailed?: boolean | undefined
  /** What recordings have used that nobody reads any more. */
  readonly arrays?: UsedArrays | undefined
  /** Whether a run is played again: what the declaration warns of is sought for the first alone. */
  readonly isAgain?: boolean | undefined
}
