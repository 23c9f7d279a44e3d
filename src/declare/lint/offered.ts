/** How many requests clients begin in a millisecond, as far as the declaration tells. */
import { mean } from '../../kernel/distributions/index.ts'
import type { Ms } from '../../kernel/units.ts'
import type { ClientsData } from '../data.ts'
import { peakRate } from '../load/peak-rate.ts'
import { usualRate } from '../load/usual-rate.ts'

/**
 * Users wait for their answers, so that a queue slows them down by itself. At half as much again as
 * a place can do it is full nearly always; below that they only meet there.
 */
const SLOWED_BY = 1.5

/** Nobody thinks for less. */
const LEAST_THINK_MS = 1e-9

/**
 * What comes for certain in the long run.
 *
 * @param taskMs how long a task takes while nobody queues
 */
export function firmRate({ load }: ClientsData, taskMs: Ms): number {
  if (load.arrivals === 'users') {
    const users = load.stages.at(-1)?.to ?? load.users
    return users / Math.max(LEAST_THINK_MS, mean(load.think) + taskMs) / SLOWED_BY
  }
  return load.most === Infinity ? usualRate(load.shape) : 0
}

/** What comes at the most: a number too high rather than none at all. */
export function highestRate({ load }: ClientsData): number {
  const most = 1e9
  if (load.arrivals !== 'users') return Math.min(most, peakRate(load.shape))
  const users = Math.max(load.users, ...load.stages.map(({ to }) => to))
  return Math.min(most, users / Math.max(LEAST_THINK_MS, mean(load.think)))
}
