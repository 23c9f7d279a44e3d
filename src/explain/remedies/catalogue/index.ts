/** The catalogue: every kind of change that is tried. A new kind is a row here. */
import * as breakers from './breakers.ts'
import * as caches from './caches.ts'
import { keepAlive } from './connections.ts'
import { fallback } from './fallbacks.ts'
import * as intake from './intake.ts'
import * as messages from './messages.ts'
import * as pools from './pools.ts'
import * as replicas from './replicas.ts'
import * as retries from './retries.ts'
import type { Row } from './row.ts'
import * as size from './size.ts'
import { deadline, propagation, timeout } from './time-limits.ts'

/** The rows by the name of their kind; those that fit no cause are tried in this order. */
export const catalogue = {
  'time-out': timeout,
  'retry budget': retries.retryBudget,
  'no retries': retries.noRetries,
  'fewer retries': retries.fewerRetries,
  'larger budget': retries.largerBudget,
  'queue bound': intake.queueBound,
  'short queue': intake.shortQueue,
  breaker: breakers.breaker,
  'breaker by share': breakers.breakerByShare,
  'sooner breaker': breakers.soonerBreaker,
  'no breaker': breakers.noBreaker,
  coalescing: caches.coalescing,
  staggering: caches.staggering,
  'later redelivery': messages.laterRedelivery,
  capacity: messages.moreCapacity,
  deliveries: messages.moreDeliveries,
  visibility: messages.longerVisibility,
  'larger pool': pools.largerPool,
  'shorter wait': pools.shorterWait,
  'separate pool': pools.separatePool,
  'less ejection': replicas.lessEjection,
  CoDel: intake.codel,
  'deadlines handed on': propagation,
  deadline,
  jitter: retries.jitter,
  resource: size.moreOfAResource,
  fallback,
  'stale answers': caches.staleAnswers,
  bulkhead: pools.bulkhead,
  ejection: replicas.ejection,
  'health checks': replicas.healthChecks,
  'keep-alive': keepAlive,
  'one retry': retries.oneRetry,
  hedge: retries.hedge,
  'newest first': intake.newestFirst,
  'more slots': size.moreSlots,
  'more replicas': size.moreReplicas,
  'fewer slots': size.fewerSlots,
} satisfies { readonly [kind: string]: Row }

/** The name of a kind of change. */
export type KindName = keyof typeof catalogue

/** Kinds that are tried together at one place: one without the other is known to do little. */
export const together: readonly (readonly [KindName, KindName])[] = [
  ['time-out', 'fallback'],
  ['time-out', 'breaker'],
  ['breaker', 'fallback'],
]

/** Kinds that are tried at all places at once: one without the others is known to do little. */
export const layered: readonly KindName[] = ['no retries']
