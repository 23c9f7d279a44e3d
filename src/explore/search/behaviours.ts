/**
 * The behaviours a run showed, by name: what its parts did that they do not do on a good day. A
 * search keeps what reaches a new one.
 */
import type { Run } from '../../record/run.ts'
import { reasonText } from '../../record/outcome.ts'

/** Every behaviour of a run, in order of names. */
export function behavioursOf({ recording }: Run): string[] {
  const found = new Set<string>()
  for (const { call, to } of recording.transitions) found.add(`${call} breaker ${to}`)
  for (const [name, { tally }] of recording.components) {
    for (const reason of tally.reasons.keys()) found.add(`${name} ${reasonText(reason)}`)
  }
  return [...found].sort()
}
