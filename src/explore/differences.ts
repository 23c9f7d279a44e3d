/** What differs between two designs, by pairs of runs with the same seed. */
import type { Goal } from '../judge/goals/goal.ts'
import type { Verdict } from '../judge/verdict.ts'
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
  /** In how many runs of each it could be judged. */
  readonly judged: {
    /** Of the first design. */
    readonly a: number
    /** Of the second. */
    readonly b: number
  }
  /**
   * Which one is better, if chance would seldom (5 %) make such a difference, by the pairs of which
   * both runs could be judged.
   */
  readonly better: Better
  /** Why it is unclear; empty where it is not. */
  readonly because: string
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
    const said = pairs.map(({ a, b }) => ({ a: goal.judge(a).is, b: goal.judge(b).is }))
    const count = (design: keyof Pair, ...wanted: readonly Said[]): number =>
      said.filter(pair => wanted.includes(pair[design])).length
    return {
      goal: String(goal),
      a: count('a', 'held'),
      b: count('b', 'held'),
      judged: { a: count('a', 'held', 'broken'), b: count('b', 'held', 'broken') },
      ...betterOf(said),
    }
  })
}

type Said = Verdict['is']

/** So seldom chance alone may make a difference that is called clear. */
const SELDOM = 0.05

/** The sign test on pairs in which only one holds: each design would be as likely as the other. */
function betterOf(
  said: readonly { readonly a: Said; readonly b: Said }[],
): Pick<GoalDifference, 'better' | 'because'> {
  const judged = said.filter(({ a, b }) => a !== 'unknown' && b !== 'unknown')
  if (said.length === 0) return unclear('no pair was played')
  if (judged.length === 0) return unclear('there is no pair of which both runs could be judged')
  const onlyA = judged.filter(({ a, b }) => a === 'held' && b === 'broken').length
  const onlyB = judged.filter(({ a, b }) => a === 'broken' && b === 'held').length
  if (onlyA + onlyB === 0) return { better: 'same', because: '' }
  const chance = 2 * atMost(Math.min(onlyA, onlyB), onlyA + onlyB)
  if (chance > SELDOM) return unclear('chance alone often makes such a difference')
  return { better: onlyA > onlyB ? 'a' : 'b', because: '' }
}

const unclear = (because: string) => ({ better: 'unclear', because }) as const

/** How likely at most so many of all tosses of a coin are heads. */
function atMost(heads: number, all: number): number {
  let [term, sum] = [1, 1]
  for (let k = 1; k <= heads; k++) sum += term *= (all - k + 1) / k
  for (let i = 0; i < all; i++) sum /= 2
  return sum
}
