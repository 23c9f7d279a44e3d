/** Orders of equal-time events, made up: for the option `ties` of a run. */
import fc from 'fast-check'
import type { Ties } from '../../record/recording.ts'

/** Orders have numbers below this: a short one is easily written down. */
const ORDERS = 10_000

/**
 * Orders in which the events of one moment may come, for the option `ties` of a run: mostly drawn
 * ones, which differ from number to number. They shrink to `'fifo'`, the order of planning: what
 * breaks with it as well is no race.
 *
 * @returns an arbitrary of `'fifo'` and whole numbers
 * @example
 * fc.assert(
 *   fc.property(orders(), ties => {
 *     expect(simulate(shop, { for: '10s', ties })).toStayAvailable('99%')
 *   }),
 *   { numRuns: 20 },
 * )
 */
export const orders = (): fc.Arbitrary<Ties> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.constant<Ties>('fifo') },
    { weight: 19, arbitrary: fc.noShrink(fc.integer({ min: 1, max: ORDERS })) },
  )
