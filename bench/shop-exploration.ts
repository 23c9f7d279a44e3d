/** What a campaign is measured with: a minute of the shop at 100 requests a second. */
import { exploration } from 'gameday/explore'
import { shop } from '../examples/shop/shop.ts'

export default exploration(shop, {
  for: '1m',
  seed: 'bench',
  holds: run => run.requests().issued > 0,
})
