/** Right calls of what users call, for mutations to make wrong: words, faults, rules, questions. */
import * as g from 'gameday'
import * as explore from 'gameday/explore'
import * as matchers from 'gameday/matchers'
import * as policies from 'gameday/policies'
import { readLine } from '../../../src/explore/campaign/result-lines.ts'
import { storedFrom } from '../../../src/explore/counterexample/stored.ts'
import { systems } from './systems.ts'

/** A function, and arguments that are right for it. */
export type Call = readonly [play: (...args: never[]) => unknown, ...args: readonly unknown[]]
/** Calls by a name for each. */
export type Calls = { readonly [name: string]: Call }

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown

/** A run that comes to its end at once, whatever its system is. */
const brief = { for: '300ms', eventLimit: 3_000 } as const

export const systemCalls: Calls = Object.fromEntries(
  Object.entries(systems).map(([name, data]) => [
    name,
    [(given: g.SystemJson) => g.simulate(g.systemFrom(given), brief), data] as const,
  ]),
)

const spreads = g.rule('overload spreads', {
  when: g.queueOf('db').above(100),
  effects: [g.slow('web', { factor: 3 }), g.crash('db')],
  after: '2s',
  for: '30s',
})

const shop = g.system('shop', {
  shoppers: g.clients({ rate: '50/s', call: g.call('web', { timeout: '100ms' }) } as never),
  web: g.service({
    handle: [
      g.call('db', { timeout: '50ms', breaker: { consecutive: 3, openFor: '1s' } }),
      g.publish('jobs'),
    ],
  }),
  db: g.store({ concurrency: 3, time: '5ms', replicas: 2 }),
  jobs: g.queue({ capacity: 10 }),
  mailer: g.worker({ of: 'jobs', handle: g.work('1ms') }),
} as never)
const outage = g.errors('db', { rate: 0.5 }).at('1s').for('1s')
const run = g.simulate(shop, { for: '4s', faults: [outage], trace: true })

const others = { ...g } as unknown as { readonly [name: string]: (...args: never[]) => unknown }

/** Every word that is called with a target and options. */
const faultWords: Calls = Object.fromEntries(
  Object.entries({
    crash: { refuse: true },
    openBreaker: {},
    partition: { way: 'both' },
    drop: { rate: 0.5, way: 'there' },
    diskFull: { writes: 0.5 },
    slow: { by: '1s' },
    delay: { by: '1s', jitter: '10ms' },
    pause: {},
    throttleCpu: { to: 0.5 },
    saturateDisk: { busy: 0.5 },
    contend: { atOnce: 2 },
    slowQueries: { factor: 2 },
    throttleBandwidth: { to: 0.5 },
    errors: { rate: 0.5, code: 503 },
    flipBits: { rate: 1e-6 },
    dnsFailure: { after: '1s' },
    badDeployment: { errorRate: 0.5, slowBy: '1s', factor: 2 },
    misconfigure: { concurrency: 3 },
    skewClock: { ahead: '1s', tokens: '1m' },
    surge: { factor: 3 },
    leak: { of: 'memory', each: '1MB', perSecond: '1MB' },
  }).map(([word, options]) => [
    word,
    [(...args: never[]) => String(others[word](...args)), 'db', options] as const,
  ]),
)

type Words = { readonly [word: string]: readonly unknown[] }

/** A sentence of a fault: each word with what it is given. */
function said(words: Words): string {
  let fault = g.slow('web', { by: '1s' }) as unknown as {
    [word: string]: (...args: unknown[]) => never
  }
  for (const [word, given] of Object.entries(words)) {
    fault = fault[word](...(Array.isArray(given) ? given : [given]))
  }
  return `${fault}${JSON.stringify(fault)}`
}

const sentence = (words: Words): Call => [
  (...given: never[]) =>
    said(Object.fromEntries(Object.keys(words).map((word, i) => [word, given[i] as unknown[]]))),
  ...Object.values(words),
]

const scenarioOptions = (name: string) => ({
  for: '2s',
  ...(name !== 'randomFailures' && { at: '1s' }),
  ...(name === 'thunderingHerd' && { clients: 'shoppers' }),
})

export const faultCalls: Calls = {
  ...faultWords,
  exhaust: [(...args: never[]) => String(others.exhaust(...args)), 'db', 'memory'],
  at: sentence({ at: ['1s'], for: ['2s'], ramp: ['1s'], share: [0.5], withProbability: ['50%'] }),
  until: sentence({ from: ['1s'], until: ['2s'] }),
  when: sentence({ when: [g.isDown('db'), { for: '1s', after: '1s', cooldown: '5s' }] }),
  randomly: sentence({ randomly: [{ every: '1m', for: '5s', each: 'replica' }] }),
  queueOf: [(of: 'db', over: number) => String(g.queueOf(of).above(over).lasting('1s')), 'db', 5],
  rate: [
    (of: 'db', how: object, over: '1/s') => String(g.rate(of, how).below(over)),
    'db',
    { over: '1s' },
    '5/s',
  ],
  latency: [
    (p: 'p99', of: 'db', how: object, over: '1s') => String(g.latency(p, of, how).above(over)),
    'p99',
    'db',
    { over: '1s' },
    '1s',
  ],
  breaker: [(of: 'a->b', state: 'open') => String(g.breaker(of).is(state)), 'web->db', 'open'],
  allOf: [(...all: never[]) => String(g.allOf(...all)), g.isDown('db'), g.isDown('web')],
  not: [g.not, g.isDown('db')],
  upstreamOf: [(of: string) => String(g.crash(g.upstreamOf(of))), 'db'],
  rule: [
    (name: string, spec: never) => String(g.rule(name, spec)),
    'spreads',
    { when: g.isDown('db'), effects: [g.crash('web')], after: '1s', for: '2s', cooldown: '1m' },
  ],
  ...Object.fromEntries(
    Object.entries(g.scenario).map(([name, make]) => [
      `scenario.${name}`,
      [make, name.startsWith('network') ? 'web->db' : 'db', scenarioOptions(name)] as const,
    ]),
  ),
}

const told = [
  g.slow('db', { by: '1s' }).at('1s').for('2s').ramp('1s').share(0.5),
  g
    .crash('db')
    .when(g.allOf(g.queueOf('db').above(3), g.not(g.isDown('web'))))
    .once(),
  g.errors('db').randomly({ every: '1m', for: '5s', each: 'replica' }).withProbability(0.5),
  g.exhaust('db', 'memory').until(g.breaker('web->db').is('open')),
  g
    .leak('db', { of: 'memory', each: '1MB' })
    .when(g.latency('p99', 'db').above('1s').lasting('5s')),
]

export const dataCalls: Calls = {
  ...Object.fromEntries(
    told.map((fault, i) => [
      `faultFrom ${i}`,
      [(data: never) => String(g.faultFrom(data)), json(fault)] as const,
    ]),
  ),
  ruleFrom: [(data: never) => String(g.ruleFrom(data)), json(spreads)],
  stored: [
    (data: unknown) => storedFrom(textOf(data), 'x.json'),
    {
      version: 1,
      code: 'shop-1',
      exploration: 'shop',
      file: 'shop.ts',
      system: 'abc',
      goal: 'holds',
      message: 'no',
      forMs: 1_000,
      seed: '1',
      faults: json(told),
    },
  ],
  'result line': [
    (data: unknown) => refusing(readLine(textOf(data), 'x:1')),
    {
      trial: 1,
      verdict: 'broken',
      goal: 'holds',
      message: 'no',
      behaviours: ['a'],
      reached: [],
      touched: [],
      requests: [1, 2, 3, 4, 5, 6, 7, 8],
      latency: [[1, 2]],
      schedule: { seed: '1', faults: json(told) },
    },
  ],
  'header line': [
    (data: unknown) => refusing(readLine(textOf(data), 'x:1')),
    {
      results: 1,
      gameday: '1',
      name: 'x',
      digest: 'x',
      seed: '1',
      runs: 5,
      guided: true,
      shard: '1/2',
    },
  ],
}

/** What a file can hold. */
function textOf(data: unknown): string {
  try {
    return JSON.stringify(data) ?? ''
  } catch {
    return '{'
  }
}

function refusing<T>(
  read:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly problems: readonly g.Problem[] },
): T {
  if (read.ok) return read.value
  throw new g.UsageError(read.problems)
}

const question = { at: 'db', between: ['1s', '2s'] }

export const runCalls: Calls = {
  simulate: [
    (options: never) => g.simulate(shop as never, options),
    {
      ...brief,
      faults: [outage],
      rules: [],
      lookEvery: '50ms',
      strict: false,
      seed: '1',
      ties: 3,
      resolution: '100ms',
      trace: '1%',
    },
  ],
  start: [
    (options: never) => g.start(shop as never, options).runUntil('10ms'),
    { ...brief, seed: 1 },
  ],
  runUntil: [(moment: never) => g.start(shop as never, brief).runUntil(moment), '10ms'],
  availability: [(asked: never) => run.availability(asked), question],
  during: [(asked: never) => run.availability(asked), { on: 'web->db', during: outage }],
  after: [(asked: never) => run.requests(asked), { class: 'shoppers', after: outage }],
  latency: [(p: never, asked: never) => run.latency(p, asked), 'p99', question],
  slowerThan: [(limit: never, asked: never) => run.slowerThan(limit, asked), '1s', question],
  at: [(of: never, window: never) => run.at(of, window), 'db', { between: ['1s', '2s'] }],
  on: [(of: never, window: never) => run.on(of, window), 'web->db', { during: outage }],
  queue: [(of: never, window: never) => run.queue(of, window), 'jobs', { after: outage }],
  series: [(of: never, asked: never) => run.series(of, asked), 'p99', { at: 'db', every: '1s' }],
  depth: [(of: never, asked: never) => run.series(of, asked), 'depth', { at: 'jobs', every: '1s' }],
  health: [(asked: never) => run.health(asked), { on: 'web->db', every: '1s' }],
  trace: [(nr: never) => run.trace(nr), 3],
  breakdown: [(nr: never) => run.breakdown(nr), 3],
  facts: [(kind: never) => run.facts(kind), 'breaker'],
  dependencies: [(of: never) => shop.dependencies(of), 'db'],
  withLoad: [(loads: never) => g.withLoad(shop as never, loads), { shoppers: { rate: '5/s' } }],
  blastRadius: [
    (...args: never[]) => (g.blastRadius as (...all: never[]) => unknown)(...args),
    run,
    { below: 0.9, during: outage },
  ],
  causesOf: [g.causesOf, run],
  heatMap: [g.heatMap, run, { every: '1s' }],
  timeline: [g.timeline, run],
  toStayAvailable: [matchers.toStayAvailable as never, run, '99%', question],
  toNotExceedP99: [matchers.toNotExceedP99 as never, run, '100ms', question],
  toTripCircuit: [matchers.toTripCircuit as never, run, 'web->db', { within: '1s' }],
}

const explored = {
  for: '2s',
  runs: 2,
  most: 2,
  kinds: ['slow', 'crash'],
  targets: ['db'],
  within: '1s',
  magnitude: { by: ['10ms', '1s'] },
  holds: () => true,
  seed: '1',
  store: false,
}

export const exploreCalls: Calls = {
  exploration: [(options: never) => explore.exploration(shop as never, options), explored],
  experiment: [
    (options: never) => explore.experiment(shop as never, options),
    { for: '2s', faults: [outage], holds: () => true, name: 'x', seed: '1' },
  ],
  faultsFor: [
    (options: never) => explore.faultsFor(shop as never, options),
    { most: 2, kinds: ['slow'], within: '1s' },
  ],
  loadsFor: [
    (options: never) => explore.loadsFor(shop as never, options),
    { clients: 'shoppers', most: '200/s', within: '1s' },
  ],
  settings: [explore.settings as never, { timeout: ['50ms', '2s'], retry: { attempts: [1, 3] } }],
  weakest: [(spec: never) => explore.weakest(spec, () => true), { timeout: ['2s', '50ms'] }],
  dispensable: [explore.dispensable as never, shop],
}

export const policyCalls: Calls = {
  checkBreaker: [
    policies.checkBreaker as never,
    { window: '10s', failureRate: 0.5, minimumCalls: 5, openFor: '1s' },
  ],
  checkRetry: [
    policies.checkRetry as never,
    { attempts: 3, backoff: 'exponential', base: 20, jitter: 'full' },
  ],
  checkRateLimit: [policies.checkRateLimit as never, { rate: 0.1, burst: 5 }],
  checkBulkhead: [policies.checkBulkhead as never, { limit: 10, queue: 5, maxWait: 100 }],
  checkHedge: [policies.checkHedge as never, { after: 5, most: 2 }],
  checkThrottle: [policies.checkThrottle as never, { k: 2 }],
  checkShedding: [policies.checkShedding as never, { order: 'lifo', codel: {} }],
  checkOutliers: [policies.checkOutliers as never, { consecutive: 5 }],
  checkBalancing: [policies.checkBalancing as never, { by: 'consistentHash', points: 10 }],
  checkTimeout: [policies.checkTimeout as never, { after: 100 }],
  checkHealthChecks: [policies.checkHealthChecks as never, { every: 1_000, timeout: 100 }],
  checkConcurrencyLimit: [policies.checkConcurrencyLimit as never, { algorithm: 'aimd' }],
  checkRetryBudget: [policies.checkRetryBudget as never, { ratio: 0.1 }],
  resilience4j: [g.like.resilience4j as never, { slidingWindowSize: 10 }],
  opossum: [g.like.opossum as never, { timeout: 100 }],
}

export const wordCalls: Calls = {
  constant: [g.constant as never, '1s'],
  exponential: [g.exponential as never, '1s'],
  uniform: [g.uniform as never, '1s', '2s'],
  logNormal: [g.logNormal as never, { median: '5ms', p99: '30ms' }],
  normal: [g.normal as never, { mean: '5ms', sd: '1ms' }],
  pareto: [g.pareto as never, { min: '5ms', shape: 2 }],
  weibull: [g.weibull as never, { scale: '5ms', shape: 2 }],
  gamma: [g.gamma as never, { mean: '5ms', shape: 2 }],
  erlang: [g.erlang as never, { stages: 2, mean: '5ms' }],
  mixture: [g.mixture as never, [{ weight: 1, of: '1ms' }]],
  empirical: [g.empirical as never, { samples: [1, 2, 3] }],
  zipf: [g.zipf as never, { items: 100, exponent: 1 }],
  call: [g.call as never, 'db', { timeout: '1s' }],
  work: [g.work as never, '1s', 'parse'],
  cached: [g.cached as never, 'memo', { key: 50, ttl: '2s', miss: g.call('db') }],
  repeat: [g.repeat as never, 2, g.call('db')],
  choose: [g.choose as never, [{ weight: 1, steps: g.call('db') }]],
  parallel: [g.parallel as never, g.call('db'), g.call('log')],
  publish: [g.publish as never, 'jobs', { timeout: '1s' }],
  clients: [g.clients as never, { rate: '1/s', call: 'web' }],
  service: [g.service as never, { handle: g.call('db') }],
  ramp: [g.ramp as never, { from: '1/s', to: '2/s', over: '1s' }],
  steps: [g.steps as never, [{ rate: '1/s', for: '1s' }, { rate: '2/s' }]],
  spike: [g.spike as never, { from: '1/s', to: '2/s', at: '1s', for: '1s' }],
  diurnal: [g.diurnal as never, { low: '1/s', high: '2/s' }],
  trace: [g.trace as never, { arrivals: [1, 2, 3] }],
  system: [
    g.system as never,
    'shop',
    { a: g.clients({ rate: '1/s', call: 'db' }), db: g.store({ time: '1ms' }) },
    { network: { default: '1ms' } },
  ],
  bandwidthDelayProduct: [g.bandwidthDelayProduct as never, '1Gbps', '10ms'],
}
