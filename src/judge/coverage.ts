/** Which policies and faults that are declared were exercised, in one run or in several. */
import type { SystemData } from '../declare/data.ts'
import { didYouMean, UsageError } from '../kernel/errors.ts'
import { quote } from '../kernel/quantity.ts'
import type { Run } from '../record/run.ts'
import { aboveLeast } from './margin.ts'
import { hadWork, protectionNames, protectionsOf } from './protections.ts'
import { judged, unknown, type Verdict } from './verdict.ts'

/** A policy or a planned fault that was never exercised. */
export type Unexercised = {
  /** The option by which a policy is declared, as `timeout`; of a fault its kind, as `crash`. */
  readonly what: string
  /** The call or the component that has it, or at which it is aimed. */
  readonly at: string
  /** The sentence of the fault; undefined of a policy. */
  readonly fault: string | undefined
  /** What would exercise it: a fault, as it is written; undefined of a fault. */
  readonly by: string | undefined
}

/** The numbers behind a verdict on what was exercised. */
export type CoverageEvidence = {
  /** How many policies and faults there are, but for those that were left out. */
  readonly all: number
  readonly exercised: number
  /** What had nothing to do in any of the runs. */
  readonly never: readonly Unexercised[]
  /** How many runs were looked at. */
  readonly runs: number
}

/**
 * Judges whether each policy had something to do, and each fault touched something.
 *
 * @param runs finished runs of one system: what one of them has exercised is exercised
 * @param except what is left out: kinds of policies and faults, components, and calls
 * @throws UsageError for a name that the system does not have
 */
export function judgeCoverage(
  runs: readonly Run[],
  except: readonly string[],
): Verdict<CoverageEvidence> {
  const unsteady = runs.find(({ recording }) => recording.unsteady !== undefined)
  if (unsteady !== undefined) return unknown(unsteady.recording.unsteady as string)
  const all = [...policiesIn(runs), ...faultsIn(runs)]
  refuseOthers(except, [...new Set(runs.flatMap(namesIn))])
  const meant = all.filter(({ what, at, fault }) => {
    const names = [what, at, ...(fault === undefined ? [] : ['faults'])]
    return !names.some(name => except.includes(name))
  })
  if (meant.length === 0) return unknown('nothing is declared that a run could exercise')
  const never = meant.filter(({ isExercised }) => !isExercised)
  const exercised = meant.length - never.length
  const margin = aboveLeast(exercised, meant.length, 'count')
  return judged({ holds: never.length === 0, margin }, () => ({
    all: meant.length,
    exercised,
    never: never.map(({ what, at, fault, by }) => ({ what, at, fault, by })),
    runs: runs.length,
  }))
}

type Found = Unexercised & { readonly isExercised: boolean }

const declaredIn = ({ recording }: Run): SystemData => recording.declared as SystemData

/** Each policy once, though every run has it. */
function policiesIn(runs: readonly Run[]): Found[] {
  const all = new Map(
    runs.flatMap(run => protectionsOf(declaredIn(run))).map(one => [`${one.what} ${one.at}`, one]),
  )
  return [...all.values()].map(one => {
    const isExercised = runs.some(run => hadWork(run, one))
    return { ...one, fault: undefined, isExercised }
  })
}

/** Faults that are declared by the same sentence are one. */
function faultsIn(runs: readonly Run[]): Found[] {
  const all = new Map<string, Found>()
  for (const { fault, kind, target, touched } of runs.flatMap(({ faults }) => faults)) {
    const isExercised = touched > 0 || all.get(fault)?.isExercised === true
    all.set(fault, { what: kind, at: target, fault, by: undefined, isExercised })
  }
  return [...all.values()]
}

const namesIn = (run: Run): string[] => [
  ...protectionNames,
  'faults',
  ...run.faults.flatMap(({ kind, target }) => [kind, target]),
  ...declaredIn(run).parts.keys(),
  ...run.recording.calls.keys(),
]

function refuseOthers(except: readonly string[], names: readonly string[]): void {
  const stray = except.find(name => !names.includes(name))
  if (stray === undefined) return
  const what = `${quote(stray)} is no policy, no component, no call and no kind of a fault here`
  throw new UsageError({ what, where: 'except', fix: didYouMean(stray, names) })
}
