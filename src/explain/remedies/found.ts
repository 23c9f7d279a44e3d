/** What came of a search for remedies. */
import type { System } from '../../declare/index.ts'
import type { Fault } from '../../faults/fault.ts'
import type { Margin } from '../../judge/margin.ts'
import { changed } from '../../declare/draft.ts'
import type { Standing } from './aim.ts'
import type { Outcome, Setting } from './check.ts'
import { type DeclarationLine, linesOf } from './lines.ts'
import { apply, inFull, inWords, type Remedy, standsIn } from './remedy.ts'
import { costIn } from './steady.ts'

/** One change of a remedy, as data. */
export type RemedyChange = {
  /** Its kind: the name of a row of the catalogue. */
  readonly kind: string
  /** The call or the component that is changed; the system's name for what concerns all of it. */
  readonly place: string
  /** What it is in words: `time-out of 300ms`. */
  readonly what: string
  /** The number in it, in milliseconds or as a count; undefined where there is none. */
  readonly value: number | undefined
  /** What it costs those who run the system, from 1 (a number in a file) to 9. */
  readonly price: number
}

/** A remedy that was tried. */
export type TriedRemedy = {
  /** What it is: `time-out of 300ms at product->db`. */
  readonly what: string
  /** Its changes, which are made together; mostly one. */
  readonly changes: readonly RemedyChange[]
  /** The same with what else says what it is: `time-out of 20ms (its p99 is 9ms)`. */
  readonly inFull: string
  /** The lines to change in the declaration. */
  readonly lines: readonly DeclarationLine[]
  /** The room that the goals have with it; below 0 where one is broken, undefined if unknown. */
  readonly margin: Margin | undefined
  /** What was measured, as `99.2%`; empty where no number tells. */
  readonly measured: string
  /** How much of what was missing is there, up to 1; below 0 where it is worse. */
  readonly ofTheWay: number
}

/** A remedy with which every goal holds, and which does no harm that was looked for. */
export type Cure = TriedRemedy & {
  /** The share of requests that make do with less, while things go wrong. */
  readonly degraded: number
  /** The share of requests that do so because of it: beyond what did before. */
  readonly degradedMore: number
  /** Whether it hides the fault: something else is answered where the answer was wanted. */
  readonly isStandIn: boolean
  /** Messages that nobody ever handled, beyond those before. */
  readonly messagesLost: number
  /** Why it helps, in a few words; empty where its name says so. */
  readonly helps: string
  /** What it takes while things go wrong, measured where that can be: `4 more slots`. */
  readonly takes: readonly string[]
  /** What it costs while nothing goes wrong; empty if nothing that is noticed. */
  readonly costs: readonly string[]
  /** The room that the goals have while nothing goes wrong. */
  readonly calmMargin: Margin | undefined
  /** The values of its number with which the goals hold, as `100ms to 800ms`; where it has one. */
  readonly range: string | undefined
  /** With how many other seeds, and with how many other sets of faults it holds. */
  readonly alsoHolds: {
    /** How many other seeds. */
    readonly seeds: number
    /** How many other sets of faults. */
    readonly faults: number
  }
}

/** A remedy that does not do, and why. */
export type FailedRemedy = TriedRemedy & {
  /** Why it does not do. */
  readonly why: string
}

/** The run without one of its faults. */
export type WithoutFault = {
  /** The fault that is left out. */
  readonly fault: Fault
  /** Whether every goal holds then. */
  readonly holds: boolean
  /** The room that the goals have then; below 0 where one is broken, undefined if unknown. */
  readonly margin: Margin | undefined
  /** What is measured then, as `99.2%`; empty where no number tells. */
  readonly measured: string
}

/** What takes a fault itself out of the world; no line of the declaration can. */
export type Repair = {
  /** The fault that is to blame. */
  readonly fault: Fault
  /** What would have to be done: `renew the certificate of auth`. */
  readonly what: string
  /** Whether the fault is a mistake that somebody made, to be mended in any case. */
  readonly isMistake: boolean
  /** Whether it alone would do, with all other faults as they are. */
  readonly isEnough: boolean
}

/** What a search for remedies has found. */
export type FoundRemedies = {
  /** What was measured in the run that is to be mended. */
  readonly measured: string
  /** The run without each of its faults. */
  readonly withoutFaults: readonly WithoutFault[]
  /** What would repair the faults that are to blame, where a cause is known. */
  readonly repairs: readonly Repair[]
  /** What the goal measures without them; empty where nobody knows. */
  readonly repaired: string
  /** What would have held: what repairs before what stands in, then the cheapest first. */
  readonly cures: readonly Cure[]
  /** What is not enough, the best first. */
  readonly insufficient: readonly FailedRemedy[]
  /** What would have held and does harm, or makes it worse. */
  readonly harmful: readonly FailedRemedy[]
  /** What makes no system, or no run that ends, and why. */
  readonly impossible: readonly {
    /** What it is: `time-out of 300ms at product->db`. */
    readonly what: string
    /** Why it cannot be. */
    readonly why: string
  }[]
  /** How many runs were played. */
  readonly runs: number
  /** How many events these took. */
  readonly events: number
  /** Whether there was more to try than was played. */
  readonly isCutShort: boolean
}

/** A remedy and what came of it. */
export type Tried = { readonly remedy: Remedy; readonly outcome: Outcome }

/** What is said of a remedy that was tried. */
export function told(
  { remedy, outcome }: Tried & { readonly outcome: { readonly standing: Standing } },
  { bench, broken }: Setting,
): TriedRemedy {
  const { standing } = outcome
  const system: System = bench.origin.system
  const { margin, measured, lack } = standing
  const ofTheWay = standing.is === 'held' ? 1 : wayOf(lack, broken.lack)
  const said = { what: inWords(remedy), inFull: inFull(remedy), changes: changesIn(remedy) }
  return { ...said, lines: linesOf(system, remedy), margin, measured, ofTheWay }
}

function changesIn(remedy: Remedy): RemedyChange[] {
  const changes = remedy.map(({ kind, place, what, dial, price }) => ({
    kind,
    place,
    what,
    value: dial?.value,
    price,
  }))
  sources.set(changes, remedy)
  return changes
}

/** What was told of remedies is plain data, which cannot say how one is written into a system. */
const sources = new WeakMap<readonly RemedyChange[], Remedy>()

/**
 * The system with a remedy that was found in it.
 *
 * @returns undefined where the remedy was found elsewhere, as by another process
 */
export function systemWith(system: System, { changes }: TriedRemedy): System | undefined {
  const remedy = sources.get(changes)
  return remedy && changed(system, draft => apply(remedy, draft))
}

/** How much of what was missing is there. */
export const wayOf = (lack: number, had: number): number => (had <= 0 ? 0 : 1 - lack / had)

/** What is said of a cure. */
export function toldCure(
  { remedy, outcome }: Tried & { readonly outcome: Extract<Outcome, { readonly is: 'cure' }> },
  setting: Setting,
  range: string | undefined,
): Cure {
  const { degraded, steady, toll, worth } = outcome
  return {
    ...told({ remedy, outcome }, setting),
    degraded,
    ...toll,
    isStandIn: standsIn(remedy),
    ...worth,
    costs: costIn(steady, setting.calm),
    calmMargin: steady.margin,
    range,
    alsoHolds: { seeds: setting.seeds, faults: setting.guards.length },
  }
}
