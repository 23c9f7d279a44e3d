/** Small systems drawn at random, with faults: every word of the language, in any combination. */
import fc from 'fast-check'
import {
  cache,
  call,
  cached,
  type CallOptions,
  choose,
  clients,
  type Component,
  exponential,
  type Fault,
  logNormal,
  parallel,
  quorum,
  repeat,
  type ResourcesSpec,
  service,
  type Step,
  store,
  system,
  type System,
  systemFrom,
  work,
} from 'gameday'
import { maybe, withoutGaps } from './gaps.ts'
import { doors, drawnCallOptions } from './random-policies.ts'
import { keysOfCache, messaging, publishing, QUEUE } from './random-stores.ts'
import { faultOf, faultWords, type Targets } from './random-faults.ts'
import { fleet } from './random-fleets.ts'
import { randomLink } from './random-links.ts'

/** A system, and what goes wrong in it. */
export type Drawn = { readonly system: System; readonly faults: readonly Fault[] }

/** How long load is offered to a drawn system, in milliseconds; faults begin before that. */
export const LOAD_MS = 500

const STORES = ['disk', 'ledger']
const CACHE = 'memo'
const SERVICES = ['edge', 'front', 'middle']

const time = fc.oneof(
  fc.constantFrom(0, 1, 5, 20),
  fc.constantFrom(2, 10, 40).map(ms => exponential(ms)),
  fc.constant(logNormal({ median: '4ms', p99: '60ms' })),
)

const capacity = {
  concurrency: maybe(fc.constantFrom(1, 2, 8)),
  queue: maybe(fc.constantFrom(0, 1, 10)),
  fleet: maybe(fleet),
  errorRate: maybe(fc.constantFrom(0.02, 0.3)),
  resources: maybe(
    fc.constantFrom<ResourcesSpec>(
      { cpu: 1 },
      { cpu: 3, connections: 4 },
      { memory: { size: 100, idle: 10, each: 15, restart: 60 } },
      { ports: { size: 20, lingers: 80 }, diskIo: '200/s' },
      { diskSpace: { size: 1_000, each: 10, writes: 0.3 }, fileDescriptors: { size: 9, each: 2 } },
    ),
  ),
  doors: maybe(fc.record(doors)),
}

/** What was drawn for a component, as it is written; nobody sheds where nobody can wait. */
function written(drawn: {
  readonly queue?: number | undefined
  readonly nonBlocking?: boolean | undefined
  readonly fleet?: object | undefined
  readonly doors?: { readonly shedding?: object | undefined } | undefined
}): object {
  const { fleet, doors, ...rest } = drawn
  const nobodyWaits = drawn.queue === 0 || drawn.nonBlocking === true
  const shedding = nobodyWaits ? undefined : doors?.shedding
  return withoutGaps({ ...rest, ...fleet, ...doors, shedding })
}

/**
 * What a caller may say of a call; other steps may stand in only where there are `stands`. What
 * contradicts itself, as a hedge that could never be sent, is drawn anew.
 */
const callOptions = (stands: fc.Arbitrary<Step[]> | null): fc.Arbitrary<CallOptions<string>> =>
  drawnCallOptions(stands ?? fc.constant({ value: 'plan B' })).filter(isSensible)

function isSensible(options: CallOptions<string>): boolean {
  try {
    system('trial', {
      users: clients({ rate: '1/s', call: 'web' }),
      web: service({ handle: call('web', options) as never }),
    })
    return true
  } catch (error) {
    return !/hedge/.test(String(error))
  }
}

/** A step that leads to some of the callees, with at most so many steps around each other. */
function step(callees: readonly string[], depth: number): fc.Arbitrary<Step> {
  const working = time.map(ms => work(ms) as Step)
  const called = callees.filter(name => name !== CACHE && name !== QUEUE)
  if (called.length === 0) return working
  const calling = fc
    .tuple(fc.constantFrom(...called), callOptions(null))
    .map(([to, options]) => call(to, options))
  if (depth === 0) return fc.oneof(working, calling, calling)
  const inner = steps(callees, depth - 1)
  const standingIn = fc
    .tuple(fc.constantFrom(...called), callOptions(inner))
    .map(([to, options]) => call(to, options))
  const around = [
    fc
      .array(inner, { maxLength: 3 })
      .map(branches =>
        branches.length === 1 ? parallel(work(1), ...branches) : parallel(...branches),
      ),
    fc
      .array(inner, { minLength: 2, maxLength: 3 })
      .chain(branches =>
        fc.tuple(fc.integer({ min: 1, max: branches.length }), fc.constant(branches)),
      )
      .map(([needed, branches]) => quorum(needed, ...branches)),
    fc
      .array(fc.record({ weight: fc.constantFrom(1, 3), steps: inner }), {
        minLength: 1,
        maxLength: 3,
      })
      .map(ways => choose(ways)),
    fc.tuple(fc.constantFrom(0, 1, 2), inner).map(([times, inside]) => repeat(times, ...inside)),
  ]
  const asking = callees.includes(CACHE) ? [cacheStep(inner)] : []
  const posting = callees.includes(QUEUE) ? [publishing] : []
  return fc.oneof(working, calling, standingIn, ...around, ...asking, ...posting)
}

const steps = (callees: readonly string[], depth: number): fc.Arbitrary<Step[]> =>
  fc.array(step(callees, depth), { minLength: 1, maxLength: 3 })

const cacheStep = (miss: fc.Arbitrary<Step[]>): fc.Arbitrary<Step> =>
  fc
    .tuple(keysOfCache, callOptions(null), miss)
    .map(([keys, { timeout, retry, breaker, cancel }, miss]) =>
      cached(CACHE, { ...withoutGaps({ timeout, retry, breaker, cancel }), ...keys, miss }),
    )

type StoreSpec = Parameters<typeof store>[0]
const storeOf = fc.record({ time, ...capacity }).map(drawn => store(written(drawn) as StoreSpec))

const serviceOver = (callees: readonly string[]): fc.Arbitrary<Component> =>
  fc
    .record({ handle: steps(callees, 2), nonBlocking: maybe(fc.boolean()), ...capacity })
    .map(drawn => service(written(drawn) as Parameters<typeof service>[0]) as Component)

const cacheOf = fc
  .record({ latency: maybe(time), capacity: maybe(fc.constantFrom(1, 20)) })
  .map(spec => cache(withoutGaps(spec) as Parameters<typeof cache>[0]))

const openLoad = fc.record({
  rate: fc.constantFrom('30/s', '120/s'),
  arrivals: maybe(fc.constantFrom('poisson', 'steady')),
})
const closedLoad = fc.record({ users: fc.constantFrom(1, 6), think: fc.constantFrom(10, 50) })

/** What clients do: anything, and then one call at least. */
const taskOver = (callees: readonly string[]): fc.Arbitrary<Step[]> =>
  fc
    .tuple(steps(callees, 1), fc.constantFrom(...SERVICES), maybe(callOptions(null)))
    .map(([before, last, options]) => [...before, call(last, options ?? {})])

const clientsOf = fc
  .record({
    load: fc.oneof(openLoad, openLoad, closedLoad),
    does: fc.oneof(
      fc.constantFrom(...SERVICES).map(name => ({ call: name })),
      fc
        .record({
          browse: fc.record({ steps: taskOver([...SERVICES, CACHE]) }),
          buy: fc.record({ weight: fc.constant(3), steps: taskOver([...SERVICES, ...STORES]) }),
        })
        .map(tasks => ({ tasks })),
    ),
    timeout: maybe(fc.constantFrom(50, 300)),
  })
  .map(({ load, does, timeout }) => {
    const spec = withoutGaps({ ...load, ...does, timeout })
    return clients(spec as unknown as Parameters<typeof clients>[0]) as Component
  })

/** Waits for ten minutes, so that every run lasts until all else is done. */
const witness = {
  witness: clients({
    rate: '1/h',
    arrivals: 'steady',
    requests: 1,
    call: 'hourglass',
    timeout: '1h',
  }),
  hourglass: store({ time: '10m' }),
}

const drawnSystem: fc.Arbitrary<System> = fc
  .record({
    disk: storeOf,
    ledger: storeOf,
    memo: cacheOf,
    messages: messaging(steps([...STORES, CACHE], 1)),
    middle: serviceOver([...STORES, CACHE, QUEUE]),
    front: serviceOver(['middle', ...STORES, CACHE, QUEUE]),
    edge: serviceOver(['middle', 'front', ...STORES, CACHE, QUEUE]),
    people: clientsOf,
    robots: clientsOf,
    network: randomLink,
    propagateDeadlines: fc.boolean(),
  })
  .map(({ network, propagateDeadlines, messages, ...parts }) => {
    const options = { network: network === 0 ? {} : { default: network }, propagateDeadlines }
    return systemFrom({ name: 'drawn', parts: { ...parts, ...messages, ...witness }, options })
  })

/** Everything that faults can be aimed at; the witness sees none. */
function targetsIn(system: System): Targets {
  const handlers = [...SERVICES, ...STORES, CACHE, QUEUE, 'postman']
  const callers = [...SERVICES, QUEUE, 'postman', 'people', 'robots']
  const edges = callers.flatMap(caller =>
    system.dependencies(caller).calls.map(callee => `${caller}->${callee}`),
  )
  const joined = [...new Set(edges.flatMap(edge => [edge, ...edge.split('->')]))]
  const [caches, crowds] = [[CACHE], ['people', 'robots']]
  return { handlers, calls: edges, joined, caches, crowds, anything: [...handlers, ...edges] }
}

/**
 * Systems of three services, two stores, a cache, a queue with a worker and two kinds of clients,
 * with their faults.
 */
export const drawnSystems: fc.Arbitrary<Drawn> = fc
  .record({ system: drawnSystem, words: fc.array(faultWords(LOAD_MS), { maxLength: 5 }) })
  .map(({ system, words }) => {
    const targets = targetsIn(system)
    const faults = words.map(written => faultOf(written, targets))
    return { system, faults, [fc.toStringMethod]: () => shown({ system, faults }) }
  })

/** As a program would have it: pasted into `systemFrom` and `simulate` it is the same run again. */
const shown = ({ system, faults }: Drawn): string =>
  `systemFrom(${JSON.stringify(system)}) with [${faults.join(', ')}]`
