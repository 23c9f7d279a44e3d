/** Shrinks the times at which faults begin to what a person would write. */
import type { Fault } from '../../faults/fault.ts'
import type { Ms } from '../../kernel/units.ts'
import { type Bounds, SHORTEST_MS } from '../space/dials.ts'
import { movedTo as at } from '../space/edit.ts'
import { kindsBySimplicity } from '../space/profiles.ts'
import type { Trying } from './attempts.ts'
import type { Descent } from './descent.ts'
import { plainOnes } from './plain.ts'

/** When a fault begins for which it does not matter: a system is then at work, and not yet done. */
const USUAL_MS = 10_000

/** Times that are multiples of these are written, the first ones rather than the last. */
const grains: readonly Ms[] = [60_000, 30_000, 10_000, 5_000, 1_000, 100]

/**
 * Moves all faults to the usual time, or all together, which keeps the gaps between them; then each
 * by itself, to where another one begins or to a rounder time near it.
 */
export function* roundTimes(descent: Descent): Trying {
  const places = plainOnes(descent.faults)
  if (places.length > 1) {
    yield* moveTo(descent, new Map(places.map(place => [place, USUAL_MS])))
    yield* moveTogether(descent, places)
  }
  for (const place of places) yield* moveOne(descent, place)
  yield* putInOrder(descent)
}

function* moveTogether(descent: Descent, places: readonly number[]): Trying {
  const begins = places.map(place => descent.faults[place].timing.atMs)
  const first = Math.min(...begins)
  for (const to of rounderThan(first)) {
    const moved = places.map((place, i) => [place, begins[i] - first + to] as const)
    if (yield* moveTo(descent, new Map(moved))) return
  }
}

function* moveOne(descent: Descent, place: number): Trying {
  const { atMs } = descent.faults[place].timing
  const others = descent.faults.map(({ timing }) => timing.atMs).filter(ms => ms !== atMs)
  for (const to of [...others, ...rounderThan(atMs)]) {
    if (yield* moveTo(descent, new Map([[place, to]]))) return
  }
}

/** Moves some faults, if that reads better as a whole; what would end too late is cut short. */
function* moveTo(descent: Descent, times: ReadonlyMap<number, Ms>): Trying<boolean> {
  const { faults, space } = descent
  const moved = faults.map((fault, place) => movedTo(fault, times.get(place), space.bounds))
  if (moved.includes(undefined)) return false
  const all = moved as Fault[]
  if (oddnessOf(all) >= oddnessOf(faults)) return false
  return yield* descent.tryFaults(all)
}

/** The same fault at another time; undefined if there is no room for it then. */
function movedTo(fault: Fault, to: Ms | undefined, bounds: Bounds): Fault | undefined {
  const { atMs, forMs, every } = fault.timing
  if (to === undefined || to === atMs) return fault
  const endsByMs = Math.max(bounds.withinMs, fault.untilMs)
  const least = every?.everyMs ?? Math.min(forMs, shortestOf(bounds))
  return endsByMs - to < least ? undefined : at(fault, to, endsByMs)
}

const shortestOf = ({ ranges }: Bounds): Ms => ranges['for']?.least ?? SHORTEST_MS

/** What begins first is told first; of what begins together, what is simple. */
function* putInOrder(descent: Descent): Trying {
  const inOrder = descent.faults.toSorted(
    (a, b) => a.timing.atMs - b.timing.atMs || rankOf(a) - rankOf(b) || byText(a, b),
  )
  if (`${inOrder}` !== `${descent.faults}`) yield* descent.tryFaults(inOrder)
}

const rankOf = ({ cause }: Fault): number => kindsBySimplicity.indexOf(cause.kind)
const byText = (a: Fault, b: Fault): number => (`${a}` < `${b}` ? -1 : 1)

/** How far a schedule is from what a person would write: round times, and few of them. */
function oddnessOf(faults: readonly Fault[]): number {
  const times = faults.map(({ timing }) => timing.atMs)
  const sum = times.reduce((total, ms) => total + oddness(ms), 0)
  return sum * (times.length + 1) + new Set(times).size
}

/** The place of the coarsest grain that a time is a multiple of; 0 for the usual time. */
function oddness(ms: Ms): number {
  if (ms === USUAL_MS) return 0
  if (ms === 0) return ODDNESS_OF_START
  const grain = grains.findIndex(each => ms % each === 0)
  return 1 + (grain < 0 ? grains.length : grain)
}

/** Between seconds and less: at the start of the run there is nothing to compare with before. */
const ODDNESS_OF_START = grains.indexOf(1_000) + 1.5

/** Times that read better than one: the usual one, then those near it, coarse grains first. */
function rounderThan(ms: Ms): Ms[] {
  const near = grains.flatMap(grain => {
    const below = Math.floor(ms / grain) * grain
    return ms - below <= grain / 2 ? [below, below + grain] : [below + grain, below]
  })
  return [...new Set([USUAL_MS, ...near])]
    .filter(to => oddness(to) < oddness(ms))
    .toSorted((a, b) => oddness(a) - oddness(b))
}
