/** Reads a length of time that must be more than none. */
import { UsageError } from './errors.ts'
import { readBy, type Schema, shown } from './schema.ts'
import { type Duration, durationMs, type Ms } from './units.ts'

/** A length of time over 0, in milliseconds. @param example what to write instead of none */
export const someTimeAs = (example: Duration): Schema<Ms> =>
  readBy((written: Duration): Ms => {
    const ms = durationMs(written)
    if (ms > 0) return ms
    throw new UsageError({ what: `${shown(written)} is no time at all`, fix: `write '${example}'` })
  })
