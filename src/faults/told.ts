/** What the words of a fault's sentence come to, one after another, whatever their order. */
import { type Problem, UsageError } from '../kernel/errors.ts'
import { exactDuration, type Ms } from '../kernel/units.ts'
import type { ConditionData } from './condition-data.ts'
import { always, type Randomly, type Timing, type When } from './timing.ts'

/** A timing, and what earlier words have said that later ones must know of. */
export type Told = {
  /** What has been said of its time so far. */
  readonly timing: Timing
  /** Where `until` set the end, while nothing else has. */
  readonly endsAtMs: Ms | null
}

/** What is so when nothing has been said. */
export const nothingTold: Told = { timing: always, endsAtMs: null }

/** It begins at a time; an end that was told stays where it is. */
export function beginningAt(told: Told, atMs: Ms): Told {
  const timing = { ...told.timing, atMs }
  if (told.endsAtMs !== null) return endingAt({ ...told, timing }, told.endsAtMs)
  if (timing.when !== undefined) checkOrder(atMs, timing.when.untilMs)
  return { ...told, timing }
}

/** It ends at a time. */
export function endingAt(told: Told, endsAtMs: Ms): Told {
  const { atMs, when } = told.timing
  checkOrder(atMs, endsAtMs)
  if (when !== undefined) return withWhen(told, { ...when, untilMs: endsAtMs })
  return { timing: { ...told.timing, forMs: endsAtMs - atMs }, endsAtMs }
}

/** It lasts so long; by a condition, each time. */
export function lasting(told: Told, forMs: Ms): Told {
  const lasts = { timing: { ...told.timing, forMs }, endsAtMs: null }
  const { when } = told.timing
  return when === undefined ? lasts : withWhen(lasts, { ...when, forever: false })
}

/** It ends as soon as a condition holds. */
export function endingWhen(told: Told, until: ConditionData): Told {
  const { when } = told.timing
  const ends = { ...told, timing: { ...told.timing, until } }
  return oneWay(when === undefined ? ends : withWhen(ends, { ...when, forever: false }))
}

/** It never ends; what begins by a condition, not once it has begun. */
export function endless({ timing: before }: Told): Told {
  const { until: _, ...timing } = before
  const told = { timing: { ...timing, forMs: Infinity }, endsAtMs: null }
  return timing.when === undefined ? told : withWhen(told, { ...timing.when, forever: true })
}

/** It begins whenever a condition holds. @param forMs how long each time; 0 if that is not said */
export function beginningWhen(
  told: Told,
  when: Pick<When, 'condition' | 'afterMs' | 'cooldownMs'>,
  forMs: Ms,
): Told {
  const { timing, endsAtMs } = told
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

/** It begins once, however often the condition comes to hold. */
export function onlyOnce(told: Told): Told {
  const { when } = told.timing
  if (when !== undefined) return withWhen(told, { ...when, once: true })
  throw mistake('waits for no condition', 'say .when(…) before, or leave it out')
}

/** It comes and goes by chance. */
export const comingRandomly = (told: Told, randomly: Randomly): Told =>
  oneWay({ ...told, timing: { ...told.timing, randomly } })

/** What is wrong with a fault, before it is known where that was written. */
export const mistake = (what: string, fix: string): UsageError =>
  new UsageError({ what: `this fault ${what}`, fix } satisfies Problem)

const withWhen = (told: Told, when: When): Told => ({
  ...told,
  timing: { ...told.timing, when: Object.freeze(when) },
})

function checkOrder(atMs: Ms, endsAtMs: Ms): void {
  if (endsAtMs > atMs) return
  const times = `at ${exactDuration(endsAtMs)}, before it begins at ${exactDuration(atMs)}`
  throw mistake(`ends ${times}`, 'let it end after it begins')
}

/** What chance begins, no condition begins or ends. */
function oneWay(told: Told): Told {
  const { randomly, when, until } = told.timing
  if (randomly === undefined || (when ?? until) === undefined) return told
  const what = 'would come both by chance and by a condition'
  throw mistake(what, 'declare two faults: one with .randomly(…), one with .when(…)')
}
