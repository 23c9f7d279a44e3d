/** The numbers of the place that a step is about, while the goal was missed and at calm. */
import type { Ms } from '../kernel/units.ts'
import { calmCall, calmComponent, callIn, type Case, componentIn, failedOf } from './case.ts'
import type { CallNumbers, ComponentNumbers } from '../record/views.ts'

/** How many requests a place had, and what became of them. */
export type PlaceCounts = {
  /** How many were issued. */
  readonly issued: number
  /** How many of them failed: neither served nor called off. */
  readonly failed: number
  /** How many had not ended when the run did. */
  readonly unfinished: number
  /** Single attempts of a call; at a component as many as were issued. */
  readonly attempts: number
  /** How long they took in the mean, in milliseconds; undefined where none ended. */
  readonly meanMs: Ms | undefined
}

/** The numbers of a place, and those of the same time in the run without faults. */
export type StepCounts = PlaceCounts & {
  /** Undefined where there is nothing calm to compare with. */
  readonly calm: PlaceCounts | undefined
}

/** The numbers of a call or a component; undefined for what is neither, as clients and zones. */
export function countsAt(one: Case, at: string): StepCounts | undefined {
  const { calls, components } = one.run.recording
  if (calls.has(at)) return counts(callIn(one, at), calmCall(one, at))
  if (components.has(at)) return counts(componentIn(one, at), calmComponent(one, at))
  return undefined
}

type Numbers = CallNumbers | ComponentNumbers

const counts = (numbers: Numbers, calm: Numbers | undefined): StepCounts => ({
  ...placeCounts(numbers),
  calm: calm && placeCounts(calm),
})

function placeCounts(numbers: Numbers): PlaceCounts {
  const { issued, unfinished, latency } = numbers
  const attempts = 'attempts' in numbers ? numbers.attempts.issued : issued
  return { issued, failed: failedOf(numbers), unfinished, attempts, meanMs: latency.mean }
}
