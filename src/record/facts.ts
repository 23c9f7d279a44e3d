/** Single things that happened in a run, in order of time. */
import { didYouMean, UsageError } from '../kernel/errors.ts'
import { quote } from '../kernel/quantity.ts'
import type { Ms } from '../kernel/units.ts'
import { type Attempt, attemptsOf, type Hop } from './journey.ts'
import type { FaultRecord } from './fault-record.ts'
import type { CircuitTransition, Recording } from './recording.ts'
import type { ReplicaChange } from './replica-change.ts'

/** What each kind of fact tells. */
export type Facts = {
  /** An attempt of a call, of a traced request. */
  readonly attempt: { readonly at: Ms; readonly call: string; readonly attempt: Attempt }
  /** A circuit breaker changed its state. */
  readonly breaker: CircuitTransition
  /** A balancer took a replica out of use, or back into it. */
  readonly replica: ReplicaChange
  /** A fault began or ended. */
  readonly fault: {
    readonly at: Ms
    readonly is: 'begin' | 'end'
    readonly fault: FaultRecord
    /** Why it began or ended: `planned`, by which chance, or what was measured. */
    readonly because: string
    /** The replica, where each fails by itself. */
    readonly replica?: string
  }
}
/** The kinds of facts: `attempt`, `breaker`, `replica`, `fault`. */
export type FactKind = keyof Facts
/** A fact of one kind, as `run.facts(kind)` lists it. */
export type Fact<K extends FactKind = FactKind> = Facts[K]

const sources: { readonly [K in FactKind]: (recording: Recording) => Iterable<Facts[K]> } = {
  attempt: recording => recording.journeys.flatMap(journey => [...attemptsIn(journey)]),
  breaker: recording => recording.transitions,
  replica: recording => recording.replicaChanges,
  fault: recording => recording.faults.flatMap(fault => [...changesOf(fault, recording)]),
}

/** The facts of one kind, the earliest first. */
export function factsOf<K extends FactKind>(recording: Recording, kind: K): Facts[K][] {
  if (typeof kind !== 'string' || !Object.hasOwn(sources, kind)) {
    const fix = didYouMean(kind, Object.keys(sources))
    throw new UsageError({ what: `there are no facts ${quote(kind)}`, where: 'facts', fix })
  }
  return [...sources[kind](recording)].sort((a, b) => a.at - b.at)
}

/** What stands in for a call is no attempt of it, but may lead to others. */
function* attemptsIn(hop: Hop): Generator<Facts['attempt']> {
  const { call, standIn } = hop
  for (const attempt of attemptsOf(hop)) {
    if (attempt !== standIn) yield { at: attempt.at, call, attempt }
    for (const next of attempt.calls) yield* attemptsIn(next)
  }
}

function* changesOf(fault: FaultRecord, { endedAt }: Recording): Generator<Facts['fault']> {
  for (const { from, until, began, ended = began, replica } of fault.periods) {
    const whose = replica === undefined ? {} : { replica }
    yield { at: from, is: 'begin', fault, because: began, ...whose }
    if (until <= endedAt) yield { at: until, is: 'end', fault, because: ended, ...whose }
  }
}
