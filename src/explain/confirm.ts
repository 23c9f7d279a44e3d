/** The mechanism is put to the test: it is taken away, and the goal has to get better by that. */
import type { Fault } from '../faults/fault.ts'
import { formatMs } from '../kernel/units.ts'
import type { Run } from '../record/run.ts'
import { type Case } from './case.ts'
import type { Instead, Mechanism } from './diagnosis.ts'
import { isBroken } from './guilt.ts'
import { timeLimitFor, without } from './knock-out.ts'
import { measuredBy, missesIn } from './misses.ts'
import type { Replays } from './replays.ts'
import { cacheBehind, calleeOf, callerOf } from './topology.ts'
import type { Finding } from './walk.ts'

/** It has to bring back so much of what was missed. */
const LEAST_BACK = 0.3

/** A mechanism that was tried, and what came of it. */
export type Confirmed = {
  readonly found: Finding
  readonly isConfirmed: boolean
  readonly instead: readonly Instead[]
}

/** The change in words, as they follow "with it, …". */
const words: { readonly [mechanism in Mechanism]?: (one: Case, place: string) => string } = {
  retries: () => 'but without retries',
  'retry loop': () => 'but without retries',
  hedges: () => 'but without hedges',
  'open breaker': (_, place) => `but without the breaker of ${place}`,
  "caller's limit": (_, place) => `but without the limit of ${place}`,
  'no time-out': (one, place) => {
    const limit = formatMs(timeLimitFor(one, place))
    return `but ${callerOf(place)} going on without ${calleeOf(place)} after ${limit}`
  },
  'cache misses': (one, place) => `but with ${cacheBehind(one.run, place) ?? 'its cache'} warm`,
  ejection: (_, place) => `but without ejections at ${place}`,
  resource: (_, place) => `but with plenty of it at ${place}`,
  'dead letters': (_, place) => `but with ${place} waiting before it delivers again`,
}

type Trying = { readonly also: readonly string[]; readonly replays: Replays }

/**
 * The first of the suspects whose end brings back a good part of what was missed.
 *
 * @param also further calls that are tried again on the way
 */
export function confirmed(
  one: Case,
  suspects: readonly Finding[],
  { also, replays }: Trying,
): Confirmed | undefined {
  for (const found of suspects) {
    const change = words[found.mechanism]?.(one, found.place)
    if (change === undefined) continue
    const further = isRepeating(found.mechanism) ? also : []
    const run = replays.play(`${found.place}, ${change}`, () => ({
      system: without(one, found, further),
    }))
    if (run === undefined || backIn(one, run) < LEAST_BACK) continue
    return { found, isConfirmed: true, instead: [insteadOf(one, run, change)] }
  }
  return undefined
}

const isRepeating = (mechanism: Mechanism): boolean =>
  mechanism === 'hedges' || mechanism === 'retries' || mechanism === 'retry loop'

/** What the goal comes to in another run of the same seed. */
export const insteadOf = ({ goal }: Case, run: Run, change: string): Instead => ({
  change,
  measured: measuredBy(goal, run),
  holds: !isBroken(goal, run),
})

/** How much of what was missed beyond the calm run is served again: 1 for all of it. */
export function backIn(one: Case, run: Run): number {
  const share = (of: Run): number => {
    const { asked, missed } = missesIn(of, one.goal, one.missed)
    return asked === 0 ? 0 : missed / asked
  }
  const usual = one.hasCalm ? share(one.calm) : 0
  return (share(one.run) - share(run)) / Math.max(1e-9, share(one.run) - usual)
}

/**
 * In words: without that fault, without these two; by its name where others followed from it.
 *
 * @param consequences faults that only began since it did
 */
export function withoutFaults(faults: readonly Fault[], consequences: readonly Fault[]): string {
  if (faults.length > 1) return `without these ${faults.length} faults`
  const [{ cause, target }] = faults
  return consequences.length > 0 ? `without ${cause.kind}('${target}')` : 'without that fault'
}
