/** Small sets of changes, for where one is not enough; and what can be left out of one. */
import { holds, type Setting, type Trying } from './check.ts'
import { type Change, priceOf, type Remedy } from './remedy.ts'

/** Of so many that helped most pairs are made, and of fewer sets of three. */
const [FOR_PAIRS, FOR_THREES] = [6, 4]

/** Pairs, and then sets of three, of remedies that helped; of each size the cheapest first. */
export function setsOf(best: readonly Remedy[]): Remedy[] {
  const few = best.slice(0, FOR_THREES)
  const sets = [pairsOf(best.slice(0, FOR_PAIRS)), joined(pairsOf(few), few)]
  return sets.flatMap(all => all.toSorted((a, b) => priceOf(a) - priceOf(b)))
}

const pairsOf = (remedies: readonly Remedy[]): Remedy[] =>
  remedies.flatMap((one, i) => joined([one], remedies.slice(i + 1)))

/** Each set with each remedy that does not change the same in another way. */
function joined(sets: readonly Remedy[], remedies: readonly Remedy[]): Remedy[] {
  return sets.flatMap(set =>
    remedies
      .filter(remedy => remedy.every(change => set.every(had => !isSame(had, change))))
      .map(remedy => [...set, ...remedy]),
  )
}

const isSame = (one: Change, other: Change): boolean =>
  one.kind === other.kind && one.place === other.place

/** A set of changes without those that are not needed. */
export function* leastOf(setting: Setting, remedy: Remedy): Trying<Remedy> {
  let least = remedy
  for (const change of remedy) {
    const fewer = least.filter(other => other !== change)
    if (fewer.length === 0) break
    if (yield* holds(setting, fewer)) least = fewer
  }
  return least
}
