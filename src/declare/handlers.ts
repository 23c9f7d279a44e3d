/** What all components that handle requests have in common, as schemas and as data. */
import * as v from 'valibot'
import type { Distribution } from '../kernel/distributions/index.ts'
import { queuePlaces } from '../kernel/queue-bound.ts'
import type { Problem } from '../kernel/errors.ts'
import { wholeNumber } from '../kernel/schema.ts'
import { aShare } from '../kernel/unit-schemas.ts'
import { balancingOf, replicaEntries } from './balancing-schema.ts'
import type { HandlerData, StepData } from './data.ts'
import { asksItself } from './own-cache.ts'
import { intakeConcurrencySchema, intakeLimitSchema, sheddingSchema } from './intake-policies.ts'
import { lifecycleEntries, lifecycleOf } from './lifecycle-schema.ts'
import { noResources, type ResourcesData } from './resources-data.ts'
import { resourcesSchema } from './resources-schema.ts'
import { listenSchema } from './network/listen-schema.ts'
import { alone, type ScalingData } from './scaling-schema.ts'
import { zonesSaid } from './zones-schema.ts'

const MOST_SLOTS = 1_000_000
/** After a restart, how long until a declared hit ratio is reached again. */
export const WARM_UP_MS = 30_000

/** How many entries a cache holds. */
export const entries = wholeNumber(1, 10_000_000, 'capacity: 50_000')

/** What may be said of how much a component can do. */
export const capacityEntries = {
  concurrency: v.optional(wholeNumber(1, MOST_SLOTS, 'concurrency: 64')),
  queue: v.optional(queuePlaces(0, MOST_SLOTS, 'queue: 200'), 1_000),
  shedding: v.optional(sheddingSchema),
  limit: v.optional(intakeConcurrencySchema),
  ...replicaEntries,
  errorRate: v.optional(aShare, 0),
  conflictRate: v.optional(aShare, 0),
  rateLimit: v.optional(intakeLimitSchema),
  ...lifecycleEntries,
  resources: v.optional(resourcesSchema, {}),
  listen: v.optional(listenSchema),
}

type Read = v.InferOutput<v.ObjectSchema<typeof capacityEntries, undefined>>
type CapacityOptions = Omit<Read, 'resources' | 'conflictRate' | 'replicas'> & {
  readonly replicas?: ScalingData
  readonly resources?: ResourcesData
  readonly conflictRate?: number
}
type Written = CapacityOptions & { readonly localCache?: number | undefined }
type Rest = Pick<HandlerData, 'kind' | 'operations'> &
  Partial<Pick<HandlerData, 'nonBlocking' | 'cache' | 'messages' | 'source' | 'consuming' | 'code'>>

/**
 * A component as the engine takes it.
 *
 * @param usualSlots how many it has unless it says otherwise
 * @param rest what is particular about it
 */
export function handler(written: Written, usualSlots: number, rest: Rest): HandlerData {
  const { queue, localCache, errorRate, shedding = null, limit = null } = written
  const counts = written.replicas ?? alone
  const lifecycle = lifecycleOf(written)
  // A worker's queue knows by itself who asks for messages.
  const isBalanced = (lifecycle ?? counts.scaling) !== null && rest.kind !== 'worker'
  return {
    nonBlocking: false,
    cache: localCache === undefined ? null : { capacity: localCache, warmUpMs: WARM_UP_MS },
    messages: null,
    source: null,
    consuming: null,
    code: null,
    ...rest,
    zones: zonesSaid(written),
    concurrency: written.concurrency ?? usualSlots,
    queue,
    shedding,
    limit,
    ...counts,
    balancing: balancingOf({ ...written, replicas: counts }, usualBalancing(rest.kind), isBalanced),
    lifecycle,
    errorRate,
    conflictRate: written.conflictRate ?? 0,
    rateLimit: written.rateLimit ?? null,
    resources: written.resources ?? noResources,
    listen: written.listen ?? null,
  }
}

/** How replicas are chosen unless they say otherwise: of a cache each has its keys. */
export const usualBalancing = (kind: HandlerData['kind']): 'roundRobin' | 'modulo' =>
  kind === 'cache' ? 'modulo' : 'roundRobin'

/** What says how much a replica keeps, and is asked for nothing. */
export function* mistakesInside({ localCache, handle, operations }: Inside): Generator<Problem> {
  const asks = [handle ?? [], ...(operations?.values() ?? [])].some(asksItself)
  if (asks === (localCache !== undefined)) return
  const where = 'localCache'
  const what = 'localCache is how much a replica keeps, and no step asks it'
  const fix = "add cached({ key: 200, ttl: '30s', miss: call('config') }), or leave it out"
  if (!asks) return yield { what, where, fix }
  yield { what: 'a step asks the cache inside each replica, and there is none', where, fix: HOW }
}

const HOW = "write localCache: 10_000, the entries it holds, or name one: cached('memory', { … })"

type Inside = {
  readonly localCache?: number | undefined
  readonly handle?: readonly StepData[] | undefined
  readonly operations?: HandlerData['operations'] | undefined
}

/** The one operation of a component that has no names for them. */
export const only = (steps: readonly StepData[]): HandlerData['operations'] =>
  new Map([['', steps]])

/** What is nothing but work for a time. */
export const working = (time: Distribution): HandlerData['operations'] =>
  only([{ step: 'work', time, label: null }])
