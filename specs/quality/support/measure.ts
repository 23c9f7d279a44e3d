/** Measures how a search does with a planted weakness: how soon it finds it, and what is left. */
import type { Exploration } from 'gameday/explore'
import type { Found } from '../../../src/explore/search/found.ts'
import { playGenerations } from '../../../src/explore/search/generations.ts'
import { playSchedule } from '../../../src/explore/search/judge.ts'
import { LocalPlayer } from '../../../src/explore/search/local-player.ts'
import type { Schedule } from '../../../src/explore/search/trial.ts'
import { type Shrunk, shrink } from '../../../src/explore/shrink/shrink.ts'
import { drawUnguided } from './unguided.ts'
import type { Weakness } from './weakness.ts'

/** What explore came to with one seed. */
export type Measured = Shrunk & {
  /** How many trials it took, the one that broke the goal included. */
  readonly trials: number
}

/** Twenty searches: the same ones every time. */
export const seeds: readonly string[] = Array.from({ length: 20 }, (_, i) => `${i + 1}`)

/**
 * Looks for a weakness and shrinks what it finds, as `search` does, but for the margins: those take
 * as many runs again, and tell nothing here.
 *
 * @returns undefined when the budget was used up
 */
export async function explored(weakness: Weakness, seed: string): Promise<Measured | undefined> {
  const exploration = weakness.weak(seed)
  const { found } = await searched(exploration)
  if (found === undefined) return undefined
  const shrunk = shrink(found.schedule, {
    space: exploration.space,
    baseSeed: seed,
    isBroken: candidate => isBroken(exploration, candidate),
  })
  return { trials: trialsOf(found), ...shrunk }
}

/** How many trials explore takes; undefined when the budget was used up. */
export async function guidedTrials(weakness: Weakness, seed: string): Promise<number | undefined> {
  const { found } = await searched(weakness.weak(seed))
  return found && trialsOf(found)
}

/** How many trials unguided random search takes; undefined when the budget was used up. */
export function unguidedTrials(weakness: Weakness, seed: string): number | undefined {
  const exploration = weakness.weak(seed)
  for (let trial = 0; trial < weakness.budget; trial++) {
    const name = `${seed}/${trial}`
    const faults = drawUnguided(exploration.space, name)
    if (isBroken(exploration, { faults, seed: name })) return trial + 1
  }
  return undefined
}

/** Whether a schedule breaks a goal. */
export const isBroken = (exploration: Exploration, schedule: Schedule): boolean =>
  playSchedule(exploration, schedule).verdict === 'broken'

/** The median; what was not found took longer than anything that was. */
export function median(all: readonly (number | undefined)[]): number {
  const inOrder = all.map(each => each ?? Infinity).toSorted((a, b) => a - b)
  return inOrder[Math.floor((inOrder.length - 1) / 2)]
}

const trialsOf = ({ trial }: Found): number => (trial ?? 0) + 1

const searched = (exploration: Exploration) =>
  playGenerations(exploration, {
    player: new LocalPlayer(exploration),
    told: () => undefined,
    signal: new AbortController().signal,
  })
