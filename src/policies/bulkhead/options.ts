/** What can be said about a bulkhead, as plain data, and what may go wrong in saying it. */
import type { ObjectEntries } from 'valibot'
import type { Problem } from '../../kernel/errors.ts'
import { placesOf, type QueueBound, queueBound } from '../../kernel/queue-bound.ts'
import { later } from '../../kernel/later.ts'
import {
  chosenBy,
  consistent,
  isRecord,
  mistakesIn,
  oneOf,
  optional,
  options,
  says,
  type Schema,
  wholeNumber,
} from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { anyTime, plain, type Units } from '../units.ts'

const KINDS = ['semaphore', 'threadPool', 'connectionPool', 'process'] as const
const WHEN_FULL = ['reject', 'dropOldest'] as const

/**
 * What stands behind the slots of a bulkhead.
 *
 * - `semaphore`: a counter. The caller itself makes the call, so its slot is free as soon as the
 *   caller goes on, although the other side may still be at work.
 * - `threadPool`: threads of its own, with a queue of their own. A thread is held until the work
 *   is over: if the caller gives up and does not cancel the call, it waits on for the answer.
 * - `connectionPool`: connections, made on demand, which takes `setUp`. One that was given up in
 *   the middle of a call is closed, and the next must be made anew. A slot is free when the caller
 *   goes on.
 * - `process`: a process of its own, which works like a thread pool but has no queue unless told.
 */
export type BulkheadKind = (typeof KINDS)[number]

/**
 * How many calls may be under way at once, and how many may wait for that.
 *
 * @example
 * const counter: BulkheadOptions = { limit: 10, queue: 5, maxWait: 100 }
 * const connections: BulkheadOptions = { kind: 'connectionPool', limit: 10, setUp: 30 }
 */
export type BulkheadOptions<Time = Ms> = {
  /** What stands behind a slot. 'semaphore' by default. */
  readonly kind?: BulkheadKind
  /** Calls under way at once; a whole number from 1. */
  readonly limit: number
  /**
   * Calls that may wait for a slot, `'unbounded'` for as many as come. None by default; 100 for a
   * thread pool (as resilience4j), 1,000 for a connection pool.
   */
  readonly queue?: QueueBound
  /**
   * How long a call may wait for a slot; at exactly that time it is turned out. No limit by
   * default, but 30 s for a connection pool (as HikariCP). As a plain number in milliseconds.
   */
  readonly maxWait?: Time
  /** Which call goes when the queue is full: the new one ('reject', by default), or the oldest. */
  readonly whenFull?: (typeof WHEN_FULL)[number]
  /**
   * How long a connection takes to be made; only for a connection pool. None by default. As a plain
   * number in milliseconds.
   */
  readonly setUp?: Time
}

/** The options with every default filled in. */
export type BulkheadSettings = Required<Omit<BulkheadOptions, 'queue'>> & {
  /** Calls that may wait for a slot; Infinity for as many as come. */
  readonly queue: number
}

type Defaults = Omit<BulkheadSettings, 'limit' | 'kind'>

const semaphore: Defaults = { queue: 0, maxWait: Infinity, whenFull: 'reject', setUp: 0 }

const defaults: { readonly [K in BulkheadKind]: Defaults } = {
  semaphore,
  process: semaphore,
  threadPool: { ...semaphore, queue: 100 },
  connectionPool: { ...semaphore, queue: 1_000, maxWait: 30_000 },
}

const MOST_SLOTS = 1_000_000

/** What the options of a bulkhead must look like, in these units. */
export function bulkheadSchemaIn<More = unknown>(
  units: Units,
  more: ObjectEntries = {},
): Schema<BulkheadOptions & More> {
  const entries = {
    ...more,
    kind: optional(oneOf(KINDS)),
    limit: wholeNumber(1, MOST_SLOTS, 'limit: 10'),
    queue: optional(queueBound(0, MOST_SLOTS, 'queue: 5')),
    maxWait: optional(anyTime(units, 'maxWait: 100')),
    whenFull: optional(oneOf(WHEN_FULL)),
  }
  const whole = (all: ObjectEntries): Schema<never> => options(all) as Schema<never>
  const pool = whole({ ...entries, setUp: optional(anyTime(units, 'setUp: 30')) })
  const other = whole(entries)
  const connects = (written: unknown): boolean =>
    isRecord(written) && written['kind'] === 'connectionPool'
  const chosen = chosenBy<BulkheadOptions & More>(written => (connects(written) ? pool : other))
  return consistent(chosen, contradictions)
}

/** What they must look like in plain numbers. */
export const bulkheadSchema = later(() => bulkheadSchemaIn(plain))

/**
 * The mistakes in the options of a bulkhead, all at once, without making one.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export const checkBulkhead = (options: unknown, where: string): Problem[] =>
  mistakesIn(bulkheadSchema, options, where)

/** The options, already checked, with the default of every one that is left out. */
export function bulkheadSettings(options: BulkheadOptions): BulkheadSettings {
  const { kind = 'semaphore' } = options
  const settings = { kind, ...defaults[kind], ...options }
  return { ...settings, queue: placesOf(settings.queue) }
}

/** What is well said by itself, but not together. */
function contradictions(options: BulkheadOptions): Problem[] {
  const { kind, queue, maxWait, whenFull, setUp } = bulkheadSettings(options)
  const problems: Problem[] = []
  const found = (what: string, fix: string): number => problems.push({ what, fix })
  const nobodyWaits = queue === 0 ? `no call may wait in a ${kind} with a queue of 0` : undefined
  if (nobodyWaits !== undefined && says(options, 'maxWait')) {
    found(`maxWait is ${maxWait} ms, but ${nobodyWaits}`, 'write queue: 5, or leave maxWait out')
  }
  if (nobodyWaits !== undefined && whenFull === 'dropOldest') {
    found(`whenFull is 'dropOldest', but ${nobodyWaits}`, 'write queue: 5, or leave whenFull out')
  }
  if (queue === Infinity && whenFull === 'dropOldest') {
    const fix = 'write queue: 5, or leave whenFull out'
    found("whenFull is 'dropOldest', but a queue that is unbounded is never full", fix)
  }
  if (queue > 0 && maxWait === 0) {
    const many = queue === Infinity ? 'any number of' : `up to ${queue}`
    const what = `${many} calls may wait, but for 0 ms, so each is turned out at once`
    found(what, 'write a longer maxWait, or queue: 0')
  }
  if (setUp > 0 && setUp >= maxWait) {
    const what = `a connection takes ${setUp} ms to be made, and nobody waits for longer than`
    found(`${what} ${maxWait} ms`, 'write a shorter setUp, or a longer maxWait')
  }
  return problems
}
