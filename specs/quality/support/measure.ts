/** Measures how a search does with a planted weakness: how soon it finds it, and what is left. */
import type { Exploration } from 'gameday/explore'
import { playGenerations } from '../../../src/explore/search/generations.ts'
import { playSchedule } from '../../../src/explore/search/judge.ts'
import { LocalPlayer } from '../../../src/explore/search/local-player.ts'
import type { Schedule } from '../../../src/explore/search/trial.ts'
import { shrink } from '../../../src/explore/shrink/shrink.ts'
import { drawUnguided } from './unguided.ts'
import type { Weakness } from './weakness.ts'

/** What broke a goal. */
type Broken = { readonly schedule: Schedule; readonly trials: number }

/** What explore came to with one seed. */
export type Measured = {
  /** How many trials it took, the one that broke the goal included. */
  readonly trials: number
  /** The least schedule it was shrunk to. */
  readonly least: Schedule
  /** How many further runs that took. */
  readonly runs: number
}

/**
 * Looks for a weakness and shrinks what it finds, as `search` does, but for the margins: those take
 * as many runs again, and tell nothing here.
 *
 * @returns undefined when the budget was used up
 */
export async function explored(weakness: Weakness, seed: string): Promise<Measured | undefined> {
  const exploration = weakness.weak(seed)
  const broken = await firstBroken(exploration)
  if (broken === undefined) return undefined
  const { schedule, runs } = shrink(broken.schedule, {
    space: exploration.space,
    baseSeed: seed,
    isBroken: candidate => isBroken(exploration, candidate),
  })
  return { trials: broken.trials, least: schedule, runs }
}

/** The first trial of a search that breaks a goal. */
export async function firstBroken(exploration: Exploration): Promise<Broken | undefined> {
  const player = new LocalPlayer(exploration)
  const { signal } = new AbortController()
  const { found } = await playGenerations(exploration, { player, told: () => undefined, signal })
  if (found?.trial == null) return undefined
  return { schedule: found.schedule, trials: found.trial + 1 }
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
