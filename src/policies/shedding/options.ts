/** What can be said about a queue and about shedding load, as plain data. */
import type { Problem } from '../../kernel/errors.ts'
import { later } from '../../kernel/later.ts'
import {
  checked,
  consistent,
  mistakesIn,
  oneOf,
  optional,
  options,
  type Schema,
  yesOrNo,
} from '../../kernel/schema.ts'
import { formatMs, type Ms } from '../../kernel/units.ts'
import { plain, someTime, type Units } from '../units.ts'

/** The orders of service. */
export const ORDERS = ['fifo', 'lifo', 'priority'] as const
/** Who may have to go. */
export const EVICTIONS = ['newest', 'oldest', 'random', 'leastImportant'] as const
const ENDS = ['oldest', 'newest'] as const
const LAWS = ['folly', 'rfc8289'] as const

/** Who is served next: first come, last come, or the most important (of those, first come). */
export type QueueOrder = (typeof ORDERS)[number]

/**
 * Who goes when the queue is full: the one that arrives, the one that has waited longest, any, or
 * the least important.
 */
export type Eviction = (typeof EVICTIONS)[number]

/** By which rule CoDel sheds: folly's, made for requests, or RFC 8289's, made for packets. */
export type CodelLaw = (typeof LAWS)[number]

/** Shedding by the time that requests have waited. */
export type CodelOptions<Time = Ms> = {
  /** A standing wait up to this is welcome; a plain number is ms. 5 ms by default. */
  readonly target?: Time
  /** For how long waits must stay over the target; a plain number is ms. 100 ms by default. */
  readonly interval?: Time
  /** 'folly' by default. */
  readonly law?: CodelLaw
}

/**
 * Who waits in which order, and who is turned out.
 *
 * @example
 * const patient: SheddingOptions = { order: 'lifo', queueTimeout: 1_000 }
 * const fair: SheddingOptions = { order: 'priority', evict: 'leastImportant', codel: {} }
 */
export type SheddingOptions<Time = Ms> = {
  /** Who is served next. 'fifo' by default. */
  readonly order?: QueueOrder
  /**
   * Whether who is more important than one at work takes its slot: that one waits, first of its
   * class, and then goes on where it was (preempt-resume). Only work is interrupted, no call that
   * is waited for. Needs `order: 'priority'`; a `WaitingLine` leaves it to whoever gives out the
   * slots. False by default.
   */
  readonly preemptive?: boolean
  /** Who goes when the queue is full. 'newest', the one that arrives, by default. */
  readonly evict?: Eviction
  /** Who goes within the least important class. 'oldest' by default. */
  readonly within?: 'oldest' | 'newest'
  /** Whether who arrives also takes the place of one just as important. False by default. */
  readonly displaceEquals?: boolean
  /**
   * Nobody waits longer; a plain number is ms. No bound by default. (The backlog of Netflix's
   * concurrency-limits is 'lifo' with 100 places and 1,000 ms.)
   */
  readonly queueTimeout?: Time
  /**
   * Who would wait longer, by estimate, is not let in; a plain number is ms. No bound by default.
   */
  readonly expectedWait?: Time
  /**
   * Who could not be answered before its deadline, by the estimate, is not let in. False by
   * default. Requests have a deadline when their caller propagates it.
   */
  readonly heedDeadline?: boolean
  /** Shedding by the time waited; `{}` for folly's 5 ms over 100 ms. None by default. */
  readonly codel?: CodelOptions<Time>
}

/** What a line of those that wait must know. */
export type LineSettings = Required<
  Pick<SheddingOptions, 'order' | 'evict' | 'within' | 'displaceEquals'>
>

/** What holds of a line where the options say nothing. */
const LINE_DEFAULTS: LineSettings = Object.freeze({
  order: 'fifo',
  evict: 'newest',
  within: 'oldest',
  displaceEquals: false,
})

/** CoDel's options with every default filled in. */
export type CodelSettings = Required<CodelOptions>

/** What holds where the options of CoDel say nothing. Source: folly. */
const CODEL_DEFAULTS: CodelSettings = Object.freeze({
  target: 5,
  interval: 100,
  law: 'folly',
})

/** CoDel's options, already checked, with the default of every one that is left out. */
export const codelSettings = (options: CodelOptions): CodelSettings => ({
  ...CODEL_DEFAULTS,
  ...options,
})

/**
 * The options of a line, with the default of every one that is left out.
 *
 * @throws UsageError naming every mistake in the options
 */
export function lineSettings(options: SheddingOptions = {}): LineSettings {
  const read = checked(sheddingSchema, options, 'waiting line')
  const { order, evict, within, displaceEquals } = { ...LINE_DEFAULTS, ...read }
  return { order, evict, within, displaceEquals }
}

/** What the options must look like, in these units. */
export function sheddingSchemaIn(units: Units): Schema<SheddingOptions> {
  const entries = {
    order: optional(oneOf(ORDERS)),
    preemptive: optional(yesOrNo),
    evict: optional(oneOf(EVICTIONS)),
    within: optional(oneOf(ENDS)),
    displaceEquals: optional(yesOrNo),
    queueTimeout: optional(someTime(units, 'queueTimeout: 1_000')),
    expectedWait: optional(someTime(units, 'expectedWait: 200')),
    heedDeadline: optional(yesOrNo),
    codel: optional(codelSchemaIn(units)),
  }
  return consistent<SheddingOptions>(options(entries), contradictions)
}

const codelSchemaIn = (units: Units) =>
  consistent<CodelOptions>(
    options({
      target: optional(someTime(units, 'target: 5')),
      interval: optional(someTime(units, 'interval: 100')),
      law: optional(oneOf(LAWS)),
    }),
    targetWithinInterval,
  )

/** What the options of CoDel must look like in plain numbers. */
export const codelSchema = later(() => codelSchemaIn(plain))

/** What they must look like in plain numbers. */
const sheddingSchema = later(() => sheddingSchemaIn(plain))

/**
 * The mistakes in the options of shedding, all at once.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export const checkShedding = (options: unknown, where: string): Problem[] =>
  mistakesIn(sheddingSchema, options, where)

function targetWithinInterval(options: CodelOptions): Problem[] {
  const { target, interval } = codelSettings(options)
  if (target < interval) return []
  return [
    {
      what: `the target is ${formatMs(target)} and the interval ${formatMs(interval)}: waits of the
        target would outlast the interval in which they are judged`.replace(/\s+/g, ' '),
      fix: `write a target below ${formatMs(interval)}; a twentieth of the interval is usual`,
    },
  ]
}

/** What is well said by itself, but not together. */
function contradictions(options: SheddingOptions): Problem[] {
  const problems: Problem[] = []
  const found = (what: string, fix: string): number => problems.push({ what, fix })
  const { evict = 'newest', order = 'fifo', queueTimeout, expectedWait } = options
  if (evict !== 'leastImportant' && (options.within ?? options.displaceEquals) !== undefined) {
    found(
      `within and displaceEquals choose among the least important, but evict is '${evict}'`,
      "write evict: 'leastImportant', or leave them out",
    )
  }
  if (options.preemptive === true && order !== 'priority') {
    found(
      `with order '${order}' nobody is more important than another, and nobody is interrupted`,
      "write order: 'priority', or leave preemptive out",
    )
  }
  if (options.preemptive === true && (expectedWait !== undefined || options.heedDeadline)) {
    found(
      'who may be interrupted by others cannot know how long it will wait',
      'leave expectedWait and heedDeadline out, or preemptive',
    )
  }
  if (order === 'lifo' && (expectedWait !== undefined || options.heedDeadline)) {
    found(
      "with order 'lifo' nobody waits before who arrives, so its wait cannot be foretold",
      "leave expectedWait and heedDeadline out, or write order: 'fifo'",
    )
  }
  if (queueTimeout !== undefined && expectedWait !== undefined && expectedWait > queueTimeout) {
    found(
      `expectedWait is ${formatMs(expectedWait)}, but nobody waits longer than the queueTimeout
        of ${formatMs(queueTimeout)}`.replace(/\s+/g, ' '),
      `write an expectedWait of at most ${formatMs(queueTimeout)}`,
    )
  }
  return problems
}
