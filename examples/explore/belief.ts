/**
 * What we believe of Online Boutique: it can do without whatever it declares optional. Which of that
 * might break it, and how, nobody says: the machine is to find out.
 */
import { dispensable, type ExploreOptions } from 'gameday/explore'
import { expect } from 'gameday/vitest'
import { boutique } from '../online-boutique/system.ts'

/** A hundred users; `deadline` is how long the shop waits for recommendations. */
export const shop = (deadline?: '300ms') =>
  boutique({ users: 100, ...(deadline && { recommendation: { timeout: deadline } }) })

type Shop = ReturnType<typeof shop>
type Names = NonNullable<Shop['names']>

/** Up to two faults of any usual kind, anywhere behind an optional call, within 20 of 40 s. */
export const belief: ExploreOptions<Names> = {
  targets: dispensable(shop()),
  most: 2,
  for: '40s',
  within: '20s',
  runs: 2_000,
  holds: run => expect(run).toStayAvailable('95%'),
  recovers: (run, calm) => expect(run).toStayAvailable('99%', calm),
}
