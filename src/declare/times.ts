/** Lengths of time in a declaration. */
import { UsageError } from '../kernel/errors.ts'
import { readBy, type Schema, shown } from '../kernel/schema.ts'
import { type Duration, durationMs, type Ms } from '../kernel/units.ts'

/** A length of time that is more than none. */
export const someTime: Schema<Ms> = readBy((written: Duration) => {
  const ms = durationMs(written)
  if (ms > 0) return ms
  throw new UsageError({ what: `${shown(written)} is no time at all`, fix: "write '250ms'" })
})
