/** Seals the recording of a finished run: whoever is handed what it holds cannot change it. */
import { UsageError } from '../kernel/errors.ts'
import type { Recording } from './recording.ts'

/** Freezes a recording, and everything in it that is plain data; the meters keep theirs hidden. */
export function seal(recording: Recording): void {
  const { transitions, faults, replicaChanges, stops, journeys, usages } = recording
  const { identity } = recording
  const lists = [transitions, faults, replicaChanges, stops, journeys, usages]
  for (const data of [...lists, identity]) freeze(data)
  for (const meters of [recording.components, recording.queues, recording.calls]) close(meters)
  for (const perName of [recording.requests, recording.circuits]) {
    for (const list of perName.values()) Object.freeze(list)
    close(perName)
  }
  Object.freeze(recording.grid.edges)
  Object.freeze(recording.logs.lines)
  freeze(Object.fromEntries(recording.answers))
  close(recording.answers)
  Object.freeze(recording)
}

/** Freezes data down to its leaves, one after another: journeys may be of any depth. */
function freeze(data: object): void {
  const open = [data]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Object.isFrozen(next)) continue
    Object.freeze(next)
    for (const value of Object.values(next)) {
      if (typeof value === 'object' && value !== null) open.push(value)
    }
  }
}

/** A map cannot be frozen, but refuse to be changed. */
function close(map: Map<string, unknown>): void {
  const refuse = (): never => {
    const fix = 'ask the run, or copy what you want to change'
    throw new UsageError({ what: 'the recording of a finished run does not change', fix })
  }
  Object.freeze(Object.assign(map, { set: refuse, delete: refuse, clear: refuse }))
}
