/**
 * How virtual time is rounded wherever a measured time is compared with a stated one: to the
 * nanosecond, and below a microsecond to the picosecond. Times are sums of float64 numbers, which
 * carry noise far below that (0.0001 ns after 10 minutes, 0.5 ns after a month): a call that is
 * given up after 250 ms takes 250.00000000000364 ms by subtraction, and has taken 250 ms.
 */
import type { Ms } from './units.ts'

const MICROSECOND = 1e-3
const NS_PER_MS = 1e6
const PS_PER_MS = 1e9

/** One and a half times 2^52: added to a float64 and taken away again, it leaves a whole number. */
const TO_WHOLE = 6_755_399_441_055_744

/** A time rounded so, as the float64 that stands for that decimal number. */
export const measured = (time: Ms): Ms =>
  time < MICROSECOND
    ? (time * PS_PER_MS + TO_WHOLE - TO_WHOLE) / PS_PER_MS
    : (time * NS_PER_MS + TO_WHOLE - TO_WHOLE) / NS_PER_MS

/** Whether a measured time is greater than a stated one, and not merely equal to it. */
export const isOver = (time: Ms, limit: Ms): boolean => measured(time) > measured(limit)

/** Whether a measured time has come to a stated one, or gone beyond it. */
export const hasReached = (time: Ms, limit: Ms): boolean => measured(time) >= measured(limit)
