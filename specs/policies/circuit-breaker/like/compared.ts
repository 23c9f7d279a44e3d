/** Puts our breaker beside another through many scripts, and finds which of its options matter. */
import type { BreakerOptions, CallOutcome } from 'gameday/policies'
import { expect } from 'vitest'
import { Ours } from './ours.ts'
import { Dice, lifeOf, scriptOf, type Step, type Subject } from './script.ts'

/** A hundred calls, of which the last so many fail: the share is exactly the threshold. */
export const exactly = (percent: number): Step[] =>
  Array.from({ length: 100 }, (_, call): Step[] => [
    { do: 'begin' },
    { do: 'end', call, outcome: call < 100 - percent ? 'ok' : 'failed' },
  ]).flat()

type Scripts = {
  readonly name: string
  readonly runs: number
  readonly length: number
  readonly instants: readonly number[]
  readonly outcomes: readonly CallOutcome[]
}

type Compared = {
  readonly options: BreakerOptions
  readonly script: readonly Step[]
  readonly wanted: readonly string[]
}

/** Another breaker, the options by which ours is to behave like it, and how to be rid of it. */
type Pair = {
  readonly subject: Subject
  readonly options: BreakerOptions
  /** What happens to both, when it is not made up. */
  readonly script?: readonly Step[]
  readonly done?: () => void
}

/** Runs every script on both, and expects them to live the same life. */
export async function comparedWith(
  { name, runs, length, instants, outcomes }: Scripts,
  pairOf: (dice: Dice, run: number) => Pair,
): Promise<{ lives: string[][]; compared: Compared[] }> {
  const lives: string[][] = []
  const compared: Compared[] = []
  for (let seed = 0; seed < runs; seed += 1) {
    const dice = new Dice(seed, name)
    const { subject, options, done, ...told } = pairOf(dice, seed)
    const script = told.script ?? scriptOf(dice, length, instants, outcomes)
    const wanted = await lifeOf(subject, script)
    done?.()
    const actual = await lifeOf(new Ours(options), script)
    expect(actual, `seed ${seed}: ${JSON.stringify(options)}`).toEqual(wanted)
    lives.push(actual)
    compared.push({ options, script, wanted })
  }
  return { lives, compared }
}

/** What says which calls and how many: figures, and no way to behave. */
const figures = 'consecutive window buckets lastCalls minimumCalls openFor probes'.split(' ')

/** The options that could as well be left out: no script tells the difference. */
export async function idleWays(compared: readonly Compared[]): Promise<string[]> {
  const ways = new Set(compared.flatMap(({ options }) => Object.keys(options)))
  const idle: string[] = []
  for (const way of [...ways].filter(name => !figures.includes(name))) {
    if (!(await matters(way, compared))) idle.push(way)
  }
  return idle
}

async function matters(way: string, compared: readonly Compared[]): Promise<boolean> {
  for (const { options, script, wanted } of compared) {
    const { [way as keyof BreakerOptions]: value, ...without } = options
    if (value === undefined) continue
    const life = await lifeWithout(without as BreakerOptions, script)
    if (life === undefined || life.some((line, i) => line !== wanted[i])) return true
  }
  return false
}

/** Some options cannot be left out alone, which makes them matter. */
async function lifeWithout(options: BreakerOptions, script: readonly Step[]) {
  try {
    return await lifeOf(new Ours(options), script)
  } catch {
    return undefined
  }
}
