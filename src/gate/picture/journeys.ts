/** Some requests that were followed, hop by hop: failed ones, slow ones, some that went well. */
import type { Attempt, Hop } from '../../record/journey.ts'
import { attemptsOf } from '../../record/journey.ts'
import { isServedName } from '../../record/outcome.ts'
import type { HopEntry, JourneyEntry } from './data.ts'
import { rounded } from './steps.ts'

/** How many of each kind are kept, and how many hops of each. */
const [FAILED, SLOW, WELL, MOST_HOPS] = [6, 4, 2, 120]

/** In order of arrival. */
export function journeyEntries(journeys: readonly Hop[]): JourneyEntry[] {
  const bySlowness = journeys.toSorted((a, b) => lengthOf(b) - lengthOf(a))
  const failed = oneOfEachFirst(bySlowness.filter(({ outcome }) => !isServedName(outcome)))
  const served = bySlowness.filter(({ outcome }) => isServedName(outcome))
  const typical = oneOfEachFirst(served.slice(Math.floor(served.length / 2)))
  const chosen = [...failed.slice(0, FAILED), ...served.slice(0, SLOW), ...typical.slice(0, WELL)]
  return [...new Set(chosen)].sort((a, b) => a.at - b.at).map(journeyEntry)
}

const lengthOf = ({ at, until }: Hop): number => until - at

/** Of each call and each end one comes before a second of any. */
function oneOfEachFirst(journeys: readonly Hop[]): Hop[] {
  const counts = new Map<string, number>()
  const rounds = new Map<Hop, number>()
  for (const hop of journeys) {
    const key = `${hop.call} ${hop.outcome}`
    rounds.set(hop, counts.get(key) ?? 0)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return journeys.toSorted((a, b) => rounds.get(a)! - rounds.get(b)!)
}

function journeyEntry(journey: Hop): JourneyEntry {
  const hops = [...hopsIn(journey, 0)]
  return {
    call: journey.call,
    atMs: rounded3(journey.at),
    ms: rounded(lengthOf(journey)),
    outcome: journey.outcome,
    hops: hops.slice(0, MOST_HOPS),
    leftOut: Math.max(0, hops.length - MOST_HOPS),
  }
}

/** Moments are told to the microsecond, however late in a run. */
const rounded3 = (ms: number): number => Number(ms.toFixed(3))

function* hopsIn(hop: Hop, depth: number): Generator<HopEntry> {
  const attempts = attemptsOf(hop)
  const isOne = attempts.length === 1 && (hop.heldMs ?? 0) === 0
  if (!isOne) yield wholeOf(hop, depth)
  for (const [i, attempt] of attempts.entries()) {
    const at = isOne ? depth : depth + 1
    yield attemptEntry(hop.call, attempt, { depth: at, attempt: i + 1 })
    for (const inner of attempt.calls) yield* hopsIn(inner, at + 1)
  }
}

const wholeOf = (hop: Hop, depth: number): HopEntry => ({
  call: hop.call,
  depth,
  attempt: 0,
  atMs: rounded3(hop.at),
  ms: rounded(lengthOf(hop)),
  outcome: hop.outcome,
  networkMs: 0,
  waitingMs: rounded(hop.heldMs ?? 0),
  workingMs: 0,
})

const attemptEntry = (
  call: string,
  { at, until, outcome, thereMs, backMs, waitingMs, workingMs }: Attempt,
  place: { readonly depth: number; readonly attempt: number },
): HopEntry => ({
  call,
  ...place,
  atMs: rounded3(at),
  ms: rounded(until - at),
  outcome,
  networkMs: rounded(thereMs + backMs),
  waitingMs: rounded(waitingMs),
  workingMs: rounded(workingMs),
})
