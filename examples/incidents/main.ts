/** Public outages in a few lines each: `npx tsx examples/incidents/main.ts`. */
import * as coldCache from './cold-cache.ts'
import * as failover from './connections-at-failover.ts'
import * as herd from './restart-herd.ts'
import * as leases from './lease-manager.ts'
import * as poisoned from './poisoned-message.ts'
import * as zoneLoss from './zone-loss.ts'

const incidents = {
  'A name service and its lease managers': leases,
  'A cache fleet that goes cold': coldCache,
  'A restart herd': herd,
  'A poisoned message in a partition': poisoned,
  'A zone loss with spill-over': zoneLoss,
  'Connections at failover': failover,
}
for (const [title, { tell }] of Object.entries(incidents)) console.log(`${title}\n\n${tell()}\n`)
