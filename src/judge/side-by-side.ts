/**
 * Two requests that one component handles at a time, and that ask the same of others: which of them
 * did what when. It reads the journeys of a run.
 */
import { UsageError } from '../kernel/errors.ts'
import type { Ms } from '../kernel/units.ts'
import { type Attempt, attemptsOf, type Hop } from '../record/journey.ts'
import type { Run } from '../record/run.ts'
import { calleeOf } from './amplification.ts'

/** One of the two. */
export type SideOfTwo = {
  /** The call by which it came: `checkout->payments`. */
  readonly call: string
  /** What it asks, if anybody has said it: `POST /17`. */
  readonly asked: string | undefined
  /** From when on until when, in milliseconds; its last call may end after its caller has gone. */
  readonly at: Ms
  readonly until: Ms
  /** How it ended for its caller. */
  readonly outcome: Attempt['outcome']
  /** What it asked of others, in order. */
  readonly calls: readonly Hop[]
}

/** Two requests at a time. */
export type TwoAtATime = {
  /** Who handles them. */
  readonly component: string
  readonly sides: readonly [SideOfTwo, SideOfTwo]
  /** Both in columns, beside the virtual time. */
  toString(): string
}

/** Each is held against no more of those that begin after it. */
const MOST_BESIDE = 20

/**
 * The two that are most likely to have come between each other: rather those that ask the same,
 * during a fault, of which one failed, and rather early ones.
 *
 * @param run played with `trace: true`
 * @returns undefined where no two interleave
 * @throws UsageError for a run whose journeys were not kept
 */
export function twoAtATime(run: Run): TwoAtATime | undefined {
  const { journeys } = run.recording
  if (journeys.length === 0) {
    throw new UsageError({
      what: 'no journeys of this run were kept',
      where: 'sideBySide',
      fix: 'simulate with { trace: true }',
    })
  }
  const handled = new Map<string, SideOfTwo[]>()
  for (const side of sidesIn(journeys)) {
    const component = calleeOf(side.call)
    const known = handled.get(component)
    if (known === undefined) handled.set(component, [side])
    else known.push(side)
  }
  const pairs = [...handled].sort(byName).flatMap(([component, sides]) => pairsOf(component, sides))
  return likeliest(run, pairs)
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1

/** Whoever was asked something, and asked something in its course. */
function* sidesIn(hops: readonly Hop[]): Generator<SideOfTwo> {
  const pending = [...hops]
  for (let hop = pending.shift(); hop !== undefined; hop = pending.shift()) {
    for (const { at, until, outcome, calls } of attemptsOf(hop)) {
      pending.push(...calls)
      if (calls.length === 0) continue
      const ends = Math.max(until, ...calls.map(call => call.until))
      yield { call: hop.call, asked: hop.asked, at, until: ends, outcome, calls }
    }
  }
}

function pairsOf(component: string, sides: readonly SideOfTwo[]): TwoAtATime[] {
  const inOrder = sides.toSorted((a, b) => a.at - b.at)
  return inOrder.flatMap((first, i) =>
    inOrder
      .slice(i + 1, i + 1 + MOST_BESIDE)
      .filter(second => second.at < first.until && interleave(first, second))
      .map(second => ({ component, sides: [first, second] as const })),
  )
}

/** Whether the second asks somebody of whom the first has not heard all that it asks. */
const interleave = (first: SideOfTwo, second: SideOfTwo): boolean =>
  second.calls.some(({ call, at }) => {
    const same = first.calls.filter(other => other.call === call)
    return same.some(other => other.at <= at) && same.some(other => other.until >= at)
  })

function likeliest(run: Run, pairs: readonly TwoAtATime[]): TwoAtATime | undefined {
  const weight = ({ sides: [first, second] }: TwoAtATime): number =>
    (first.asked !== undefined && first.asked === second.asked ? 4 : 0) +
    (isDuringAFault(run, first.at, second.until) ? 2 : 0) +
    (first.outcome === 'error' || second.outcome === 'error' ? 1 : 0)
  const [best] = pairs
    .map(pair => ({ pair, weight: weight(pair), at: pair.sides[0].at }))
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
  return best?.pair
}

const isDuringAFault = ({ faults }: Run, from: Ms, until: Ms): boolean =>
  faults.some(({ periods }) => periods.some(each => each.from < until && from < each.until))
