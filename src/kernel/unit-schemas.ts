/**
 * Options that are written in units. Each schema reads one unit, and makes the number of it that
 * the engine counts in: whoever has an option in units asks here, and for its default in the same
 * line, `v.optional(aDuration, 90_000)`.
 */
import { UsageError } from './errors.ts'
import { readBy, type Schema, shown } from './schema.ts'
import {
  bitsPerMs,
  bytes,
  type Duration,
  durationMs,
  kilometres,
  type Ms,
  ratePerMs,
  share,
} from './units.ts'

/** A length of time, in milliseconds. */
export const aDuration: Schema<Ms> = readBy(durationMs)

/** How often something happens, per millisecond. */
export const aRate: Schema<number> = readBy(ratePerMs)

/** A part of a whole, from 0 to 1. */
export const aShare: Schema<number> = readBy(share)

/** An amount of data, in bytes. */
export const aSize: Schema<number> = readBy(bytes)

/** How much a link carries, in bits per millisecond. */
export const aBandwidth: Schema<number> = readBy(bitsPerMs)

/** How far apart two places are, in kilometres. */
export const aDistance: Schema<number> = readBy(kilometres)

/** A length of time over 0, in milliseconds. @param example what to write instead of none */
export const durationOver0 = (example: Duration = '250ms'): Schema<Ms> =>
  readBy((written: Duration | undefined): Ms => {
    const ms = written === undefined ? 0 : durationMs(written)
    if (ms > 0) return ms
    throw new UsageError({ what: `${shown(written)} is no time at all`, fix: `write '${example}'` })
  })
