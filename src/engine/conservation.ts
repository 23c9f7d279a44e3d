/** Nothing may get lost or counted twice: checked at the end of every run. */
import { invariant } from '../kernel/errors.ts'
import type { Levels } from '../record/levels.ts'
import type { Recording } from '../record/recording.ts'
import type { Counts, Tally } from '../record/tally.ts'

/**
 * What was issued has ended, or is still inside: at every component, queue, call and request class.
 */
export function checkConservation(recording: Recording, openCalls: number): void {
  for (const [name, { tally, levels, replicas }] of recording.components) {
    checkInside(name, tally.counts, levels)
    replicas.forEach((own, replica) => checkInside(`${name}#${replica}`, own.counts, own.levels))
  }
  for (const [name, { tally, levels }] of recording.queues) {
    checkInside(`the messages of ${name}`, tally.counts, levels)
  }
  for (const [requestClass, tallies] of recording.requests) {
    const open = openIn(tallies)
    invariant(open === 0, `${open} requests of ${requestClass} have not ended`)
  }
  let open = 0
  for (const { tallies } of recording.calls.values()) open += openIn(tallies)
  invariant(open === openCalls, `${open} calls have not ended, but ${openCalls} are under way`)
}

function checkInside(name: string, { open }: Counts, { inFlight }: Levels): void {
  invariant(open === inFlight, `${name} has ${inFlight} inside, but ${open} have not ended`)
}

const openIn = (tallies: readonly Tally[]): number =>
  tallies.reduce((sum, { counts }) => sum + counts.open, 0)
