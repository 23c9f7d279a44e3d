/** Nothing may get lost or counted twice: checked at the end of every run. */
import { invariant } from '../kernel/errors.ts'
import type { Recording } from '../record/recording.ts'
import type { Tally } from '../record/tally.ts'

/** What was issued has ended, or is still inside: at every component, call and request class. */
export function checkConservation(recording: Recording, openCalls: number): void {
  for (const [name, { tally, levels }] of recording.components) {
    invariant(
      tally.counts.open === levels.inFlight,
      `${name} has ${levels.inFlight} requests inside, but ${tally.counts.open} have not ended`,
    )
  }
  for (const [requestClass, tallies] of recording.requests) {
    const open = openIn(tallies)
    invariant(open === 0, `${open} requests of ${requestClass} have not ended`)
  }
  let open = 0
  for (const { tallies } of recording.calls.values()) open += openIn(tallies)
  invariant(open === openCalls, `${open} calls have not ended, but ${openCalls} are under way`)
}

const openIn = (tallies: readonly Tally[]): number =>
  tallies.reduce((sum, { counts }) => sum + counts.open, 0)
