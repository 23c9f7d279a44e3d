/** Every outage that was planted. */
import type { Outage } from '../support/outage.ts'
import { badReplica } from './bad-replica.ts'
import { bothProviders } from './both-providers.ts'
import { coldCache } from './cold-cache.ts'
import { deadLetters } from './dead-letters.ts'
import { errorsBeside } from './errors-beside.ts'
import { flappingBreaker } from './flapping-breaker.ts'
import { killedByItsQueue } from './killed-by-its-queue.ts'
import { launch } from './launch.ts'
import { layersOfRetries } from './layers-of-retries.ts'
import { misconfigured } from './misconfigured.ts'
import { oneWayPartition } from './one-way-partition.ts'
import { optionalButCritical } from './optional-but-critical.ts'
import { poolAtTheCaller } from './pool-at-the-caller.ts'
import { queueGrowth } from './queue-growth.ts'
import { retriesKeepIt } from './retries-keep-it.ts'
import { retryBudget } from './retry-budget.ts'
import { sameMoment } from './same-moment.ts'
import { slowLeak } from './slow-leak.ts'
import { slowNotFailing } from './slow-not-failing.ts'
import { stampede } from './stampede.ts'
import { surge } from './surge.ts'
import { tooManyEjected } from './too-many-ejected.ts'
import { tooSmallAnyway } from './too-small-anyway.ts'
import { usedUpConnections } from './used-up-connections.ts'
import { waitsForGood } from './waits-for-good.ts'
import { zoneOutage } from './zone-outage.ts'

export const outages: readonly Outage[] = [
  waitsForGood,
  errorsBeside,
  killedByItsQueue,
  retriesKeepIt,
  coldCache,
  optionalButCritical,
  slowNotFailing,
  poolAtTheCaller,
  queueGrowth,
  flappingBreaker,
  stampede,
  oneWayPartition,
  slowLeak,
  retryBudget,
  tooManyEjected,
  usedUpConnections,
  deadLetters,
  surge,
  launch,
  misconfigured,
  zoneOutage,
  bothProviders,
  badReplica,
  sameMoment,
  layersOfRetries,
  tooSmallAnyway,
]
