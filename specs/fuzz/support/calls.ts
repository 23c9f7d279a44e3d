/** Right calls of what users call, for mutations to make wrong: words, faults, rules, questions. */
import * as g from 'gameday'
import { readLine } from '../../../src/explore/campaign/result-lines.ts'
import { storedFrom } from '../../../src/explore/counterexample/stored.ts'
import { systems } from './systems.ts'

/** A function, and arguments that are right for it. */
export type Call = readonly [play: (...args: never[]) => unknown, ...args: readonly unknown[]]
/** Calls by a name for each. */
export type Calls = { readonly [name: string]: Call }

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown

/** A run that comes to its end at once, whatever its system is. */
export const brief = { for: '300ms', eventLimit: 3_000 } as const

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

const others = { ...g } as unknown as { readonly [name: string]: (...args: never[]) => unknown }

/** Every word that is called with a target and options. */
const faultWords: Calls = Object.fromEntries(
  Object.entries({
    crash: { refuse: true },
    openBreaker: {},
    partition: { way: 'both' },
    drop: { rate: 0.5, burst: 4, way: 'there' },
    resetConnections: { after: '1s', bytes: '1MB' },
    diskFull: { writes: 0.5 },
    slow: { by: '1s' },
    delay: { by: '1s', jitter: '10ms', plusMinus: true },
    reorder: { within: '5ms', messages: [2, 5] },
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
    misconfigure: { concurrency: 3, queue: 0 },
    restart: { atOnce: 1 },
    failProbes: { rate: 0.5 },
    skewClock: { ahead: '1s', slow: '1%', tokens: '1m' },
    flush: { keys: 0.5 },
    surge: { factor: 3 },
    leak: { of: 'memory', each: '1MB', perSecond: '1MB' },
  }).map(([word, options]) => [
    word,
    [(...args: never[]) => String(others[word](...args)), 'db', options] as const,
  ]),
)

type Words = { readonly [word: string]: readonly unknown[] }

type Sentence = { [word: string]: (...args: unknown[]) => never; toString(): never }

/** A sentence of a fault: each word with what it is given. */
function said(words: Words): string {
  let fault = g.slow('web', { by: '1s' }) as unknown as Sentence
  for (const [word, given] of Object.entries(words)) {
    fault = fault[word](...(Array.isArray(given) ? given : [given]))
  }
  const sentence: unknown = fault.toString()
  return JSON.stringify([sentence, fault])
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
  'errors of a store': [
    (...args: never[]) => String(others.errors(...args)),
    'db',
    { rate: 0.5, code: '40001' },
  ],
  at: sentence({ at: ['1s'], for: ['2s'], ramp: ['1s'], share: [0.5], withProbability: ['50%'] }),
  until: sentence({ from: ['1s'], until: ['2s'] }),
  when: sentence({ when: [g.isDown('db'), { for: '1s', after: '1s', cooldown: '5s' }] }),
  randomly: sentence({ randomly: [{ every: '1m', for: '5s', each: 'replica' }] }),
  every: sentence({ every: ['5s', { each: 'oneReplica' }], for: ['1s'] }),
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
  change: [
    (of: 'db', to: object, at: '1s') => JSON.stringify(g.change(of, to).at(at).for('1s')),
    'db',
    { concurrency: 40, queue: 10, rateLimit: { rate: '5/s' } },
    '1s',
  ],
  'change of a call': [
    (of: string, to: object, how: object) =>
      String(
        g
          .change(of, to as never)
          .when(g.isDown('db'), how)
          .once(),
      ),
    'web->db',
    { timeout: '1s', retry: { attempts: 2, jitter: 'full' }, breaker: null },
    { after: '5s', cooldown: '1m' },
  ],
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
  g.errors('db').at('1s').every('5s').for('1s').until('1m'),
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
  changeFrom: [
    (data: never) => String(g.changeFrom(data)),
    json(
      g
        .change('web->db', { retry: { attempts: 2 } })
        .when(g.queueOf('db').above(3))
        .until('5s'),
    ),
  ],
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
      whole: false,
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
