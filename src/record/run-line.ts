/** A run as one line: what ran, and how it went. */
import { sentence } from '../kernel/printable.ts'
import { formatMs } from '../kernel/units.ts'
import type { Recording } from './recording.ts'
import { unhandledIn, unhandledText } from './unhandled.ts'
import { availabilityOf } from './views.ts'
import { spanOf } from './window.ts'

/** What ran: `run of shop, seed 7, 3m`. */
export function runTitle({ identity: { system, seed }, grid }: Recording): string {
  return sentence(`run of ${system}, seed ${seed}, ${formatMs(grid.horizonMs)}`)
}

/** What ran, how many requests were served, and which messages nobody handled. */
export function runLine(recording: Recording): string {
  const served = availabilityOf([...recording.requests.values()].flat(), spanOf(recording))
  const requests = served === undefined ? 'no requests' : `availability ${served}`
  const messages = unhandledIn(recording).map(unhandledText)
  return `${runTitle(recording)}: ${[requests, ...messages].join('; ')}`
}
