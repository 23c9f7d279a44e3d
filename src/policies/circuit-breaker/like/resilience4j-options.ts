/** The options of resilience4j's circuit breaker: their names there, and what they may be. */
import * as v from 'valibot'
import {
  chosenBy,
  consistent,
  isRecord,
  numberThat,
  oneOf,
  optional,
  options,
  type Schema,
  wholeNumber,
  yesOrNo,
} from '../../../kernel/schema.ts'
import type { Duration } from '../../../kernel/units.ts'
import { written } from '../../units.ts'
import type { Recovery } from '../recovery.ts'
import { time } from './reading.ts'

/** The waits of an `IntervalFunction.ofExponentialBackoff`. */
export type ExponentialInterval = {
  /** Default 500 ms. */
  readonly initialInterval?: Duration
  /** Default 1.5. */
  readonly multiplier?: number
  /** Default: none is too long. */
  readonly maxInterval?: Duration
}

/** Options by the names that resilience4j has for them; times also as text. */
export type Resilience4jOptions = {
  /** The percentage of failures that opens it. Default 50. */
  readonly failureRateThreshold?: number
  /** The percentage of slow calls that opens it. Default 100. */
  readonly slowCallRateThreshold?: number
  /** A call that takes longer is slow. Default 60 s. */
  readonly slowCallDurationThreshold?: Duration
  /** Whether the window is one of calls or of seconds. Default `COUNT_BASED`. */
  readonly slidingWindowType?: 'COUNT_BASED' | 'TIME_BASED'
  /** How many calls, or seconds up to 1,000, it holds. Default 100. */
  readonly slidingWindowSize?: number
  /** How many calls there must be; no more than a window of calls holds. Default 100. */
  readonly minimumNumberOfCalls?: number
  /** How long it stays open. Default 60 s. */
  readonly waitDurationInOpenState?: Duration | ExponentialInterval
  /** How many calls are let through half-open. Default 10. */
  readonly permittedNumberOfCallsInHalfOpenState?: number
  /** How long it may stay half-open; 0, the default, for as long as it takes. */
  readonly maxWaitDurationInHalfOpenState?: Duration
  /** What it becomes after that. Default `OPEN`. */
  readonly transitionToStateAfterWaitDuration?: 'OPEN' | 'CLOSED'
  /** Whether a timer makes it half-open. Default false. */
  readonly automaticTransitionFromOpenToHalfOpenEnabled?: boolean
}

/** Waits beyond so many openings in a row are as long as the last of these. */
const MOST_WAITS = 64

/** Each wait is cut to whole milliseconds before the next is worked out. */
const exponential: Schema<Recovery['openFor']> = v.pipe(
  options({
    initialInterval: optional(time("initialInterval: '500ms'")),
    multiplier: optional(numberThat(by => by >= 1, 'a number from 1', 'multiplier: 1.5')),
    maxInterval: optional(time("maxInterval: '60s'")),
  }),
  v.transform(({ initialInterval = 500, multiplier = 1.5, maxInterval = 1e12 }) => {
    const waits = [Math.min(initialInterval, maxInterval)]
    while (waits.length < MOST_WAITS) {
      waits.push(Math.min(Math.trunc(waits[waits.length - 1] * multiplier), maxInterval))
    }
    return waits
  }),
)

const wait = chosenBy<Recovery['openFor']>(said =>
  isRecord(said) ? exponential : time("waitDurationInOpenState: '60s'"),
)

const calls = (example: string) => optional(wholeNumber(1, 1_000_000, example))

const rate = (name: string) =>
  optional(
    numberThat(
      value => value > 0 && value <= 100,
      'a percentage above 0 and up to 100',
      `${name}: 50`,
    ),
  )

const longest = written.time(ms => ms >= 0, 'a time', "maxWaitDurationInHalfOpenState: '10s'")

const eachOption = options({
  failureRateThreshold: rate('failureRateThreshold'),
  slowCallRateThreshold: rate('slowCallRateThreshold'),
  slowCallDurationThreshold: optional(time("slowCallDurationThreshold: '2s'")),
  slidingWindowType: optional(oneOf(['COUNT_BASED', 'TIME_BASED'])),
  slidingWindowSize: calls('slidingWindowSize: 100'),
  minimumNumberOfCalls: calls('minimumNumberOfCalls: 20'),
  waitDurationInOpenState: optional(wait),
  permittedNumberOfCallsInHalfOpenState: calls('permittedNumberOfCallsInHalfOpenState: 10'),
  maxWaitDurationInHalfOpenState: optional(longest),
  transitionToStateAfterWaitDuration: optional(oneOf(['OPEN', 'CLOSED'])),
  automaticTransitionFromOpenToHalfOpenEnabled: optional(yesOrNo),
})

const MOST_SECONDS = 1_000

/** What they must look like. */
export const resilience4jSchema = consistent(
  eachOption,
  ({ slidingWindowType, slidingWindowSize: size = 0 }) => {
    if (slidingWindowType !== 'TIME_BASED' || size <= MOST_SECONDS) return []
    const what = `a window of ${size} seconds is longer than the ${MOST_SECONDS} that are modelled`
    return [{ what, where: 'slidingWindowSize', fix: `write slidingWindowSize: ${MOST_SECONDS}` }]
  },
)
