/** What became of margins since a baseline was taken: what chance does not explain. */
import type { MarginUnit } from '../../judge/margin.ts'
import { chanceOfLess, holm } from '../../kernel/statistics/permutation.ts'
import type { GoalMargins, Margins, SeedMargin } from './margins.ts'

/**
 * Where nothing but chance differs, some goal of a baseline is called worse as seldom as that, and
 * some goal better.
 */
export const ERROR = 0.01

/** What became of one goal. */
export type GoalChange = {
  readonly goal: string
  /**
   * `lost`: there are seeds with which it can be judged no more; `new`: it is not in the baseline;
   * `gone`: it is there, and is asked no more; `unclear`: what differs, chance explains.
   */
  readonly is: 'worse' | 'better' | 'same' | 'unclear' | 'lost' | 'new' | 'gone'
  readonly unit: MarginUnit | null
  /** The mean of the margins that are numbers; undefined without any. */
  readonly before: number | undefined
  readonly now: number | undefined
  /** With how many seeds it is worse, and better, of how many in which it can be judged. */
  readonly worseIn: number
  readonly betterIn: number
  readonly of: number
  /** With how many seeds it can be judged no more. */
  readonly lostIn: number
  /** How likely chance alone makes it so much worse, or better where it is better. */
  readonly chance: number | undefined
  /** The seed that lost most; undefined where none lost. */
  readonly worstSeed: string | undefined
}

/** Each goal, in the order in which it is asked, and behind them what is asked no more. */
export function changesSince(before: Margins, now: Margins): GoalChange[] {
  const known = new Map(before.goals.map(each => [each.goal, each]))
  const asked = new Set(now.goals.map(({ goal }) => goal))
  const both = now.goals.flatMap(each => {
    const then = known.get(each.goal)
    return then === undefined ? [] : [paired(then, each, now.seeds)]
  })
  const worse = holm(
    both.map(pairing => pairing.chances.worse),
    ERROR,
  )
  const better = holm(
    both.map(pairing => pairing.chances.better),
    ERROR,
  )
  const changed = new Map(
    both.map((pairing, i) => [
      pairing.change.goal,
      decided(pairing, { isWorse: worse[i], isBetter: better[i] }),
    ]),
  )
  return [
    ...now.goals.map(each => changed.get(each.goal) ?? alone(each, 'new')),
    ...before.goals.filter(({ goal }) => !asked.has(goal)).map(each => alone(each, 'gone')),
  ]
}

type Pairing = {
  readonly change: Omit<GoalChange, 'is' | 'chance'>
  readonly chances: { readonly worse: number; readonly better: number }
}

function paired(before: GoalMargins, now: GoalMargins, seeds: readonly string[]): Pairing {
  const pairs = seeds.map((seed, i) => ({ seed, was: before.margins[i], is: now.margins[i] }))
  const judged = pairs.filter(({ was, is }) => was !== 'unknown' && is !== 'unknown')
  const steps = judged.map(({ was, is }) => step(was, is))
  const most = Math.max(1e-9, ...steps.filter(Number.isFinite).map(Math.abs))
  const differences = steps.map(by => (Number.isFinite(by) ? by : Math.sign(by) * most))
  const least = differences.indexOf(Math.min(...differences))
  const worseIn = differences.filter(by => by < 0).length
  return {
    change: {
      goal: now.goal,
      unit: now.unit ?? before.unit,
      before: meanOf(before.margins),
      now: meanOf(now.margins),
      worseIn,
      betterIn: differences.filter(by => by > 0).length,
      of: judged.length,
      lostIn: pairs.filter(({ was, is }) => was !== 'unknown' && is === 'unknown').length,
      worstSeed: worseIn === 0 ? undefined : judged[least].seed,
    },
    chances: {
      worse: chanceOfLess(differences),
      better: chanceOfLess(differences.map(by => -by)),
    },
  }
}

/** What is broken without a number lies below all numbers, and what held so above them. */
function step(was: SeedMargin, is: SeedMargin): number {
  if (was === is) return 0
  return value(is) - value(was)
}

const value = (margin: SeedMargin): number =>
  typeof margin === 'number' ? margin : margin === 'held' ? Infinity : -Infinity

type Found = { readonly isWorse: boolean; readonly isBetter: boolean }

function decided({ change, chances }: Pairing, { isWorse, isBetter }: Found): GoalChange {
  const { worseIn, betterIn, lostIn } = change
  if (lostIn > 0) return { ...change, is: 'lost', chance: undefined }
  if (worseIn + betterIn === 0) return { ...change, is: 'same', chance: undefined }
  if (isWorse) return { ...change, is: 'worse', chance: chances.worse }
  if (isBetter) return { ...change, is: 'better', chance: chances.better }
  return { ...change, is: 'unclear', chance: Math.min(chances.worse, chances.better) }
}

const alone = ({ goal, unit, margins }: GoalMargins, is: 'new' | 'gone'): GoalChange => ({
  goal,
  is,
  unit,
  before: is === 'gone' ? meanOf(margins) : undefined,
  now: is === 'new' ? meanOf(margins) : undefined,
  worseIn: 0,
  betterIn: 0,
  of: 0,
  lostIn: 0,
  chance: undefined,
  worstSeed: undefined,
})

function meanOf(margins: readonly SeedMargin[]): number | undefined {
  const numbers = margins.filter(margin => typeof margin === 'number')
  if (numbers.length === 0) return undefined
  return numbers.reduce((sum, by) => sum + by, 0) / numbers.length
}
