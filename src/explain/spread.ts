/** How far a failure spread: which components, which share of requests, how deep, for how long. */
import type { Ms } from '../kernel/units.ts'
import { calmComponent, type Case, componentIn, failedOf, lengthOf, meanOf } from './case.ts'
import { missesIn } from './misses.ts'

/** How far a failure spread. */
export type Spread = {
  /** The components that failed requests, or took longer for them, beyond what is usual. */
  readonly components: readonly string[]
  /** The requests that missed the goal. */
  readonly missed: number
  /** The same as a share of those that were asked for meanwhile, 0 to 1. */
  readonly share: number
  /** How many calls lie between the clients and where it comes from. */
  readonly depth: number
  /** From the first to the last of those requests, in milliseconds. */
  readonly durationMs: Ms
}

/** What takes longer than usual by more than this is felt. */
const FELT_MS = 1

/** How far it spread. */
export function spreadOf(one: Case, path: readonly string[]): Spread {
  const { asked, missed } = missesIn(one.run, one.goal, one.spell)
  const names = [...one.run.recording.components.keys()].sort()
  return {
    components: names.filter(name => isHit(one, name)),
    missed,
    share: asked === 0 ? 0 : missed / asked,
    depth: path.length,
    durationMs: lengthOf(one),
  }
}

function isHit(one: Case, name: string): boolean {
  const [numbers, calm] = [componentIn(one, name), calmComponent(one, name)]
  const [failed, usual] = [failedOf(numbers), calm === undefined ? 0 : failedOf(calm)]
  const longer = meanOf(numbers.latency) - meanOf(calm?.latency)
  return failed > usual || (one.hasCalm && longer > FELT_MS)
}
