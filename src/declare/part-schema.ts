/** What the parts of a system must look like, and how they become what the engine takes. */
import * as v from 'valibot'
import { constant, distributionOf } from '../kernel/distributions/index.ts'
import { consistent, message, options, readBy, type Schema, yesOrNo } from '../kernel/schema.ts'
import { aDuration } from '../kernel/unit-schemas.ts'
import { mistakesInCacheReplicas, mistakesInReplicas } from './balancing-schema.ts'
import { byName } from './by-name.ts'
import { contradictionsInKeys, keysEntries, keysOf } from './cache-keys-schema.ts'
import { policyOf } from './calls/call-schema.ts'
import { capacityProblems } from './capacity-checks.ts'
import { codeLike } from './code-schema.ts'
import { callOrName, clientsSchema } from './load/clients-schema.ts'
import type { HandlerData, PartData } from './data.ts'
import {
  capacityEntries,
  entries,
  handler,
  mistakesInside,
  only,
  WARM_UP_MS,
  working,
} from './handlers.ts'
import { queueSchema, workerSchema } from './queue-schema.ts'
import { saying, words } from './said.ts'
import { stepsSchema } from './step-schema.ts'

const kind = <const K extends string>(name: K) => v.literal(name)

const serviceOptions = <const K extends 'service' | 'gateway'>(name: K) =>
  options({
    kind: kind(name),
    nonBlocking: v.optional(yesOrNo, false),
    handle: v.optional(stepsSchema),
    operations: v.optional(byName(stepsSchema)),
    localCache: v.optional(entries),
    ...capacityEntries,
  })

const serviceLike = (name: 'service' | 'gateway') =>
  v.pipe(
    consistent(serviceOptions(name), said => [
      ...mistakesInReplicas(said),
      ...mistakesInside(said),
    ]),
    v.check(
      ({ handle, operations }) => (handle === undefined) !== (operations === undefined),
      () =>
        message(
          `a ${name} has either one handling or operations`,
          'give handle: […] or operations: { … }',
        ),
    ),
    v.transform(({ handle, operations, nonBlocking, ...written }) =>
      handler(written, nonBlocking ? 1 : 100, {
        kind: name,
        nonBlocking,
        operations: handle ? only(handle) : (operations ?? new Map()),
      }),
    ),
  )

const storeOptions = <const K extends 'store' | 'external'>(name: K) =>
  options({
    kind: kind(name),
    time: readBy(distributionOf),
    answers: v.optional(words),
    ...capacityEntries,
  })

const storeLike = (name: 'store' | 'external', concurrency: number) =>
  v.pipe(
    consistent(storeOptions(name), mistakesInReplicas),
    v.transform(({ time, answers, ...written }) =>
      handler(written, concurrency, {
        kind: name,
        operations: only([{ step: 'work', time, label: null }, ...saying('answer', answers)]),
      }),
    ),
  )

const capacity = v.optional(entries, 1_000_000)

const cacheOptions = options({
  kind: kind('cache'),
  latency: v.optional(readBy(distributionOf), constant('0.5ms')),
  capacity,
  warmUp: v.optional(aDuration, WARM_UP_MS),
  ...capacityEntries,
})

const cache = v.pipe(
  consistent(cacheOptions, mistakesInCacheReplicas),
  v.transform(({ latency, capacity, warmUp, ...written }) =>
    handler(written, 1_000, {
      kind: 'cache',
      operations: working(latency),
      cache: { capacity, warmUpMs: warmUp },
    }),
  ),
)

const cdnOptions = options({
  kind: kind('cdn'),
  origin: callOrName,
  latency: v.optional(readBy(distributionOf), constant('1ms')),
  capacity,
  ...keysEntries,
  ...capacityEntries,
})

/** It asks its own cache, and its origin for what that does not have. */
const cdn = v.pipe(
  consistent(consistent(cdnOptions, mistakesInReplicas), contradictionsInKeys),
  v.transform(({ origin, latency, capacity, ...written }) => {
    const [keys, policy] = [keysOf(written), policyOf({})]
    return handler(written, 10_000, {
      kind: 'cdn',
      operations: only([
        { step: 'work', time: latency, label: null },
        { step: 'cached', cache: null, miss: origin, keys, policy },
      ]),
      cache: { capacity, warmUpMs: WARM_UP_MS },
    })
  }),
)

const fitting = (schema: Schema<HandlerData>): Schema<HandlerData> =>
  consistent(schema, capacityProblems)

/** Every kind of part, and what it must look like. */
export const partSchemas: { readonly [K in PartData['kind']]: Schema<PartData> } = {
  clients: clientsSchema,
  cdn: fitting(cdn),
  gateway: fitting(serviceLike('gateway')),
  service: fitting(serviceLike('service')),
  store: fitting(storeLike('store', 100)),
  cache: fitting(cache),
  queue: queueSchema,
  worker: workerSchema,
  external: fitting(storeLike('external', 10_000)),
  code: fitting(codeLike('code')),
  app: fitting(codeLike('app')),
}
