/** Lets what is planned, or waits for a condition, come and go at its times. */
import { lastsWhile, type Periodic, type Randomly, type Timing } from '../../faults/timing.ts'
import type { Period } from '../../faults/random-times.ts'
import { exactDuration, type Ms } from '../../kernel/units.ts'
import { PLANNED } from '../../record/fault-record.ts'
import type { ConditionCheck } from '../../world/faults/condition-checks.ts'
import type { Watch } from '../../world/faults/watch.ts'
import { BeginsWhen, EndsWhen } from './conditional.ts'
import type { Injection } from './injection.ts'

/** What may bring something into force, and end it. */
export type Occasions = {
  readonly periods: readonly Period[]
  readonly begins: ConditionCheck | null
  readonly ends: ConditionCheck | null
}

/** Has something begin and end, by plan and by conditions. */
export function follow(
  injection: Injection,
  timing: Timing,
  { periods, begins, ends }: Occasions,
  watch: Watch,
): void {
  followTimes(injection, periods, timing)
  if (ends !== null) watch.add(new EndsWhen(injection, ends))
  const { when, atMs, forMs } = timing
  if (begins === null || when === undefined) return
  const times = { atMs, forMs, when, isWhile: lastsWhile(timing) }
  watch.add(new BeginsWhen(injection, begins, times))
}

/** One period after the other, as they were planned or drawn. */
function followTimes(injection: Injection, periods: readonly Period[], timing: Timing): void {
  const why = whyOf(timing)
  const go = (nth: number): void => {
    if (nth === periods.length) return
    const { from, until } = periods[nth]
    injection.at(from, () => {
      injection.begin({ untilMs: until, ...why })
      go(nth + 1)
    })
  }
  go(0)
}

const whyOf = ({ randomly, every, forMs }: Timing) => {
  if (randomly !== undefined) return byChance(randomly)
  return every === undefined ? planned : periodically(every, forMs)
}

const planned = { began: PLANNED, ended: PLANNED }

const byChance = ({ everyMs, forMs, exactly }: Randomly) => ({
  began: `by chance, every ${exactDuration(everyMs)} on average`,
  ended: `by chance, after ${exactDuration(forMs)}${exactly ? '' : ' on average'}`,
})

const periodically = ({ everyMs }: Periodic, forMs: Ms) => ({
  began: `periodically, every ${exactDuration(everyMs)}`,
  ended: `periodically, after ${exactDuration(forMs)}`,
})
