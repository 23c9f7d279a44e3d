/** What must not break a goal for a schedule to be the least that does, found by hand. */
import type { Fault } from 'gameday'
import type { Schedule } from '../../../../src/explore/search/trial.ts'
import { dialsOf } from '../../../../src/explore/space/dials.ts'
import type { FaultSpace } from '../../../../src/explore/space/space.ts'

/** Each schedule that has one fault less, or one dial of one fault turned down by a rung. */
export function oneStepLess({ faults, seed }: Schedule, space: FaultSpace): Schedule[] {
  const fewer = faults.map((_, index) => faults.toSpliced(index, 1))
  const weaker = faults.flatMap((fault, index) =>
    weakenedOnce(fault, space).map(less => faults.with(index, less)),
  )
  return [...fewer, ...weaker].map(faults => ({ faults, seed }))
}

function weakenedOnce(fault: Fault, space: FaultSpace): Fault[] {
  return dialsOf(fault, space.bounds).flatMap(({ name, rungs, value, turned }) => {
    if (name === 'share' && value === 1) return [] // less would be one word more
    const isRising = rungs[0] <= rungs[rungs.length - 1]
    const weaker = rungs.filter(rung => (isRising ? rung < value : rung > value))
    return weaker.length === 0 ? [] : [turned(weaker[weaker.length - 1])]
  })
}

/** A schedule as one reads it. */
export const textOf = ({ faults, seed }: Schedule): string => `[${faults.join(', ')}] ${seed}`
