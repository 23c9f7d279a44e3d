/** Right calls of what explores, of policies, and of the words of a declaration. */
import * as g from 'gameday'
import * as explore from 'gameday/explore'
import * as policies from 'gameday/policies'
import type { Calls } from './calls.ts'
import { outage, shop } from './story.ts'

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
  exploration: [(options: never) => explore.exploration(shop, options), explored],
  experiment: [
    (options: never) => explore.experiment(shop, options),
    { for: '2s', faults: [outage], holds: () => true, name: 'x', seed: '1' },
  ],
  faultsFor: [
    (options: never) => explore.faultsFor(shop, options),
    { most: 2, kinds: ['slow'], within: '1s' },
  ],
  loadsFor: [
    (options: never) => explore.loadsFor(shop, options),
    { clients: 'shoppers', most: '200/s', within: '1s' },
  ],
  settings: [explore.settings, { timeout: ['50ms', '2s'], retry: { attempts: [1, 3] } }],
  weakest: [
    (spec: never) => explore.weakest(spec, ({ timeout }) => timeout !== ''),
    { timeout: ['2s', '50ms'] },
  ],
  dispensable: [explore.dispensable, shop],
}

export const policyCalls: Calls = {
  checkBreaker: [
    policies.checkBreaker,
    { window: '10s', failureRate: 0.5, minimumCalls: 5, openFor: '1s' },
  ],
  checkRetry: [
    policies.checkRetry,
    { attempts: 3, backoff: 'exponential', base: 20, jitter: 'full' },
  ],
  checkRateLimit: [policies.checkRateLimit, { rate: '100/s', burst: 5 }],
  checkBulkhead: [policies.checkBulkhead, { limit: 10, queue: 5, maxWait: 100 }],
  checkHedge: [policies.checkHedge, { after: 5, most: 2 }],
  checkThrottle: [policies.checkThrottle, { k: 2 }],
  checkShedding: [policies.checkShedding, { order: 'lifo', codel: {} }],
  checkOutliers: [policies.checkOutliers, { consecutive: 5 }],
  checkBalancing: [policies.checkBalancing, { by: 'consistentHash', points: 10 }],
  checkHealthChecks: [policies.checkHealthChecks, { every: 1_000, timeout: 100 }],
  checkConcurrencyLimit: [policies.checkConcurrencyLimit, { algorithm: 'aimd' }],
  checkRetryBudget: [policies.checkRetryBudget, { ratio: 0.1 }],
  resilience4j: [g.like.resilience4j, { slidingWindowSize: 10 }],
  opossum: [g.like.opossum, { timeout: 100 }],
}

export const wordCalls: Calls = {
  constant: [g.constant, '1s'],
  exponential: [g.exponential, '1s'],
  uniform: [g.uniform, '1s', '2s'],
  logNormal: [g.logNormal, { median: '5ms', p99: '30ms' }],
  normal: [g.normal, { mean: '5ms', sd: '1ms' }],
  pareto: [g.pareto, { min: '5ms', shape: 2 }],
  weibull: [g.weibull, { scale: '5ms', shape: 2 }],
  gamma: [g.gamma, { mean: '5ms', shape: 2 }],
  erlang: [g.erlang, { stages: 2, mean: '5ms' }],
  mixture: [g.mixture, [{ weight: 1, of: '1ms' }]],
  empirical: [g.empirical, { samples: [1, 2, 3] }],
  mean: [g.mean, g.exponential('4ms')],
  variance: [g.variance, g.gamma({ shape: 2, mean: '4ms' })],
  zipf: [g.zipf, { items: 100, exponent: 1 }],
  call: [g.call, 'db', { timeout: '1s' }],
  work: [g.work, '1s', 'parse'],
  cached: [g.cached, 'memo', { key: 50, ttl: '2s', miss: g.call('db') }],
  repeat: [g.repeat, 2, g.call('db')],
  choose: [g.choose, [{ weight: 1, steps: g.call('db') }]],
  parallel: [g.parallel, g.call('db'), g.call('log')],
  quorum: [g.quorum, 1, g.call('db'), g.call('log')],
  publish: [g.publish, 'jobs', { timeout: '1s', priority: 1, delay: '1s' }],
  clients: [g.clients, { rate: '1/s', call: 'web' }],
  service: [g.service, { handle: g.call('db') }],
  ramp: [g.ramp, { from: '1/s', to: '2/s', over: '1s' }],
  steps: [g.steps, [{ rate: '1/s', for: '1s' }, { rate: '2/s' }]],
  spike: [g.spike, { from: '1/s', to: '2/s', at: '1s', for: '1s' }],
  diurnal: [g.diurnal, { low: '1/s', high: '2/s' }],
  trace: [g.trace, { arrivals: [1, 2, 3] }],
  system: [
    g.system,
    'shop',
    { a: g.clients({ rate: '1/s', call: 'db' }), db: g.store({ time: '1ms' }) },
    { network: { default: '1ms' } },
  ],
  bandwidthDelayProduct: [g.bandwidthDelayProduct, '1Gbps', '10ms'],
}
