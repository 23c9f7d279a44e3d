/**
 * Which changes of a run may count at the same time. When planned ones do is known; those that wait
 * for a condition, or are taken back by one, may count or not, whatever the others do.
 */
import type { Change } from './change.ts'
import { commonPaths } from './patch.ts'

/** More than this are not tried in every order and choice, but in the first and the last. */
const MOST = 4

/** Changes in an order in which they may have been made, the latest last. */
type Made = readonly Change[]

/** All that may count at the same time, two at least, the fewest first. */
export function countingTogether(changes: readonly Change[]): Made[] {
  const parts = [...new Set(changes.map(partOf))]
  const each = parts
    .flatMap(part => momentsOf(changes.filter(change => partOf(change) === part)))
    .flatMap(({ sure, maybe }) => choicesOf(maybe).map(chosen => [...sure, ...chosen]))
  const all = momentsOf(changes).flatMap(({ sure, maybe }) => [sure, [...sure, ...maybe]])
  const several = [...each, ...all].filter(({ length }) => length > 1)
  const once = new Map(several.map(those => [keyOf(those, changes), those]))
  return [...once.values()].sort((a, b) => a.length - b.length)
}

/** Of a call, who makes it. */
const partOf = ({ target }: Change): string => target.split('->', 1)[0]

const keyOf = (those: Made, changes: readonly Change[]): string =>
  those
    .map(change => changes.indexOf(change))
    .sort((a, b) => a - b)
    .join()

/** From one moment to the next of those at which planned ones begin: who counts, and who may. */
function momentsOf(changes: readonly Change[]): { sure: Change[]; maybe: Change[] }[] {
  const inOrder = [...changes].sort((a, b) => a.timing.atMs - b.timing.atMs)
  return [...new Set([0, ...inOrder.map(({ timing }) => timing.atMs)])].map(now => {
    const those = inOrder.filter(({ timing, untilMs }) => timing.atMs <= now && now < untilMs)
    return {
      sure: those.filter(change => !isConditional(change)),
      maybe: those.filter(isConditional),
    }
  })
}

const isConditional = ({ timing }: Change): boolean =>
  timing.when !== undefined || timing.until !== undefined

/** Every choice of some; of many none, each alone, and all. */
function choicesOf(some: Made): Made[] {
  if (some.length > MOST) return [[], ...some.map(one => [one]), some]
  let choices: Made[] = [[]]
  for (const one of some) choices = choices.flatMap(choice => [choice, [...choice, one]])
  return choices
}

/** The orders in which they may have been made, where that makes a difference. */
export function ordersOf(those: Made): Made[] {
  const matters = those.some((one, i) =>
    those.slice(i + 1).some(other => commonPaths(one, other).length > 0),
  )
  if (!matters) return [those]
  if (those.length > MOST) return [those, those.toReversed()].filter(isInPlan)
  return permutations(those).filter(isInPlan)
}

const permutations = (those: Made): Made[] =>
  those.length < 2
    ? [those]
    : those.flatMap((one, i) => permutations(those.toSpliced(i, 1)).map(rest => [one, ...rest]))

/** Whether those with a time are made in the order of their times. */
function isInPlan(those: Made): boolean {
  const times = those.filter(({ timing }) => timing.when === undefined)
  return times.every(({ timing }, i) => i === 0 || times[i - 1].timing.atMs <= timing.atMs)
}
