/** What the words of a fault's sentence come to, one after another, whatever their order. */
import { type Problem, UsageError } from '../kernel/errors.ts'
import { type Duration, durationMs, exactDuration, type Ms } from '../kernel/units.ts'
import { Condition } from './condition.ts'
import type { ConditionData } from './condition-data.ts'
import { always, type Periodic, type Randomly, type Timing, type When } from './timing.ts'

/** A timing, and what earlier words have said that later ones must know of. */
export type TimingSoFar = {
  /** What has been said of its time so far. */
  readonly timing: Timing
  /** Where `until` set the end, while nothing else has. */
  readonly endsAtMs: Ms | null
}

/** What is so when nothing has been said. */
export const nothingSaid: TimingSoFar = { timing: always, endsAtMs: null }

/** It begins at a time; an end that was told stays where it is. */
export function beginningAt(soFar: TimingSoFar, atMs: Ms): TimingSoFar {
  const timing = { ...soFar.timing, atMs }
  if (soFar.endsAtMs !== null) return endingAt({ ...soFar, timing }, soFar.endsAtMs)
  checkOrder(atMs, (timing.when ?? timing.every)?.untilMs ?? Infinity)
  return { ...soFar, timing }
}

/** It ends at a time. */
function endingAt(soFar: TimingSoFar, endsAtMs: Ms): TimingSoFar {
  const { atMs, when, every } = soFar.timing
  checkOrder(atMs, endsAtMs)
  if (when !== undefined) return withWhen(soFar, { ...when, untilMs: endsAtMs })
  if (every !== undefined) return withEvery(soFar, { ...every, untilMs: endsAtMs })
  return { timing: { ...soFar.timing, forMs: endsAtMs - atMs }, endsAtMs }
}

/** It lasts so long; by a condition, each time. */
function lasting(soFar: TimingSoFar, forMs: Ms): TimingSoFar {
  const lasts = { timing: { ...soFar.timing, forMs }, endsAtMs: null }
  const { when, every } = soFar.timing
  checkGap(forMs, every)
  return when === undefined ? lasts : withWhen(lasts, { ...when, forever: false })
}

/** It lasts as long as a user says, which has to be some time. */
export function lastingFor(soFar: TimingSoFar, length: Duration): TimingSoFar {
  const forMs = durationMs(length)
  if (forMs > 0) return lasting(soFar, forMs)
  throw mistake('lasts no time', "write a length, as in .for('30s')")
}

/** It ends at a time, or as soon as a condition holds. */
export function ending(soFar: TimingSoFar, end: Duration | Condition): TimingSoFar {
  return end instanceof Condition ? endingWhen(soFar, end.data) : endingAt(soFar, durationMs(end))
}

/** It ends as soon as a condition holds. */
function endingWhen(soFar: TimingSoFar, until: ConditionData): TimingSoFar {
  const { when } = soFar.timing
  const ends = { ...soFar, timing: { ...soFar.timing, until } }
  return oneWay(when === undefined ? ends : withWhen(ends, { ...when, forever: false }))
}

/** It never ends; what begins by a condition, not once it has begun. */
export function endless({ timing: before }: TimingSoFar): TimingSoFar {
  const { until: _, ...timing } = before
  const { every } = timing
  if (every !== undefined) {
    return withEvery({ timing, endsAtMs: null }, { ...every, untilMs: Infinity })
  }
  const soFar = { timing: { ...timing, forMs: Infinity }, endsAtMs: null }
  return timing.when === undefined ? soFar : withWhen(soFar, { ...timing.when, forever: true })
}

/** It begins whenever a condition holds. @param forMs how long each time; 0 if that is not said */
export function beginningWhen(
  soFar: TimingSoFar,
  when: Pick<When, 'condition' | 'afterMs' | 'cooldownMs'>,
  forMs: Ms,
): TimingSoFar {
  const { timing, endsAtMs } = soFar
  const before = timing.when ?? { untilMs: endsAtMs ?? Infinity, forever: false, once: false }
  const lengthMs = endsAtMs === null ? timing.forMs : Infinity
  return oneWay({
    timing: {
      ...timing,
      forMs: forMs || lengthMs,
      when: Object.freeze({ ...before, ...when, forever: before.forever && forMs === 0 }),
    },
    endsAtMs: null,
  })
}

/** What stays by itself does so once its condition has begun it, unless its end was told. */
export function staying(soFar: TimingSoFar): TimingSoFar {
  const { when, until, forMs } = soFar.timing
  if (when === undefined || until !== undefined || forMs < Infinity) return soFar
  return withWhen(soFar, { ...when, forever: true })
}

/** It begins once, however often the condition comes to hold. */
export function onlyOnce(soFar: TimingSoFar): TimingSoFar {
  const { when } = soFar.timing
  if (when !== undefined) return withWhen(soFar, { ...when, once: true })
  throw mistake('waits for no condition', 'say .when(…) before, or leave it out')
}

/** It comes and goes by chance. */
export const comingRandomly = (soFar: TimingSoFar, randomly: Randomly): TimingSoFar =>
  oneWay({ ...soFar, timing: { ...soFar.timing, randomly } })

/** It comes and goes periodically; a length that was told is that of each time. */
export function comingEvery(
  { timing, endsAtMs }: TimingSoFar,
  period: Duration,
  { each }: Pick<Periodic, 'each'>,
): TimingSoFar {
  const everyMs = durationMs(period)
  if (everyMs === 0) throw mistake('would come all the time', "write a period, as in .every('5s')")
  const forMs = endsAtMs === null ? timing.forMs : Infinity
  const every = { everyMs, untilMs: endsAtMs ?? timing.every?.untilMs ?? Infinity, each }
  checkGap(forMs, every)
  return oneWay(withEvery({ timing: { ...timing, forMs }, endsAtMs: null }, every))
}

/** What is wrong with what comes in time, before it is known where that was written. */
export const mistake = (what: string, fix: string): UsageError =>
  new UsageError({ what: `it ${what}`, fix } satisfies Problem)

const withWhen = (soFar: TimingSoFar, when: When): TimingSoFar => ({
  ...soFar,
  timing: { ...soFar.timing, when: Object.freeze(when) },
})

const withEvery = (soFar: TimingSoFar, every: Periodic): TimingSoFar => ({
  ...soFar,
  timing: { ...soFar.timing, every: Object.freeze(every) },
})

/** What lasts until it comes again is never over. */
function checkGap(forMs: Ms, every: Pick<Periodic, 'everyMs'> | undefined): void {
  if (every === undefined || forMs === Infinity || forMs < every.everyMs) return
  const [length, period] = [forMs, every.everyMs].map(exactDuration)
  const fix = 'write a length below the period, or leave .every(…) out'
  throw mistake(`comes every ${period} and lasts ${length}, so that it would never be over`, fix)
}

function checkOrder(atMs: Ms, endsAtMs: Ms): void {
  if (endsAtMs > atMs) return
  const times = `at ${exactDuration(endsAtMs)}, before it begins at ${exactDuration(atMs)}`
  throw mistake(`ends ${times}`, 'let it end after it begins')
}

/** What comes periodically or by chance, nothing else begins or ends. */
function oneWay(soFar: TimingSoFar): TimingSoFar {
  const { randomly, every, when, until } = soFar.timing
  const words = [
    every && (['periodically', '.every(…)'] as const),
    randomly && (['by chance', '.randomly(…)'] as const),
    (when ?? until) && (['by a condition', '.when(…)'] as const),
  ].filter(word => word !== undefined)
  if (words.length < 2) return soFar
  const [[one, first], [other, second]] = words
  const what = `would come both ${one} and ${other}`
  throw mistake(what, `declare two faults: one with ${first}, one with ${second}`)
}
