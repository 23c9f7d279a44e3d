/** Every weakness that was planted, by how many faults it takes to show it. */
import type { Weakness } from '../support/weakness.ts'
import { bothProviders } from './both-providers.ts'
import { breakerCannotTrip } from './breaker-cannot-trip.ts'
import { chargedTwice } from './charged-twice.ts'
import { crashDuringPartition } from './crash-during-partition.ts'
import { deadLetters } from './dead-letters.ts'
import { emptyPool } from './empty-pool.ts'
import { endlessQueue } from './endless-queue.ts'
import { hedgedOverload } from './hedged-overload.ts'
import { missingDeadline } from './missing-deadline.ts'
import { outlastingTimeout } from './outlasting-timeout.ts'
import { probedBreaker } from './probed-breaker.ts'
import { retryStorm } from './retry-storm.ts'
import { sharedFate } from './shared-fate.ts'
import { sharedLimit } from './shared-limit.ts'
import { sharedPool } from './shared-pool.ts'
import { singlePoint } from './single-point.ts'
import { skewedClock } from './skewed-clock.ts'
import { stampede } from './stampede.ts'
import { threeMirrors } from './three-mirrors.ts'
import { uncheckedFeed } from './unchecked-feed.ts'
import { usedUpPorts } from './used-up-ports.ts'
import { zonesTogether } from './zones-together.ts'

/** One fault is enough. */
export const ofOneFault: readonly Weakness[] = [
  missingDeadline,
  outlastingTimeout,
  retryStorm,
  hedgedOverload,
  endlessQueue,
  breakerCannotTrip,
  sharedFate,
  sharedPool,
  sharedLimit,
  singlePoint,
  emptyPool,
  stampede,
  deadLetters,
  usedUpPorts,
  skewedClock,
  chargedTwice,
  uncheckedFeed,
]

/** It takes two faults, or three. */
export const ofSeveralFaults: readonly Weakness[] = [
  bothProviders,
  zonesTogether,
  crashDuringPartition,
  probedBreaker,
  threeMirrors,
]

export const weaknesses: readonly Weakness[] = [...ofOneFault, ...ofSeveralFaults]
