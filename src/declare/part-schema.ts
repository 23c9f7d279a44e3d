/** What the parts of a system must look like, and how they become what the engine takes. */
import * as v from 'valibot'
import { constant, distributionOf } from '../kernel/distributions/index.ts'
import {
  message,
  oneOf,
  options,
  readBy,
  type Schema,
  shown,
  wholeNumber,
  yesOrNo,
  numberThat,
} from '../kernel/schema.ts'
import { durationMs, ratePerMs, share } from '../kernel/units.ts'
import { byName } from './by-name.ts'
import type { ClientsData, HandlerData, PartData, StepData, TaskData } from './data.ts'
import { policyOf, someTime, stepsSchema } from './step-schema.ts'

const MOST_SLOTS = 1_000_000
const CLIENT_TIMEOUT_MS = 30_000
const WARM_UP_MS = 30_000

const zone = v.optional(
  v.string(issue => message(`${shown(issue.input)} names no zone`, "write zone: 'eu'")),
)

const capacityEntries = {
  zone,
  concurrency: v.optional(wholeNumber(1, MOST_SLOTS, 'concurrency: 64')),
  queue: v.optional(wholeNumber(0, MOST_SLOTS, 'queue: 200'), 1_000),
  replicas: v.optional(wholeNumber(1, 10_000, 'replicas: 3'), 1),
  errorRate: v.optional(readBy(share), 0),
}

type CapacityOptions = v.InferOutput<v.ObjectSchema<typeof capacityEntries, undefined>>
type Rest = Pick<HandlerData, 'kind' | 'nonBlocking' | 'operations' | 'cache'>

function handler(written: CapacityOptions, concurrency: number, rest: Rest): HandlerData {
  const { queue, replicas, errorRate } = written
  const slots = written.concurrency ?? concurrency
  return { ...rest, zone: written.zone ?? null, concurrency: slots, queue, replicas, errorRate }
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

const task = options({
  weight: v.optional(
    numberThat(w => w > 0, 'a weight over 0', 'weight: 1'),
    1,
  ),
  steps: stepsSchema,
})

const callOrName: Schema<readonly StepData[]> = v.lazy(written =>
  typeof written !== 'string'
    ? stepsSchema
    : v.pipe(
        v.string(),
        v.transform((to): StepData[] => [{ step: 'call', to, policy: policyOf({}) }]),
      ),
)

const clientsOptions = options({
  kind: kind('clients'),
  zone,
  timeout: v.optional(someTime, CLIENT_TIMEOUT_MS),
  call: v.optional(callOrName),
  tasks: v.optional(byName(task)),
  first: v.optional(v.string()),
  rate: v.optional(readBy(ratePerMs)),
  arrivals: v.optional(oneOf(['poisson', 'steady'])),
  requests: v.optional(wholeNumber(1, 1_000_000_000, 'requests: 100')),
  users: v.optional(wholeNumber(1, 1_000_000, 'users: 500')),
  think: v.optional(readBy(distributionOf)),
})
type ClientsOptions = v.InferOutput<typeof clientsOptions>

/** What contradicts itself in a declaration of clients, as sentences with a remedy. */
const contradictions: readonly [(c: ClientsOptions) => boolean, what: string, fix: string][] = [
  [c => !c.rate === !c.users, 'load is either a rate or users', "give rate: '100/s' or users: 50"],
  [c => c.rate === 0, 'a rate of 0 offers no load', "give a rate such as '100/s'"],
  [
    c => c.users !== undefined && c.think === undefined,
    'users must think between two tasks',
    "give think: uniform('1s', '10s'), or think: 0",
  ],
  [c => c.think !== undefined && !c.users, 'only users think', 'leave think out, or give users'],
  [
    c => c.users !== undefined && (c.arrivals ?? c.requests) !== undefined,
    'arrivals and requests belong to a rate',
    'leave them out, or give a rate instead of users',
  ],
  [
    c => !c.call === !c.tasks,
    'clients either call one thing or have tasks',
    "give call: 'gateway' or tasks: { … }",
  ],
  [c => c.tasks?.size === 0, 'there is no task', 'add one'],
  [
    c => c.first !== undefined && !c.tasks?.has(c.first),
    'the first task is none of the tasks',
    'write the name of a task',
  ],
]

const clientsSchema = v.pipe(
  clientsOptions,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    for (const [applies, what, fix] of contradictions) {
      if (applies(dataset.value)) addIssue({ message: message(what, fix) })
    }
  }),
  v.transform(
    (written): ClientsData => ({
      kind: 'clients',
      zone: written.zone ?? null,
      timeoutMs: written.timeout,
      load: loadOf(written),
      tasks: tasksOf(written),
      first: written.first ?? null,
    }),
  ),
)

function loadOf(written: ClientsOptions): ClientsData['load'] {
  const { rate = 0, arrivals = 'poisson', requests = Infinity, users, think } = written
  if (users !== undefined && think !== undefined) return { arrivals: 'users', users, think }
  return { arrivals, ratePerMs: rate, most: requests }
}

function tasksOf({ call, tasks }: ClientsOptions): ReadonlyMap<string, TaskData> {
  if (call !== undefined) return new Map([['', { weight: 1, steps: call }]])
  return tasks ?? new Map()
}

/** Every kind of part, and what it must look like. */
export const partSchemas: { readonly [K in PartData['kind']]: Schema<PartData> } = {
  clients: clientsSchema,
  service,
  store: storeLike('store', 100),
  external: storeLike('external', 10_000),
  cache,
}
