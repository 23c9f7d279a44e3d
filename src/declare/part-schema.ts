/** What the parts of a system must look like, and how they become what the engine takes. */
import * as v from 'valibot'
import { constant, distributionOf } from '../kernel/distributions/index.ts'
import { message, options, readBy, type Schema, wholeNumber, yesOrNo } from '../kernel/schema.ts'
import { durationMs, share } from '../kernel/units.ts'
import { byName } from './by-name.ts'
import { clientsSchema } from './clients-schema.ts'
import type { HandlerData, PartData, StepData } from './data.ts'
import { resourcesSchema } from './resources-schema.ts'
import { stepsSchema } from './step-schema.ts'
import { zone } from './zone.ts'

const MOST_SLOTS = 1_000_000
const WARM_UP_MS = 30_000

const capacityEntries = {
  zone,
  concurrency: v.optional(wholeNumber(1, MOST_SLOTS, 'concurrency: 64')),
  queue: v.optional(wholeNumber(0, MOST_SLOTS, 'queue: 200'), 1_000),
  replicas: v.optional(wholeNumber(1, 10_000, 'replicas: 3'), 1),
  errorRate: v.optional(readBy(share), 0),
  resources: v.optional(resourcesSchema, {}),
}

type CapacityOptions = v.InferOutput<v.ObjectSchema<typeof capacityEntries, undefined>>
type Rest = Pick<HandlerData, 'kind' | 'nonBlocking' | 'operations' | 'cache'>

function handler(written: CapacityOptions, concurrency: number, rest: Rest): HandlerData {
  const { queue, replicas, errorRate, resources } = written
  const slots = written.concurrency ?? concurrency
  const zone = written.zone ?? null
  return { ...rest, zone, concurrency: slots, queue, replicas, errorRate, resources }
}

const only = (steps: readonly StepData[]): HandlerData['operations'] => new Map([['', steps]])

const kind = <const K extends string>(name: K) => v.literal(name)

const service = v.pipe(
  options({
    kind: kind('service'),
    nonBlocking: v.optional(yesOrNo, false),
    handle: v.optional(stepsSchema),
    operations: v.optional(byName(stepsSchema)),
    ...capacityEntries,
  }),
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

const storeLike = <const K extends 'store' | 'external'>(name: K, concurrency: number) =>
  v.pipe(
    options({ kind: kind(name), time: readBy(distributionOf), ...capacityEntries }),
    v.transform(({ time, ...written }) =>
      handler(written, concurrency, {
        kind: name,
        nonBlocking: false,
        operations: working(time),
        cache: null,
      }),
    ),
  )

const cache = v.pipe(
  options({
    kind: kind('cache'),
    latency: v.optional(readBy(distributionOf), constant('0.5ms')),
    capacity: v.optional(wholeNumber(1, 10_000_000, 'capacity: 50_000'), 1_000_000),
    warmUp: v.optional(readBy(durationMs), WARM_UP_MS),
    ...capacityEntries,
  }),
  v.transform(({ latency, capacity, warmUp, ...written }) =>
    handler(written, 1_000, {
      kind: 'cache',
      nonBlocking: false,
      operations: working(latency),
      cache: { capacity, warmUpMs: warmUp },
    }),
  ),
)

/** Every kind of part, and what it must look like. */
export const partSchemas: { readonly [K in PartData['kind']]: Schema<PartData> } = {
  clients: clientsSchema,
  service,
  store: storeLike('store', 100),
  external: storeLike('external', 10_000),
  cache,
}
