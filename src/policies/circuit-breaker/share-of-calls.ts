/**
 * How a share of calls is compared with the share that opens a breaker. On paper all are the same;
 * in floating point 29 of 100 is 0.29, but 0.29 of 100 is less than 29, and 7/100 in percent is
 * more than 7.
 */

/** The two numbers that are compared. */
type Arithmetic = {
  readonly actual: (part: number, whole: number) => number
  readonly limit: (share: number, whole: number) => number
}

/** `0.07` is `7`, not `7.000000000000001`: free of the digits that the share has added. */
const percentOf = (share: number): number => Math.round(share * 1e11) / 1e9

const quotient: Arithmetic = { actual: (part, whole) => part / whole, limit: share => share }

const product: Arithmetic = { actual: part => part, limit: (share, whole) => share * whole }

const percentage: Arithmetic = { actual: (part, whole) => (part / whole) * 100, limit: percentOf }

/** As in failsafe: 49.5 % is 50 %. */
const wholePercent: Arithmetic = {
  actual: (part, whole) => Math.round((part / whole) * 100),
  limit: percentOf,
}

/** In which numbers shares can be compared. */
export const arithmetics = { quotient, product, percentage, wholePercent } as const

/** The name of one of them. */
export type ArithmeticName = keyof typeof arithmetics

/** Whether a share is enough to open. */
export type IsEnough = (part: number, whole: number, share: number) => boolean

/** The question whether a share is reached, or exceeded, in these numbers. */
export function isEnough(
  trips: 'reached' | 'exceeded' = 'reached',
  name: ArithmeticName = 'quotient',
): IsEnough {
  const { actual, limit } = arithmetics[name]
  if (trips === 'reached') {
    return (part, whole, share) => actual(part, whole) >= limit(share, whole)
  }
  return (part, whole, share) => actual(part, whole) > limit(share, whole)
}
