/** How far a failure spread: which components, which share of requests, how deep, for how long. */
import type { Ms } from '../kernel/units.ts'
import { timingNumbers } from '../record/latency-numbers.ts'
import { named } from '../record/lookup.ts'
import type { Run } from '../record/run.ts'
import { countNumbers } from '../record/views.ts'
import { spanOf } from '../record/window.ts'
import { type Case, failedOf, lengthOf, meanOf } from './case.ts'
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
  const now = handledIn(one.run, name, one)
  if (!one.hasCalm) return now.failed > 0
  const usual = handledIn(one.calm, name, one)
  return now.failed > usual.failed || now.meanMs() - usual.meanMs() > FELT_MS
}

/** No more than it takes: there may be thousands of components, and each time asked for is work. */
function handledIn({ recording }: Run, at: string, { spell: { fromMs, toMs } }: Case) {
  const { counts, latency } = named(recording.components, at, 'component').tally
  const span = spanOf(recording, { between: [fromMs, toMs] })
  return {
    failed: failedOf(countNumbers([counts], span)),
    meanMs: (): Ms => meanOf(timingNumbers([latency], span)),
  }
}
