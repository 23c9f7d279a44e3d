/** What differs between two designs, by pairs of runs with the same seed. */
import type { Goal } from '../judge/goals/goal.ts'
import { type Estimate, estimate } from '../kernel/student.ts'
import type { Run } from '../record/run.ts'
import { spanOf } from '../record/window.ts'

/** One run of each design, with the same seed. */
export type Pair = { readonly a: Run; readonly b: Run }

/** For whom a difference speaks; `same` where there is none in any pair. */
export type Better = 'a' | 'b' | 'same' | 'unclear'

/** How a number differs. */
export type Difference = {
  /** What was measured: `availability`, `p99`, … */
  readonly measure: string
  /** A share from 0 to 1, milliseconds, or a count. */
  readonly unit: 'share' | 'ms' | 'count'
  /** The mean of each design over all seeds. */
  readonly a: number
  /** The mean of the second. */
  readonly b: number
  /** The mean of b minus a, by pairs, with its 95 % interval. */
  readonly difference: Estimate
  /** Which one is better, if the interval leaves no doubt. */
  readonly better: Better
}

/** In how many runs a goal held. */
export type GoalDifference = {
  /** The goal, as it is written. */
  readonly goal: string
  /** In how many runs of the first design it held. */
  readonly a: number
  /** In how many runs of the second. */
  readonly b: number
  /** Which one is better, if chance would seldom (5 %) make such a difference. */
  readonly better: Better
}

type Measure = Pick<Difference, 'measure' | 'unit'> & {
  readonly isMoreBetter: boolean
  readonly of: (run: Run) => number | undefined
}

const measures: readonly Measure[] = [
  { measure: 'availability', unit: 'share', isMoreBetter: true, of: run => run.availability() },
  { measure: 'degraded', unit: 'share', isMoreBetter: false, of: degradedIn },
  { measure: 'p50', unit: 'ms', isMoreBetter: false, of: run => run.latency('p50') },
  { measure: 'p99', unit: 'ms', isMoreBetter: false, of: run => run.latency('p99') },
  { measure: 'attempts', unit: 'count', isMoreBetter: false, of: attemptsIn },
]

function degradedIn(run: Run): number | undefined {
  const { issued, outcomes } = run.requests()
  return issued === 0 ? undefined : outcomes.degraded / issued
}

function attemptsIn({ recording }: Run): number {
  const { slots } = spanOf(recording)
  let sum = 0
  for (const { attempts } of recording.calls.values()) sum += attempts.issued(slots)
  return sum
}

/** How each number differs; one that a run does not have is left out. */
export function differencesIn(pairs: readonly Pair[]): Difference[] {
  return measures.flatMap(({ of, isMoreBetter, ...named }) => {
    const both = pairs.flatMap(pair => {
      const [a, b] = [of(pair.a), of(pair.b)]
      return a === undefined || b === undefined ? [] : [{ a, b }]
    })
    if (both.length === 0) return []
    const [a, b] = (['a', 'b'] as const).map(name => estimate(both.map(pair => pair[name])).mean)
    const difference = estimate(both.map(pair => pair.b - pair.a))
    return [{ ...named, a, b, difference, better: betterBy(difference, isMoreBetter) }]
  })
}

function betterBy({ low, high }: Estimate, isMoreBetter: boolean): Better {
  if (low === 0 && high === 0) return 'same'
  if (low > 0) return isMoreBetter ? 'b' : 'a'
  if (high < 0) return isMoreBetter ? 'a' : 'b'
  return 'unclear'
}

/** In how many runs each goal held. */
export function goalDifferencesIn(
  pairs: readonly Pair[],
  goals: readonly Goal[],
): GoalDifference[] {
  return goals.map(goal => {
    const held = pairs.map(({ a, b }) => ({ a: holdsIn(goal, a), b: holdsIn(goal, b) }))
    const only = { a: held.filter(is => is.a && !is.b), b: held.filter(is => is.b && !is.a) }
    return {
      goal: String(goal),
      a: held.filter(is => is.a).length,
      b: held.filter(is => is.b).length,
      better: betterOf(only.a.length, only.b.length),
    }
  })
}

const holdsIn = (goal: Goal, run: Run): boolean => goal.judge(run).is === 'held'

/** So seldom chance alone may make a difference that is called clear. */
const SELDOM = 0.05

/** The sign test on pairs in which only one holds: each design would be as likely as the other. */
function betterOf(onlyA: number, onlyB: number): Better {
  const all = onlyA + onlyB
  if (all === 0) return 'same'
  const chance = 2 * atMost(Math.min(onlyA, onlyB), all)
  if (chance > SELDOM) return 'unclear'
  return onlyA > onlyB ? 'a' : 'b'
}

/** How likely at most so many of all tosses of a coin are heads. */
function atMost(heads: number, all: number): number {
  let [term, sum] = [1, 1]
  for (let k = 1; k <= heads; k++) sum += term *= (all - k + 1) / k
  for (let i = 0; i < all; i++) sum /= 2
  return sum
}
