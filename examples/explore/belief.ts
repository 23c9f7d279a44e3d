/**
 * What we believe of Online Boutique: it can do without whatever it declares optional. Which of that
 * might break it, and how, nobody says: the machine is to find out.
 */
import { dispensable, type ExploreOptions } from 'gameday/explore'
import { expect } from 'gameday/expect'
import { boutique } from '../online-boutique/system.ts'

/** Fifty users; `deadline` is how long the shop waits for recommendations. */
export const shop = (deadline?: '300ms') =>
  boutique({ users: 50, ...(deadline && { recommendation: { timeout: deadline } }) })

type Shop = ReturnType<typeof shop>
type Names = NonNullable<Shop['names']>

/**
 * Up to two faults that make things late or let them fail, anywhere behind an optional call, in
 * the first 15 of 30 seconds.
 */
export const belief: ExploreOptions<Names> = {
  targets: dispensable(shop()),
  kinds: ['slow', 'errors', 'throttleCpu'],
  most: 2,
  for: '30s',
  within: '15s',
  runs: 2_000,
  holds: run => expect(run).toStayAvailable('95%'),
  recovers: (run, calm) => expect(run).toStayAvailable('99%', calm),
}
