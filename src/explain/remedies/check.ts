/** Tries a remedy: whether the goals hold with it, and whether it does any harm. */
import type { System } from '../../declare/index.ts'
import type { Fault } from '../../faults/fault.ts'
import { UsageError } from '../../kernel/errors.ts'
import { formatShare } from '../../kernel/units.ts'
import type { Change } from '../../record/origin.ts'
import { Run } from '../../record/run.ts'
import { changed } from '../../declare/draft.ts'
import type { Aim, Standing } from './aim.ts'
import { type Bench, GivenUp } from './bench.ts'
import { apply, inWords, type Remedy } from './remedy.ts'
import { type Worth, worthIn } from './worth.ts'
import { type Toll, tollOf } from './toll.ts'
import { harmIn, type Steady, steadyOf } from './steady.ts'

/** Other faults, and what must hold with them. */
export type Guard = { readonly faults: readonly Fault[]; readonly aim: Aim }

/** What is known before anything is tried. */
export type Setting = {
  readonly bench: Bench
  readonly aim: Aim
  /** How the run stands that is to be mended, and how the system is while nothing goes wrong. */
  readonly broken: Standing
  readonly calm: Steady
  readonly guards: readonly Guard[]
  /** Of remedies that were played, by what they are: whether the goals hold with them. */
  readonly known: Map<string, boolean>
  /** With how many other seeds a remedy must hold. */
  readonly seeds: number
}

/** What came of trying. */
export type Outcome =
  | { readonly is: 'invalid'; readonly why: string }
  | { readonly is: 'insufficient'; readonly standing: Standing }
  | { readonly is: 'harmful'; readonly standing: Standing; readonly why: string }
  | {
      readonly is: 'cure'
      readonly standing: Standing
      /** The share that makes do with less. */
      readonly degraded: number
      readonly toll: Toll
      readonly steady: Steady
      readonly worth: Worth
    }

/** Gives way after each run. */
export type Trying<T> = Generator<undefined, T>

/** Whether the goals hold with a remedy on the same seed, with nothing else asked. */
export function* holds(setting: Setting, remedy: Remedy): Trying<boolean> {
  const key = inWords(remedy)
  const known = setting.known.get(key)
  if (known !== undefined) return known
  const { bench, aim } = setting
  const system = made(bench.origin.system, remedy)
  if (typeof system === 'string') return false
  const run = bench.tryOut({ system }, aim.early?.unlessItHolds)
  yield
  const is = run instanceof Run && aim.of(run).is === 'held'
  setting.known.set(key, is)
  return is
}

/** A run in which the goals hold, with what was changed for it. */
export type Holding = { readonly is: 'holding'; readonly tested: Tested }

type Tested = {
  readonly run: Run
  readonly system: System
  readonly standing: Standing
  readonly remedy: Remedy
}

/** Tries a remedy, and everything that could be said against it. */
export function* check(setting: Setting, remedy: Remedy): Trying<Outcome> {
  const tried = yield* attempt(setting, remedy)
  return tried.is === 'holding' ? yield* examine(setting, tried.tested) : tried
}

/** Tries a remedy with the same seed and the same faults, and no more. */
export function* attempt(setting: Setting, remedy: Remedy): Trying<Outcome | Holding> {
  const { bench, aim, broken } = setting
  const system = made(bench.origin.system, remedy)
  if (typeof system === 'string') return { is: 'invalid', why: system }
  const run = bench.tryOut({ system }, aim.early?.unlessItHelps)
  yield
  if (typeof run === 'string') return { is: 'invalid', why: run }
  const standing = run instanceof GivenUp ? lostStanding(setting, run) : aim.of(run)
  setting.known.set(inWords(remedy), standing.is === 'held')
  if (standing.is !== 'held' || run instanceof GivenUp) {
    const isWorse = standing.lack > broken.lack * WORSE
    if (isWorse) return { is: 'harmful', standing, why: 'makes it worse' }
    return { is: 'insufficient', standing }
  }
  const bought = boughtWith(setting, run)
  if (bought !== undefined) return { is: 'harmful', standing, why: bought }
  return { is: 'holding', tested: { run, system, standing, remedy } }
}

/** Asks for everything that could be said against what holds. */
export function* examine(
  setting: Setting,
  { run, system, standing, remedy }: Tested,
): Trying<Outcome> {
  const quiet = setting.bench.play({ system, faults: [] })
  yield
  if (typeof quiet === 'string') return { is: 'harmful', standing, why: quiet }
  const steady = steadyOf(quiet, setting.aim)
  const why = harmIn(steady, setting.calm) ?? (yield* whyNot(setting, system))
  if (why !== undefined) return { is: 'harmful', standing, why }
  const { issued, outcomes } = run.requests()
  const degraded = outcomes.degraded / Math.max(1, issued)
  const { origin, run: before } = setting.bench
  const [had, has] = [
    { run: before, system: origin.system },
    { run, system },
  ]
  const toll = tollOf({ ...has, places: remedy.map(({ place }) => place) }, had)
  return { is: 'cure', standing, degraded, toll, steady, worth: worthIn(remedy, had, has) }
}

/** How it stands where nothing has changed for the better by then: as it was, or worse. */
function lostStanding({ aim, broken }: Setting, { soFar }: GivenUp): Standing {
  const share = Math.max(1, aim.early?.ofTheMisses(soFar) ?? 1)
  return { is: 'broken', margin: undefined, measured: '', lack: broken.lack * share }
}

/** By so much more is missing where something is worse than nothing. */
const WORSE = 1.05
/** So much less may be served. */
const LESS_SERVED = 0.001

/** A limit for times is easily kept by serving fewer. */
function boughtWith({ bench }: Setting, run: Run): string | undefined {
  const [served, had] = [run.availability() ?? 1, bench.run.availability() ?? 1]
  if (served >= had - LESS_SERVED) return undefined
  return `bought with failures: ${formatShare(served, had)} served`
}

/** What else could be said against it: with other seeds, other faults, and for longer. */
function* whyNot(setting: Setting, system: System): Trying<string | undefined> {
  const { bench, aim, guards, seeds } = setting
  const { faults, forMs } = bench.origin
  const others: [why: string, asked: Aim, change: Change<System, Fault>][] = []
  // What goes on for ever may only have come later.
  if (faults.every(({ untilMs }) => untilMs > forMs)) {
    others.push(['only postpones it: not in a run twice as long', aim, { forMs: 2 * forMs }])
  }
  for (const guard of guards) {
    others.push([`does not hold with ${guard.faults.join(', ')}`, guard.aim, guard])
  }
  for (let i = 1; i <= seeds; i++) {
    others.push(['does not hold with another seed', aim, { seed: `${bench.run.seed}/${i}` }])
  }
  for (const [why, asked, { faults: struck, seed, forMs: length }] of others) {
    const looks = length === undefined ? asked.early?.unlessItHolds : undefined
    const run = bench.tryOut({ system, faults: struck, seed, forMs: length }, looks)
    yield
    if (!(run instanceof Run) || asked.of(run).is !== 'held') return why
  }
  return undefined
}

/** The system with a remedy, or why there is none. */
function made(system: System, remedy: Remedy): System | string {
  try {
    return changed(system, draft => apply(remedy, draft))
  } catch (error) {
    if (error instanceof UsageError) return error.message.split('\n')[0]
    throw error
  }
}
