/** Nothing may get lost or counted twice: checked at the end of every run. */
import { invariant } from '../kernel/errors.ts'
import type { Recording } from '../record/recording.ts'

/** What was issued has ended, or is still inside: at every component, call and request class. */
export function checkConservation(recording: Recording, openCalls: number): void {
  for (const [name, { tally, inFlight }] of recording.components) {
    invariant(
      tally.open === inFlight.level,
      `${name} has ${inFlight.level} requests inside, but ${tally.open} have not ended`,
    )
  }
  for (const [requestClass, tally] of recording.requests) {
    invariant(tally.open === 0, `${tally.open} requests of ${requestClass} have not ended`)
  }
  let open = 0
  for (const { tally } of recording.calls.values()) open += tally.open
  invariant(open === openCalls, `${open} calls have not ended, but ${openCalls} are under way`)
}
