/** The options of faults: how each is read, what it is unless said, and how it reads. */
import * as v from 'valibot'
import { didYouMean, UsageError } from '../kernel/errors.ts'
import { type QueueBound, queueBound } from '../kernel/queue-bound.ts'
import {
  listOf,
  message,
  numberThat,
  oneOf,
  readBy,
  type Schema,
  shown,
  wholeNumber,
  yesOrNo,
} from '../kernel/schema.ts'
import { type Duration, exactDuration, type Ms, share } from '../kernel/units.ts'
import { aDuration, aShare, aSize, durationOver0 } from '../kernel/unit-schemas.ts'
import { quoted } from './sentence.ts'
import { isStoreError, type StoreError, storeErrorCodes } from './store-errors.ts'

/** One option of a kind of fault. */
export type Option<T> = {
  readonly schema: Schema<T>
  /** The value that a sentence leaves out. */
  readonly unsaid?: T
  /** The value as it stands in a sentence. */
  show(this: void, value: T): string
}

const option = <T>(schema: Schema<T>, show: (value: T) => string = String): Option<T> => ({
  schema,
  show,
})

/** The same option with a default, which sentences leave out. */
export const unless = <T>({ schema, show }: Option<T>, unsaid: T): Option<T> => ({
  schema: v.optional(schema, unsaid as never) as Schema<T>,
  unsaid,
  show,
})

/** The same option with a default that is said all the same. */
export const orElse = <T>({ schema, show }: Option<T>, value: T): Option<T> => ({
  schema: v.optional(schema, value as never) as Schema<T>,
  show,
})

const over0 =
  (example: string, name = example.split(':', 1)[0]) =>
  (value: unknown) => {
    const part = share(value as never)
    if (part > 0) return part
    throw new UsageError({ what: `a ${name} of 0 breaks nothing`, fix: `write ${example}` })
  }

const below1 = (read: (value: unknown) => number, example: string) => (value: unknown) => {
  const part = read(value)
  if (part < 1) return part
  throw new UsageError({ what: 'a share of all changes nothing', fix: `write ${example}` })
}

/** A length of time, in milliseconds. */
export const time = option(aDuration, ms => quoted(exactDuration(ms)))

/** A length of time over 0, in milliseconds. */
export const someTime = (example: Duration): Option<Ms> => option(durationOver0(example), time.show)

/** The share of requests, answers or messages that it touches: over 0. */
export const rate = option(readBy(over0("rate: '20%'")))

/** The share of keys that it touches: over 0. */
export const keys = option(readBy(over0("keys: '20%'", 'share')))

/** A share from nothing to all. */
export const anyShare = option(aShare)

/** What is left of something: over 0, below 1. */
export const left = option(readBy(below1(over0("to: '20%'"), "to: '20%'")))

/** How busy something is: over 0, below 1, where waiting would be endless. */
export const busy = option(readBy(below1(over0("busy: '95%'"), "busy: '95%'")))

/** The chance of a bit to be wrong: over 0, below 1. */
export const perBit = option(
  numberThat(chance => chance > 0 && chance < 1, 'a chance over 0 and below 1', 'rate: 1e-6'),
)

/** How many times as long, or as many. */
export const factor = option(
  numberThat(value => value >= 1, 'a factor of 1 or more', 'factor: 4') as Schema<number>,
)

/** How many in a row, in the mean. */
export const inARow = option(
  numberThat(value => value >= 1 && value <= 1e6, 'a number from 1 to 1,000,000', 'burst: 5'),
)

/** The code of an error. */
export const code = option(
  numberThat(
    value => Number.isInteger(value) && value > 0,
    'an error code',
    'code: 503',
  ) as Schema<number>,
)

/** The code of an error, or of one that a real store tells in its own words. */
export const codeOrOfStore = option(
  v.custom<number | StoreError>(
    value => isStoreError(value) || v.is(code.schema, value),
    ({ input }) =>
      typeof input === 'string'
        ? message(`${shown(input)} is no code of a store`, didYouMean(input, storeErrorCodes))
        : message(`${shown(input)} is not an error code`, 'write code: 503'),
  ) as Schema<number | StoreError>,
  value => (typeof value === 'string' ? quoted(value) : `${value}`),
)

/** How many of something, at least one. */
export const count = (example: string): Option<number> =>
  option(
    numberThat(value => Number.isInteger(value) && value >= 1, 'a whole number over 0', example),
  )

/** More numbers than anybody picks. */
const MOST_PICKS = 1000
const HIGHEST_PICK = 1_000_000

/** Which ones, by their numbers from 1, as a list of at least one; kept in their order. */
export const picks = (example: string): Option<readonly number[]> =>
  option(
    v.pipe(
      listOf(wholeNumber(1, HIGHEST_PICK, example), example),
      v.maxLength(MOST_PICKS, `more than ${MOST_PICKS} are picked`),
      v.transform(all => Object.freeze([...new Set(all)].sort((a, b) => a - b))),
    ),
    all => `[${all.join(', ')}]`,
  )

/** How many may wait: a number, or the word for as many as come. */
export const waiting = (example: string): Option<QueueBound> =>
  option(queueBound(0, 1_000_000, example), bound =>
    typeof bound === 'string' ? quoted(bound) : `${bound}`,
  )

/** The same option, which may be left open. */
export const maybe = <T>({ schema, show }: Option<T>): Option<T | undefined> => ({
  schema: v.optional(schema),
  unsaid: undefined,
  show: value => (value === undefined ? '' : show(value)),
})

/** Yes or no. */
export const flag = option(yesOrNo)

/** One of a few words. */
export const word = <const W extends string>(words: readonly W[]): Option<W> =>
  option(oneOf(words), quoted)

/** Which way messages are touched. */
export const ways = ['both', 'there', 'back'] as const

/** Which way messages are touched: both, unless one is said. */
export const way = unless(word(ways), 'both')

/** An amount of a finite resource: a number of them, or bytes. */
export const amount = option(aSize)
