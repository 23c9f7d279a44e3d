/** The options by which a breaker behaves as one of the well-known libraries. */
import { cockatiel } from './cockatiel.ts'
import { opossum } from './opossum.ts'
import { polly } from './polly.ts'
import { resilience4j } from './resilience4j.ts'

/**
 * Breakers as other libraries have them: each takes options by the library's own names, fills in
 * its defaults, and gives plain options of a breaker, the library's faults included. What it gives
 * may be spread and changed: `{ ...like.polly(), ignores: [404] }`.
 *
 * @example
 * const checkout = call('payments', {
 *   breaker: like.opossum({ timeout: '3s', errorThresholdPercentage: 50 }),
 * })
 * const breaker = new CircuitBreaker(like.cockatiel({ breaker: 5, halfOpenAfter: '10s' }))
 */
export const like = { opossum, cockatiel, resilience4j, polly } as const

export type { CockatielOptions } from './cockatiel-options.ts'
export type { OpossumOptions } from './opossum.ts'
export type { PollyOptions } from './polly.ts'
export type { Resilience4jOptions } from './resilience4j-options.ts'
