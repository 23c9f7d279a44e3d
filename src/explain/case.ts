/** What is explained: a run in which a goal broke, the calm run beside it, and when it broke. */
import type { System } from '../declare/index.ts'
import type { Goal } from '../judge/goals/goal.ts'
import type { Ms } from '../kernel/units.ts'
import type { Run } from '../record/run.ts'
import type { CallNumbers, ComponentNumbers, LatencyNumbers } from '../record/views.ts'
import type { Spell } from './misses.ts'

/** A broken goal, and all that is known of it. */
export type Case = {
  readonly system: System
  readonly run: Run
  /** The same run without faults; the run itself where that is broken as well. */
  readonly calm: Run
  /** Whether there is something calm to compare with. */
  readonly hasCalm: boolean
  readonly goal: Goal
  /** The part of the run that is looked at: from when it began, also where that is not judged. */
  readonly spell: Spell
  /** The part of the run in which the goal was missed. */
  readonly missed: Spell
}

/** The same case, in another part of the run. */
export const during = (one: Case, spell: Spell): Case => ({ ...one, spell })

const windowOf = ({ spell: { fromMs, toMs } }: Case): { between: [Ms, Ms] } => ({
  between: [fromMs, toMs],
})

/** How long the spell is. */
export const lengthOf = ({ spell: { fromMs, toMs } }: Case): Ms => toMs - fromMs

/** What a component did meanwhile. */
export const componentIn = (one: Case, name: string): ComponentNumbers =>
  one.run.at(name, windowOf(one))

/** What became of a call meanwhile. */
export const callIn = (one: Case, name: string): CallNumbers => one.run.on(name, windowOf(one))

/** What a component did at the same time in the calm run; undefined where there is none. */
export const calmComponent = (one: Case, name: string): ComponentNumbers | undefined =>
  one.hasCalm ? one.calm.at(name, windowOf(one)) : undefined

/** What became of a call at the same time in the calm run; undefined where there is none. */
export const calmCall = (one: Case, name: string): CallNumbers | undefined =>
  one.hasCalm ? one.calm.on(name, windowOf(one)) : undefined

/** A mean, 0 where nothing was measured. */
export const meanOf = (numbers: LatencyNumbers | undefined): Ms => numbers?.mean ?? 0

type Timed = Pick<CallNumbers, 'issued' | 'unfinished' | 'latency'>

/** All the time that was spent in something; what has not ended is taken to last half the spell. */
export function timeIn(one: Case, numbers: Timed | undefined): Ms {
  if (numbers === undefined) return 0
  const { issued, unfinished, latency } = numbers
  return meanOf(latency) * (issued - unfinished) + (unfinished * lengthOf(one)) / 2
}

/** How many failed: neither served nor called off. */
export const failedOf = ({ issued, outcomes, unfinished }: Counted): number =>
  issued - unfinished - outcomes.ok - outcomes.degraded - outcomes.cancelled

type Counted = Pick<CallNumbers, 'issued' | 'outcomes' | 'unfinished'>
