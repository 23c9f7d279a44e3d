/** Single faults, one for each kind and target: the first that anybody would try. */
import type { Fault } from '../../faults/fault.ts'
import type { Ms } from '../../kernel/units.ts'
import { type Bounds, dialsOf } from './dials.ts'
import type { Choice, FaultSpace } from './space.ts'
import { shortest } from './times.ts'

/**
 * Every kind at every target that it fits, as strong as makes sense, in the middle of the time
 * there is. Each kind and each target comes early; other ways to have the same kind come last.
 * They are made one by one: a large system has far more of them than a search has trials.
 */
export function* examplesOf(space: FaultSpace): Generator<Fault> {
  const choices = space.kinds.flatMap(kind => withWays(space.choicesOf(kind)))
  const ways = choices.reduce((most, { way }) => Math.max(most, way + 1), 0)
  for (let way = 0; way < ways; way++) {
    const all = choices.filter(choice => choice.way === way).map(({ choice }) => choice)
    for (const choice of inTurn(all)) yield atWorst(choice, space.bounds)
  }
}

/** Which way to have a kind at its target each choice is, from 0. */
function withWays(choices: readonly Choice[]): { choice: Choice; way: number }[] {
  const seen = new Map<string, number>()
  return choices.map(choice => {
    const way = seen.get(choice.target) ?? 0
    seen.set(choice.target, way + 1)
    return { choice, way }
  })
}

/** Next comes always what has had the fewest turns, its kind and its target together. */
function* inTurn(choices: readonly Choice[]): Generator<Choice> {
  const [kinds, targets] = [new Map<string, number>(), new Map<string, number>()]
  const left = new Set(choices)
  const turnsOf = ({ cause: { kind }, target }: Choice): number =>
    (kinds.get(kind) ?? 0) + (targets.get(target) ?? 0)
  while (left.size > 0) {
    const next = leastOf(left, turnsOf)
    left.delete(next)
    kinds.set(next.cause.kind, (kinds.get(next.cause.kind) ?? 0) + 1)
    targets.set(next.target, (targets.get(next.target) ?? 0) + 1)
    yield next
  }
}

/** The first of those with the least number. */
function leastOf<T>(all: Iterable<T>, numberOf: (each: T) => number): T {
  let [least, number] = [undefined as T | undefined, Infinity]
  for (const each of all) {
    const own = numberOf(each)
    if (own < number) [least, number] = [each, own]
  }
  return least as T
}

/** From a quarter to three quarters of the time there is, and worse than any time-out. */
export function atWorst(choice: Choice, bounds: Bounds): Fault {
  const { withinMs, ranges } = bounds
  const longest = Math.min(ranges['for']?.most ?? withinMs, withinMs)
  const length = Math.min(Math.max(withinMs / 2, shortest(bounds)), longest)
  const begun = choice.at((withinMs - length) / 2).for(length)
  return dialsOf(begun, bounds)
    .filter(({ name }) => name !== 'for' && name !== 'share')
    .reduce((fault, { rungs, turned }) => turned(strongest(rungs, fault, bounds)), begun)
}

function strongest(rungs: readonly number[], { cause }: Fault, { moments }: Bounds): number {
  const last = rungs[rungs.length - 1]
  if (!('by' in cause)) return last
  const patience: Ms = moments[moments.length - 1] ?? last
  return rungs.find(rung => rung > patience) ?? last
}
