/** Narrows a threshold down: between the last rung that holds and the first that breaks. */
import type { DialMargin } from '../findings.ts'
import type { Schedule } from '../search/trial.ts'
import { dialsToWeaken } from '../space/dials.ts'
import type { FaultSpace } from '../space/space.ts'
import type { Trying } from './attempts.ts'

/** So near is near enough: two figures. */
const NEAR = 0.03
/** No more than so many values are tried between two rungs. */
const MOST_STEPS = 6

/** The margins of a sweep, each with a threshold narrowed down to two figures. */
export function* refining(
  sweep: Trying<DialMargin[]>,
  schedule: Schedule,
  space: FaultSpace,
): Trying<DialMargin[]> {
  const margins = yield* sweep
  const refined: DialMargin[] = []
  for (const margin of margins) refined.push(yield* narrowed(margin, schedule, space))
  return refined
}

function* narrowed(
  margin: DialMargin,
  { seed, faults }: Schedule,
  { bounds }: FaultSpace,
): Trying<DialMargin> {
  const index = faults.indexOf(margin.fault)
  const dial = dialsToWeaken(margin.fault, bounds).find(({ name }) => name === margin.dial)
  let sweep = margin.sweep
  if (dial === undefined || !margin.isMonotone) return margin
  for (let i = 0; i < MOST_STEPS; i++) {
    const place = sweep.findIndex(({ held }) => !held)
    if (place < 1) break
    const value = between(sweep[place - 1].value, sweep[place].value)
    if (value === undefined) break
    const isBroken = yield { seed, faults: faults.with(index, dial.turned(value)) }
    if (isBroken === undefined) break
    sweep = sweep.toSpliced(place, 0, { value, held: !isBroken })
  }
  return { ...margin, sweep }
}

/** A value of two figures between two others, if they are not near each other. */
function between(one: number, other: number): number | undefined {
  if (Math.abs(other - one) <= NEAR * Math.max(one, other)) return undefined
  const middle = Number(((one + other) / 2).toPrecision(2))
  return middle === one || middle === other ? undefined : middle
}
