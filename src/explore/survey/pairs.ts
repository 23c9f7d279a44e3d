/** Which faults are played two at a time: those that may matter together, the likeliest first. */
import type { Fault } from '../../faults/fault.ts'
import type { FaultSpace } from '../space/space.ts'
import type { SurveyCell } from './found.ts'

/**
 * Pairs of faults that alone break nothing. At each target that is the one that came nearest to it,
 * and a crash. What touched nothing is among them: nobody asks a stand-in while all is well. First
 * come those whose targets stand in for each other, then those of neighbours, then all others. What
 * is part of the other target is no pair.
 */
export function* pairsOf(
  space: FaultSpace,
  cells: readonly SurveyCell[],
): Generator<readonly [Fault, Fault]> {
  const faults = candidatesIn(cells)
  for (const rank of [0, 1, 2]) {
    for (const [i, one] of faults.entries()) {
      for (const other of faults.slice(i + 1)) {
        if (rankOf(space, one, other) === rank) yield [one, other]
      }
    }
  }
}

function candidatesIn(cells: readonly SurveyCell[]): readonly Fault[] {
  const targets = new Map<string, SurveyCell[]>()
  for (const cell of cells) {
    if (cell.verdict === 'broken') continue
    const here = targets.get(cell.target)
    if (here === undefined) targets.set(cell.target, [cell])
    else here.push(cell)
  }
  return [...targets.values()].flatMap(here => {
    const [nearest] = here.toSorted((a, b) => roomOf(a) - roomOf(b))
    const crash = here.find(({ kind }) => kind === 'crash')
    return [...new Set([nearest.fault, crash?.fault ?? nearest.fault])]
  })
}

const roomOf = ({ margin }: SurveyCell): number => margin?.share ?? Number.MAX_VALUE

/** How likely two faults matter together; undefined where one target has the other in it. */
function rankOf(space: FaultSpace, one: Fault, other: Fault): number | undefined {
  const { neighbours } = space
  if (one.target === other.target || isPart(space, one, other) || isPart(space, other, one)) {
    return undefined
  }
  if (neighbours.standIn(one.target, other.target)) return 0
  return neighbours.areNear(one.target, other.target) ? 1 : 2
}

/** Whether a target is one of the calls to another, or stands in it. */
const isPart = (space: FaultSpace, { target }: Fault, whole: Fault): boolean =>
  target.split('->').at(-1) === whole.target || space.narrower(whole).includes(target)
