/** What a survey finds: what came of each fault, and what follows from all of them. */
import { componentOf } from '../../declare/graph.ts'
import type { Names, System } from '../../declare/index.ts'
import type { DeclarationLine } from '../../explain/remedies/lines.ts'
import type { Fault } from '../../faults/fault.ts'
import type { FaultKind } from '../../faults/kinds.ts'
import type { Margin } from '../../judge/margin.ts'
import type { Protection } from '../../judge/protections.ts'
import { dispensable } from '../space/dispensable.ts'

/** What came of a run with some faults. */
export type Outcome = {
  /** Unknown where no fault touched anything, or a goal could not be judged. */
  readonly verdict: 'held' | 'broken' | 'unknown'
  /** Of the goal with the least room: below 0 where it is broken; undefined where none tells. */
  readonly margin: Margin | undefined
  /** Why it is unknown; empty where it is not. */
  readonly because: string
}

/** Why it is unknown though a run was played to its end. */
export const [TOUCHED_NOTHING, NOTHING_TO_JUDGE] = [
  'it touched nothing',
  'there was nothing to judge',
]

/** Whether nobody knows what came of a run that was struck: it may be worse than what is known. */
export const isOpenEnded = ({ verdict, because }: Outcome): boolean =>
  verdict === 'unknown' && because !== TOUCHED_NOTHING

/** One kind of fault at one target. */
export type SurveyCell = Outcome & {
  readonly kind: FaultKind
  readonly target: string
  /** The fault that was played: of several ways to have the kind, the worst. */
  readonly fault: Fault
}

/** Two faults at once. */
export type SurveyPair = Outcome & { readonly faults: readonly [Fault, Fault] }

/** Faults that break a goal together, while no part of them does. */
export type CutSet = {
  /** What they are aimed at: one target, or two. */
  readonly targets: readonly string[]
  /** The faults there that do, each a way to break it; of pairs two. */
  readonly faults: readonly (readonly Fault[])[]
}

/** A component that the declaration does without, and that breaks a goal when it fails. */
export type CriticalComponent = {
  readonly component: string
  /** The faults at it, or at a call to it, that do. */
  readonly faults: readonly Fault[]
}

/** One change of the declaration, and what it does to what a survey found. */
export type SurveyChange = {
  /** What it is: `time-out of 300ms at product->db`. */
  readonly what: string
  /** The lines to change in the declaration. */
  readonly lines: readonly DeclarationLine[]
  /** The faults that break a goal as it is, and none with it. */
  readonly mends: readonly Fault[]
  /** How many of those that break a goal were played with it. */
  readonly of: number
  /** The faults that break a goal with it only. */
  readonly breaks: readonly Fault[]
}

/** What a survey has found. */
export type Survey = {
  /**
   * Broken if any fault breaks a goal. Unknown if no fault touched anything, the goals do not hold
   * without faults either, or nothing broke and not all was played to its end, or could be judged.
   */
  readonly verdict: 'held' | 'broken' | 'unknown'
  /** Why it is unknown; empty where it is not. */
  readonly because: string
  /** What must hold, as it is written. */
  readonly goals: readonly string[]
  /** Every kind of fault at every target that it fits: by targets as declared, then by kinds. */
  readonly cells: readonly SurveyCell[]
  /** What was played two at a time; empty unless asked for. */
  readonly pairs: readonly SurveyPair[]
  /** The least that breaks a goal: first what does alone, then what does in pairs. */
  readonly cutSets: readonly CutSet[]
  /** Components that are declared to be optional and are not. */
  readonly critical: readonly CriticalComponent[]
  /** What had nothing to do in any run, so that nobody knows what it is worth. */
  readonly unexercised: readonly Protection[]
  /**
   * The changes that mend most of what breaks a goal alone, the best first, three at most; empty
   * unless asked for.
   */
  readonly changes: readonly SurveyChange[]
  /** The seed of every run. */
  readonly seed: string
  /** How many runs were played. */
  readonly runs: number
  /** How many events these took. */
  readonly events: number
  /** Whether there was more to play than the runs it was given. */
  readonly isCutShort: boolean
  /** Whether its signal stopped it. */
  readonly isStopped: boolean
  /** The same in words, of at most 100 columns. */
  toString(): string
}

/** What broke a goal alone by its target, and then the pairs of which neither part did. */
export function cutSetsOf(cells: readonly SurveyCell[], pairs: readonly SurveyPair[]): CutSet[] {
  const sets = new Map<string, { targets: readonly string[]; faults: (readonly Fault[])[] }>()
  const add = (faults: readonly Fault[]): void => {
    const targets = faults.map(({ target }) => target)
    const key = JSON.stringify(targets)
    const had = sets.get(key)
    if (had === undefined) sets.set(key, { targets, faults: [faults] })
    else had.faults.push(faults)
  }
  for (const { verdict, fault } of cells) if (verdict === 'broken') add([fault])
  for (const { verdict, faults } of pairs) if (verdict === 'broken') add(faults)
  return [...sets.values()]
}

/** What is declared to be optional, and is not. */
export function criticalIn<N extends Names>(
  system: System<N>,
  cells: readonly SurveyCell[],
): CriticalComponent[] {
  const broken = cells.filter(({ verdict }) => verdict === 'broken')
  return dispensable(system).flatMap(component => {
    const faults = broken.filter(({ target }) => isAt(target, component)).map(({ fault }) => fault)
    return faults.length === 0 ? [] : [{ component, faults }]
  })
}

/** Whether a target is a component, or a call to it. */
const isAt = (target: string, component: string): boolean => {
  const callee = target.split('->').at(-1) as string
  return componentOf(callee) === component
}
