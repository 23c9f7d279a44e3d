/**
 * Whether a run under way is calm: its faults are over, and nothing that they did goes on. What
 * comes then comes as if there had been none, but for what the system remembers longer (entries of
 * caches, say).
 */
import { hasAllEnded } from '../../judge/failures.ts'
import type { Ms } from '../../kernel/units.ts'
import type { SlotRange } from '../../record/grid.ts'
import { Outcome } from '../../record/outcome.ts'
import type { Recording } from '../../record/recording.ts'
import { isOfNumber, outBy, outs } from '../../record/replica-change.ts'
import { Run } from '../../record/run.ts'
import type { Counts } from '../../record/tally.ts'

/** Which parts of a run are compared: before its first fault, and from when on it is calm. */
export type Calm = {
  /** When the first fault began. */
  readonly firstMs: Ms
  /** An edge of the recording's grid. */
  readonly fromMs: Ms
  /** An edge of the recording's grid: the present moment. */
  readonly nowMs: Ms
}

/** So few that are in trouble are no trouble. */
const HARDLY_ANY = 0.001

/**
 * Whether a run has been calm from one moment to the next: no fault was in force, whatever began
 * before has ended, nothing waits, no breaker is open and no replica out of use, and no greater
 * share of requests and attempts went wrong than before the first fault.
 */
export function isCalm(recording: Recording, { firstMs, fromMs, nowMs }: Calm): boolean {
  const { grid } = recording
  const slots = grid.range(fromMs, nowMs)
  if (!areFaultsOver(recording, fromMs)) return false
  if (!areBreakersClosed(recording) || !areReplicasInUse(recording)) return false
  if (isAnyoneWaiting(recording)) return false
  const trouble = troubleIn(recording, slots)
  const isUsual = trouble <= HARDLY_ANY || trouble <= troubleIn(recording, grid.range(0, firstMs))
  return isUsual && hasAllEnded(new Run(recording), fromMs)
}

const areFaultsOver = ({ faults }: Recording, atMs: Ms): boolean =>
  faults.every(({ periods }) => periods.every(({ until }) => until <= atMs))

const isAnyoneWaiting = ({ components, queues }: Recording): boolean =>
  [...components.values(), ...queues.values()].some(({ levels }) => levels.queued > 0)

function areBreakersClosed({ transitions }: Recording): boolean {
  const last = new Map(transitions.map(({ call, replica, to }) => [`${call} ${replica}`, to]))
  return [...last.values()].every(state => state === 'closed')
}

function areReplicasInUse({ replicaChanges, stops }: Recording): boolean {
  const out = new Map<string, boolean>()
  for (const { component, replica, is } of replicaChanges) {
    if (isOfNumber(is)) {
      for (const by of outs) out.delete(`${component} ${replica} ${by}`)
      continue
    }
    const { by, out: isOut } = outBy(is)
    out.set(`${component} ${replica} ${by}`, isOut)
  }
  for (const { component, replica, isDown, isSpare = false } of stops) {
    out.set(`${component} ${replica}`, isDown && !isSpare)
  }
  return ![...out.values()].includes(true)
}

/** The share of requests of clients, and of attempts, that went wrong or needed help. */
function troubleIn(recording: Recording, slots: SlotRange): number {
  const all = askedIn(recording)
  const issued = sum(all, counts => counts.issued(slots))
  const wrong = sum(all, counts => endedIn(counts, slots) - counts.outcomes(slots)[Outcome.Ok])
  return issued === 0 ? 0 : wrong / issued
}

/** Requests of clients, and every attempt. */
const askedIn = ({ requests, calls }: Recording): readonly Counts[] => [
  ...[...requests.values()].flat().map(({ counts }) => counts),
  ...[...calls.values()].map(({ attempts }) => attempts),
]

const endedIn = (counts: Counts, slots: SlotRange): number =>
  counts.outcomes(slots).reduce((all, some) => all + some, 0)

const sum = (all: readonly Counts[], of: (counts: Counts) => number): number =>
  all.reduce((total, counts) => total + of(counts), 0)
