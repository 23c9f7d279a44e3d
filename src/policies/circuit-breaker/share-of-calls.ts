/**
 * How a share of calls is compared with the share that opens a breaker. On paper all are the same;
 * in floating point 29 of 100 is 0.29, but 0.29 of 100 is less than 29, and 7/100 in percent is
 * more than 7.
 */

/** Whether so many of so many calls are enough to open at this share. */
export type IsEnough = (part: number, whole: number, share: number) => boolean

/** A way to compare: whether the share is reached, and whether it is exceeded. */
type Arithmetic = { readonly reached: IsEnough; readonly exceeded: IsEnough }

/** `0.07` is `7`, not `7.000000000000001`: free of the digits that the share has added. */
const percentOf = (share: number): number => Math.round(share * 1e11) / 1e9

const quotient: Arithmetic = {
  reached: (part, whole, share) => part / whole >= share,
  exceeded: (part, whole, share) => part / whole > share,
}

const product: Arithmetic = {
  reached: (part, whole, share) => part >= share * whole,
  exceeded: (part, whole, share) => part > share * whole,
}

const percentage: Arithmetic = {
  reached: (part, whole, share) => (part / whole) * 100 >= percentOf(share),
  exceeded: (part, whole, share) => (part / whole) * 100 > percentOf(share),
}

/** As in failsafe: 49.5 % is 50 %. */
const wholePercent: Arithmetic = {
  reached: (part, whole, share) => Math.round((part / whole) * 100) >= percentOf(share),
  exceeded: (part, whole, share) => Math.round((part / whole) * 100) > percentOf(share),
}

/** In which numbers shares can be compared. */
export const arithmetics = { quotient, product, percentage, wholePercent } as const

/** The name of one of them. */
export type ArithmeticName = keyof typeof arithmetics
