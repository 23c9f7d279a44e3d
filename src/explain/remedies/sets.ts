/** Small sets of changes, for where one is not enough; and what can be left out of one. */
import { holding, type Setting, type Trying } from './check.ts'
import { type Change, priceOf, type Remedy } from './remedy.ts'

/** Of so many that helped most pairs are made, and of fewer sets of three. */
const [FOR_PAIRS, FOR_THREES] = [6, 4]

/** Pairs, and then sets of three, of single changes that helped; of each size the cheapest first. */
export function setsOf(best: readonly Change[]): Remedy[] {
  const pairs = combined(best.slice(0, FOR_PAIRS).map(change => [change]), best.slice(0, FOR_PAIRS))
  const few = best.slice(0, FOR_THREES)
  const threes = combined(combined(few.map(change => [change]), few), few)
  return [pairs, threes].flatMap(sets => sets.toSorted((a, b) => priceOf(a) - priceOf(b)))
}

/** Each set with each later change that is of another kind or at another place. */
function combined(sets: readonly Remedy[], changes: readonly Change[]): Remedy[] {
  return sets.flatMap(set => {
    const last = changes.indexOf(set[set.length - 1])
    return changes
      .slice(last + 1)
      .filter(({ kind, place }) => set.every(had => had.kind !== kind || had.place !== place))
      .map(change => [...set, change])
  })
}

/** A set of changes without those that are not needed. */
export function* leastOf(setting: Setting, remedy: Remedy): Trying<Remedy> {
  let least = remedy
  for (const change of remedy) {
    const fewer = least.filter(other => other !== change)
    if (fewer.length === 0) break
    const tried = yield* holding(setting, fewer)
    if (typeof tried !== 'string' && tried.standing.is === 'held') least = fewer
  }
  return least
}
