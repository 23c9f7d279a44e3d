/**
 * Unguided random search, which a search has to beat: how many faults, of which kind, where, when,
 * for how long and how bad is all drawn evenly, and nothing is learned.
 */
import type { Fault } from 'gameday'
import { dialsOf } from '../../../src/explore/space/dials.ts'
import type { FaultSpace } from '../../../src/explore/space/space.ts'
import { randomStream } from '../../../src/kernel/streams.ts'

/** Faults begin at multiples of this. */
const STEP_MS = 100

/** A schedule that follows from its name. */
export function drawUnguided(space: FaultSpace, name: string): readonly Fault[] {
  const random = randomStream(name, 'unguided')
  const below = (count: number): number => Math.floor(random() * count)
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]
  const drawn = (): Fault => {
    const choice = pick(space.choicesOf(pick(space.kinds)))
    const begun = choice.at(below(space.bounds.withinMs / STEP_MS) * STEP_MS).for(STEP_MS)
    return dialsOf(begun, space.bounds)
      .map(({ name }) => name)
      .reduce((fault, dial) => turned(fault, dial), begun)
  }
  const turned = (fault: Fault, name: string): Fault => {
    const dial = dialsOf(fault, space.bounds).find(dial => dial.name === name)
    return dial === undefined ? fault : dial.turned(pick(dial.rungs))
  }
  return Array.from({ length: 1 + below(space.options.most) }, drawn)
}
