/**
 * One run with every distribution, jitter and fault, down to its last bit. The specs run on Node 20
 * and on Node 24 in CI, so this one digest stands for all machines. When it changes, the same seed
 * tells another story: the changelog must say so.
 */
import {
  cache,
  cached,
  call,
  choose,
  clients,
  crash,
  type Distribution,
  empirical,
  erlang,
  errors,
  exponential,
  external,
  gamma,
  logNormal,
  mixture,
  normal,
  parallel,
  pareto,
  partition,
  repeat,
  service,
  simulate,
  slow,
  store,
  system,
  uniform,
  weibull,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'

const laws: readonly Distribution[] = [
  uniform('1ms', '3ms'),
  exponential('2ms'),
  logNormal({ mu: 0.5, sigma: 0.4 }),
  normal({ mean: '2ms', sd: '1ms' }),
  pareto({ min: '1ms', shape: 2.5 }),
  weibull({ scale: '2ms', shape: 1.4 }),
  gamma({ shape: 2.5, mean: '2ms' }),
  erlang({ stages: 3, mean: '2ms' }),
  mixture([
    { weight: 3, of: '1ms' },
    { weight: 1, of: logNormal({ median: '3ms', p99: '20ms' }) },
  ]),
  empirical({ samples: [1, 1.5, 4] }),
  empirical({
    histogram: [
      { upTo: '1ms', count: 3 },
      { upTo: '5ms', count: 1 },
    ],
  }),
]

const jitters = [
  'full',
  'equal',
  'plusMinus',
  'decorrelated',
  'decorrelatedV2',
  'fullEnvoy',
] as const

const breaker = { window: '1s', failureRate: 0.4, minimumCalls: 5, openFor: '500ms', probes: 2 }

const everything = system(
  'everything',
  {
    visitors: clients({ rate: '40/s', call: 'web.page', timeout: '2s', zone: 'eu' }),
    users: clients({
      users: 20,
      think: exponential('300ms'),
      tasks: {
        read: { weight: 3, steps: call('web.page') },
        buy: { steps: [call('web.page'), call('web.order')] },
      },
    }),
    web: service({
      replicas: 2,
      zone: 'eu',
      operations: {
        page: [
          cached('sessions', { key: 300, ttl: '3s', miss: call('db', { timeout: '40ms' }) }),
          choose(laws.map((law, i) => ({ weight: i + 1, steps: work(law) }))),
        ],
        order: jitters.map(jitter =>
          call('db', {
            timeout: '30ms',
            retry: { attempts: 3, base: '5ms', jitter },
            breaker: breaker as typeof breaker & { openFor: '500ms'; window: '1s' },
            fallback: { value: jitter },
          }),
        ),
      },
    }),
    loop: service({ nonBlocking: true, handle: repeat(2, work('1ms'), call('pay')) }),
    sessions: cache({ latency: '0.4ms', capacity: 200 }),
    db: store({ concurrency: 8, time: exponential('6ms'), errorRate: '3%', zone: 'us' }),
    pay: external({ time: uniform('1ms', '30ms') }),
    robots: clients({ rate: '20/s', call: 'gate' }),
    gate: service({
      handle: parallel(call('pay', { optional: true }), call('loop', { deadline: '80ms' })),
    }),
  },
  { network: { default: 'sameZone', 'eu<->us': { distance: '6000km', hops: 12 } } },
)

const faults = [
  slow('db', { by: '80ms', factor: 2 }).at('3s').for('2s').ramp('500ms').share('70%'),
  crash('web#1').at('5s').for('1s'),
  errors('pay', { rate: 0.2 }).at('2s').forever(),
  partition('web->db', { way: 'back' }).at('7s').for('500ms'),
]

describe('on any machine', () => {
  it('the same seed gives the same bytes', () => {
    const run = simulate(everything, { for: '10s', seed: 7, trace: 0.1, faults })
    expect(run.faults.every(fault => fault.touched > 0)).toBe(true)
    expect(run.digest).toMatchInlineSnapshot(
      `"1aa269c78e3ea4aa273f5f92898bcdaa574c31ef0f0c944e4ef19033dc0f52e8"`,
    )
  })
})
