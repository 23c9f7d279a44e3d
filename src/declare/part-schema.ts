/** What the parts of a system must look like, and how they become what the engine takes. */
import * as v from 'valibot'
import { constant, distributionOf } from '../kernel/distributions/index.ts'
import {
  consistent,
  message,
  options,
  readBy,
  type Schema,
  wholeNumber,
  yesOrNo,
} from '../kernel/schema.ts'
import { durationMs, share } from '../kernel/units.ts'
import {
  balancingOf,
  mistakesInCacheReplicas,
  mistakesInReplicas,
  replicaEntries,
} from './balancing-schema.ts'
import { byName } from './by-name.ts'
import { capacityProblems } from './capacity-checks.ts'
import { clientsSchema } from './clients-schema.ts'
import type { HandlerData, PartData, StepData } from './data.ts'
import { limitSchema, sheddingSchema } from './load-policies.ts'
import { intakeLimitSchema } from './policies.ts'
import { stepsSchema } from './step-schema.ts'
import { zone } from './zone.ts'

const MOST_SLOTS = 1_000_000
const WARM_UP_MS = 30_000

const capacityEntries = {
  zone,
  concurrency: v.optional(wholeNumber(1, MOST_SLOTS, 'concurrency: 64')),
  queue: v.optional(wholeNumber(0, MOST_SLOTS, 'queue: 200'), 1_000),
  shedding: v.optional(sheddingSchema),
  limit: v.optional(limitSchema),
  ...replicaEntries,
  errorRate: v.optional(readBy(share), 0),
  rateLimit: v.optional(intakeLimitSchema),
}

type CapacityOptions = v.InferOutput<v.ObjectSchema<typeof capacityEntries, undefined>>
type Rest = Pick<HandlerData, 'kind' | 'nonBlocking' | 'operations' | 'cache'>

function handler(written: CapacityOptions, usualSlots: number, rest: Rest): HandlerData {
  const { queue, replicas, errorRate, zone = null, shedding = null, limit = null } = written
  return {
    ...rest,
    zone,
    concurrency: written.concurrency ?? usualSlots,
    queue,
    shedding,
    limit,
    replicas,
    balancing: balancingOf(written, rest.kind === 'cache' ? 'modulo' : 'roundRobin'),
    errorRate,
    rateLimit: written.rateLimit ?? null,
  }
}

const only = (steps: readonly StepData[]): HandlerData['operations'] => new Map([['', steps]])

const kind = <const K extends string>(name: K) => v.literal(name)

const serviceOptions = options({
  kind: kind('service'),
  nonBlocking: v.optional(yesOrNo, false),
  handle: v.optional(stepsSchema),
  operations: v.optional(byName(stepsSchema)),
  ...capacityEntries,
})

const service = v.pipe(
  consistent(serviceOptions, mistakesInReplicas),
  v.check(
    ({ handle, operations }) => (handle === undefined) !== (operations === undefined),
    () =>
      message(
        'a service has either one handling or operations',
        'give handle: […] or operations: { … }',
      ),
  ),
  v.transform(({ handle, operations, nonBlocking, ...written }) =>
    handler(written, nonBlocking ? 1 : 100, {
      kind: 'service',
      nonBlocking,
      operations: handle ? only(handle) : (operations ?? new Map()),
      cache: null,
    }),
  ),
)

const working = (time: ReturnType<typeof distributionOf>): HandlerData['operations'] =>
  only([{ step: 'work', time, label: null }])

const storeOptions = <const K extends 'store' | 'external'>(name: K) =>
  options({ kind: kind(name), time: readBy(distributionOf), ...capacityEntries })

const storeLike = (name: 'store' | 'external', concurrency: number) =>
  v.pipe(
    consistent(storeOptions(name), mistakesInReplicas),
    v.transform(({ time, ...written }) =>
      handler(written, concurrency, {
        kind: name,
        nonBlocking: false,
        operations: working(time),
        cache: null,
      }),
    ),
  )

const cacheOptions = options({
  kind: kind('cache'),
  latency: v.optional(readBy(distributionOf), constant('0.5ms')),
  capacity: v.optional(wholeNumber(1, 10_000_000, 'capacity: 50_000'), 1_000_000),
  warmUp: v.optional(readBy(durationMs), WARM_UP_MS),
  ...capacityEntries,
})

const cache = v.pipe(
  consistent(cacheOptions, mistakesInCacheReplicas),
  v.transform(({ latency, capacity, warmUp, ...written }) =>
    handler(written, 1_000, {
      kind: 'cache',
      nonBlocking: false,
      operations: working(latency),
      cache: { capacity, warmUpMs: warmUp },
    }),
  ),
)

const fitting = (schema: Schema<HandlerData>): Schema<HandlerData> =>
  consistent(schema, capacityProblems)

/** Every kind of part, and what it must look like. */
export const partSchemas: { readonly [K in PartData['kind']]: Schema<PartData> } = {
  clients: clientsSchema,
  service: fitting(service),
  store: fitting(storeLike('store', 100)),
  external: fitting(storeLike('external', 10_000)),
  cache: fitting(cache),
}
