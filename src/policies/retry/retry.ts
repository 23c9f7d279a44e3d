/** Retrying: whether to call again after a failure, and how long to wait before. */
import { UsageError } from '../../kernel/errors.ts'
import { checked, shown } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Random } from '../../kernel/streams.ts'
import type { Backoff, RetryProgress } from './backoff.ts'
import { formula } from './formula.ts'
import { baseOf, type Bases } from './bases.ts'
import type { FailureKind } from './failures.ts'
import { type RetryHint, waitInstead } from './hint.ts'
import { type RetryOptions, retrySchema } from './options.ts'
import { type RetrySettings, retrySettings } from './settings.ts'
import { insistOnFailure, RetryableOutcomes } from './retryable.ts'

/**
 * Tells after each failed attempt whether there is another, and after how long. One object serves
 * all calls; what belongs to one call is in its progress, which the caller keeps. Nothing is
 * allocated but by `start`.
 *
 * @example
 * const retry = new Retry({ attempts: 3, base: 100, jitter: 'full' })
 *
 * async function patient<T>(ask: () => Promise<T>): Promise<T> {
 *   for (const progress = retry.start(); ; ) {
 *     try {
 *       return await ask()
 *     } catch (error) {
 *       const wait = retry.retryable('error') ? retry.next(progress, Math.random) : undefined
 *       if (wait === undefined) throw error
 *       await new Promise(done => setTimeout(done, wait))
 *     }
 *   }
 * }
 */
export class Retry {
  /** Calls in all, the first included. */
  readonly attempts: number
  readonly #backoff: Backoff
  readonly #on: RetryableOutcomes
  readonly #retryAfter: RetryHint
  readonly #bases: Bases | null
  /** The formula for each base but the usual one. */
  readonly #others: ReadonlyMap<Ms, Backoff>

  /**
   * @param options how often, how long apart and after what; times in milliseconds
   * @param where   what to call this retry in an error
   * @throws UsageError naming every mistake in the options
   */
  constructor(options: RetryOptions = {}, where = 'retry') {
    const settings = retrySettings(checked(retrySchema, options, where))
    if (options.budget !== undefined) throw keepsNoBudget(where)
    this.attempts = settings.attempts
    this.#backoff = formula(settings)
    this.#on = new RetryableOutcomes(settings.on)
    this.#retryAfter = settings.retryAfter
    this.#bases = settings.bases ?? null
    this.#others = othersOf(settings)
  }

  /** The progress of a call that is about to make its first attempt. */
  start(): RetryProgress {
    return { attempts: 0, step: 0, delay: 0, mark: 0 }
  }

  /** Makes a used progress as good as new, for callers that reuse theirs. */
  restart(progress: RetryProgress): void {
    insistOnProgress(progress)
    progress.attempts = 0
    startGrowing(progress)
  }

  /** Whether a failure is of those worth another try. @param code the error's, if it has one */
  retryable(failure: FailureKind, code?: number): boolean {
    insistOnFailure(failure, 'retry, retryable(failure, code)')
    return this.#on.includes(failure, code)
  }

  /**
   * The base of the waits after a failure, in milliseconds, where it has one of its own (`bases`).
   *
   * @param code the error's, if it has one
   */
  baseAfter(failure: FailureKind, code?: number): Ms | undefined {
    return this.#bases === null ? undefined : baseOf(this.#bases, failure, code)
  }

  /**
   * Counts a failed attempt, and tells how long to wait before the next.
   *
   * @param progress of the call; it is updated
   * @param random   chance, drawn from at most once, and not at all to give up or without jitter
   * @param hint     when the failure said to come again, in ms from now; NaN if it did not
   * @param base     what `baseAfter` says of the failure; the usual one if it is left out
   * @returns the wait in milliseconds, from 0 to the cap (unless a hint is heeded), or undefined to
   * give up
   */
  next(progress: RetryProgress, random: Random, hint: Ms = NaN, base?: Ms): Ms | undefined {
    if (typeof random !== 'function') throw badChance()
    if (typeof hint !== 'number') throw noHint(hint)
    insistOnProgress(progress)
    progress.attempts += 1
    if (progress.attempts >= this.attempts) return undefined
    const isHeeded = this.#retryAfter !== 'ignore' && !Number.isNaN(hint)
    if (isHeeded && this.#retryAfter === 'grpc') {
      startGrowing(progress)
      return hint < 0 ? undefined : hint
    }
    progress.step += 1
    if (isHeeded && typeof this.#retryAfter === 'object') return waitInstead(hint, this.#retryAfter)
    const delay = this.#backoffOf(base).delay(progress, random)
    if (!(delay >= 0)) throw badChance()
    progress.delay = delay
    return isHeeded ? Math.max(delay, Math.min(hint, delay + LONGEST_ADDED)) : delay
  }

  #backoffOf(base: Ms | undefined): Backoff {
    return base === undefined ? this.#backoff : (this.#others.get(base) ?? this.#backoff)
  }
}

const othersOf = (settings: RetrySettings): ReadonlyMap<Ms, Backoff> =>
  new Map(
    Object.values(settings.bases ?? {})
      .filter(base => base !== undefined)
      .map(base => [base, formula({ ...settings, base })]),
  )

/** The AWS SDKs let nobody be told to wait for longer than this beyond their own wait. */
const LONGEST_ADDED: Ms = 5_000

function startGrowing(progress: RetryProgress): void {
  progress.step = 0
  progress.delay = 0
  progress.mark = 0
}

function insistOnProgress(progress: RetryProgress): void {
  const { attempts, step, delay, mark } = progress ?? {}
  const areCounts = Number.isFinite(attempts) && Number.isFinite(step)
  if (areCounts && Number.isFinite(delay) && Number.isFinite(mark)) return
  throw new UsageError({
    what: 'the progress of the call is missing',
    where: 'retry, next(progress, random, hint)',
    fix: 'make one for each call: const progress = retry.start()',
  })
}

function noHint(hint: unknown): UsageError {
  return new UsageError({
    what: `${shown(hint)} does not say when to come again`,
    where: 'retry, next(progress, random, hint)',
    fix: 'hand in milliseconds from now, or leave it out',
  })
}

/** A budget is paid into by every call, and this object sees only those that have failed. */
function keepsNoBudget(where: string): UsageError {
  return new UsageError({
    what: 'a Retry by itself keeps no budget, which several calls share',
    where: `${where} › budget`,
    fix: 'leave budget out, and ask a retryBudget(options, { now }) of your own before each retry',
  })
}

function badChance(): UsageError {
  return new UsageError({
    what: 'the chance handed in gave something other than a number from 0 up to 1',
    where: 'retry, next(progress, random)',
    fix: 'hand in Math.random, or a seeded generator of such numbers',
  })
}
