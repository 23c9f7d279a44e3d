/** The adaptive concurrency limit: counts what is under way, and learns how many that may be. */
import { UsageError } from '../../kernel/errors.ts'
import { checked } from '../../kernel/schema.ts'
import type { Random } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import { chanceIn, insistOnPresent, insistOnWord, notHandedIn } from '../handed-in.ts'
import { limitAlgorithm, limitSchema } from './algorithms.ts'
import type { LimitAlgorithm, Sample } from './limit.ts'
import type { ConcurrencyLimitOptions } from './options.ts'

const SETTLE = 'concurrency limit, settle(passage, outcome, now)'
const OUTCOMES = ['ok', 'dropped', 'ignored'] as const
const CHANCE_AT = 'new ConcurrencyLimiter(options, random)'

/**
 * What is remembered of one request while it is under way. The caller keeps it, and may keep it
 * inside a larger record.
 */
export type Passage = {
  /** When it was let in, in milliseconds. */
  startedAt: Ms
  /** How many were under way then, itself included. */
  inFlight: number
}

/**
 * What came of a request: it went well, it was dropped (timed out, or turned away for overload), or
 * it says nothing about load.
 */
export type LoadOutcome = (typeof OUTCOMES)[number]

/**
 * Lets requests in while fewer are under way than the limit, and adapts the limit to how they fare.
 * Every request that was let in must be settled, or its place is lost. Nothing is allocated by
 * `admit` and `settle`.
 *
 * @example
 * const limiter = new ConcurrencyLimiter({ algorithm: 'gradient2' }, Math.random)
 *
 * async function limited<T>(ask: () => Promise<T>): Promise<T> {
 *   const passage = limiter.start()
 *   if (!limiter.admit(passage, Date.now())) throw new Error('too busy')
 *   try {
 *     const answer = await ask()
 *     limiter.settle(passage, 'ok', Date.now())
 *     return answer
 *   } catch (error) {
 *     limiter.settle(passage, 'dropped', Date.now())
 *     throw error
 *   }
 * }
 */
export class ConcurrencyLimiter {
  readonly #algorithm: LimitAlgorithm
  readonly #sample: { -readonly [K in keyof Sample]: Sample[K] } = {
    startedAt: 0.5,
    rttMs: 0.5,
    inFlight: 0,
    dropped: false,
  }
  #inFlight = 0

  /**
   * @param options by which rule the limit adapts, and between which bounds; times in milliseconds
   * @param random  chance, for the rules that draw when to measure
   * @param where   what to call this limiter in an error
   * @throws UsageError naming every mistake in the options
   */
  constructor(options: ConcurrencyLimitOptions, random: Random, where = 'concurrency limit') {
    const settings = checked(limitSchema, options, where)
    this.#algorithm = limitAlgorithm(settings, chanceIn(random, CHANCE_AT))
  }

  /** How many may be under way. */
  get limit(): number {
    return Math.floor(this.#algorithm.limit)
  }

  /**
   * What latencies are compared with, in milliseconds: in the long run (`gradient2`), or without
   * load (`vegas`, `envoy`). Undefined while it knows none, and for `aimd`, which goes by none.
   */
  get usualMs(): Ms | undefined {
    return this.#algorithm.usualMs
  }

  /** How many are. */
  get inFlight(): number {
    return this.#inFlight
  }

  /** A passage to be admitted. */
  start(): Passage {
    return { startedAt: 0, inFlight: 0 }
  }

  /**
   * Asks whether a request may begin.
   *
   * @param passage filled in if it may
   */
  admit(passage: Passage, now: Ms): boolean {
    insistOnPresent(now, 'concurrency limit, admit(passage, now)')
    insistOnPassage(passage)
    if (this.#inFlight >= this.limit) return false
    this.#inFlight++
    passage.startedAt = now
    passage.inFlight = this.#inFlight
    return true
  }

  /** Tells what came of a request that was let in. */
  settle(passage: Passage, outcome: LoadOutcome, now: Ms): void {
    insistOnPresent(now, SETTLE)
    insistOnPassage(passage)
    insistOnWord(outcome, OUTCOMES, { what: 'outcome under load', where: SETTLE })
    if (this.#inFlight === 0) throw nothingToSettle()
    this.#inFlight--
    if (outcome === 'ignored') return
    const sample = this.#sample
    sample.startedAt = passage.startedAt
    sample.rttMs = now - passage.startedAt
    sample.inFlight = passage.inFlight
    sample.dropped = outcome === 'dropped'
    this.#algorithm.learn(sample, now)
  }
}

function insistOnPassage(passage: Passage): void {
  if (Number.isFinite(passage?.startedAt) && Number.isFinite(passage.inFlight)) return
  const fix = 'make one for each request: const passage = limiter.start()'
  throw notHandedIn('the passage of the request', { how: 'concurrency limit', fix })
}

function nothingToSettle(): UsageError {
  return new UsageError({
    what: 'a request is over, but none is under way',
    where: SETTLE,
    fix: 'settle each request once, and only if it was let in',
  })
}
