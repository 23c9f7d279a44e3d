/** What the words of a fault's sentence come to, one after another, whatever their order. */
import { type Problem, UsageError } from '../kernel/errors.ts'
import { type Duration, durationMs, exactDuration, type Ms } from '../kernel/units.ts'
import { Condition } from './condition.ts'
import type { ConditionData } from './condition-data.ts'
import { always, type Randomly, type Timing, type When } from './timing.ts'

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
  if (timing.when !== undefined) checkOrder(atMs, timing.when.untilMs)
  return { ...soFar, timing }
}

/** It ends at a time. */
function endingAt(soFar: TimingSoFar, endsAtMs: Ms): TimingSoFar {
  const { atMs, when } = soFar.timing
  checkOrder(atMs, endsAtMs)
  if (when !== undefined) return withWhen(soFar, { ...when, untilMs: endsAtMs })
  return { timing: { ...soFar.timing, forMs: endsAtMs - atMs }, endsAtMs }
}

/** It lasts so long; by a condition, each time. */
function lasting(soFar: TimingSoFar, forMs: Ms): TimingSoFar {
  const lasts = { timing: { ...soFar.timing, forMs }, endsAtMs: null }
  const { when } = soFar.timing
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

/** What is wrong with what comes in time, before it is known where that was written. */
export const mistake = (what: string, fix: string): UsageError =>
  new UsageError({ what: `it ${what}`, fix } satisfies Problem)

const withWhen = (soFar: TimingSoFar, when: When): TimingSoFar => ({
  ...soFar,
  timing: { ...soFar.timing, when: Object.freeze(when) },
})

function checkOrder(atMs: Ms, endsAtMs: Ms): void {
  if (endsAtMs > atMs) return
  const times = `at ${exactDuration(endsAtMs)}, before it begins at ${exactDuration(atMs)}`
  throw mistake(`ends ${times}`, 'let it end after it begins')
}

/** What chance begins, no condition begins or ends. */
function oneWay(soFar: TimingSoFar): TimingSoFar {
  const { randomly, when, until } = soFar.timing
  if (randomly === undefined || (when ?? until) === undefined) return soFar
  const what = 'would come both by chance and by a condition'
  throw mistake(what, 'declare two faults: one with .randomly(…), one with .when(…)')
}
