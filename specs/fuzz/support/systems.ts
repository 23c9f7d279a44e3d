/** Right declarations that say as much as they can. */
import * as g from 'gameday'

const shop = g.system(
  'shop',
  {
    shoppers: g.clients({
      load: g.ramp({ from: '5/s', to: '20/s', over: '2s' }),
      call: g.call('gate', { timeout: '1s', fallback: { value: 'none' } }),
    }),
    users: g.clients({
      users: [{ to: 3, over: '100ms' }],
      think: g.exponential('500ms'),
      tasks: {
        look: { weight: 9, next: { look: 2, buy: 1 }, steps: [g.call('web.read'), g.call('gate')] },
        buy: { weight: 1, steps: g.call('web.write') },
      },
      first: 'look',
      zone: 'street',
    }),
    gate: g.gateway({
      handle: [g.call('web.write'), g.call('edge')],
      rateLimit: { rate: '100/s' },
      zone: 'eu',
    }),
    edge: g.cdn({ origin: 'assets', key: 100, ttl: '5s', staleFor: '1s', zone: 'eu' }),
    assets: g.external({ time: g.logNormal({ median: '5ms', p99: '30ms' }) }),
    web: g.service({
      concurrency: 8,
      queue: 20,
      replicas: 2,
      zone: 'eu',
      balance: { by: 'leastConnections', ties: 'lowestIndex', refresh: '1s' },
      health: { every: '1s', timeout: '500ms', check: g.call('log'), successRate: '50%' },
      start: { steps: [g.work('10ms')], atOnce: 1, every: '1s', jitter: '1s', again: '2s' },
      stop: { within: '5s' },
      shedding: { order: 'priority', preemptive: true, evict: 'leastImportant', codel: {} },
      resources: {
        cpu: 4,
        contention: { alpha: '3%', beta: 0.0005 },
        memory: { size: '512MB', idle: '120MB', each: '2MB', restart: '5s', gc: '5%' },
      },
      operations: {
        read: [
          g.work('1ms', 'parse'),
          g.cached('memo', { key: 50, ttl: '2s', coalesce: true, miss: g.call('db') }),
        ],
        write: [
          g.call('db', { key: 10, record: 'read' }),
          g.call('db', { record: 'compareAndSet', optional: true }),
          g.call('log', { record: { lease: '1s', holder: 'request' }, optional: true }),
          g.call('log', { record: { renew: '1s' }, optional: true }),
          g.call('db', { record: { fencedBy: 'log' }, optional: true }),
          g.parallel(g.call('db'), g.call('log', { optional: true })),
          g.quorum(1, g.call('db'), g.call('log')),
          g.choose([
            { weight: 3, steps: g.work('1ms') },
            { weight: 1, steps: g.repeat(2, g.work('2ms')) },
          ]),
          g.publish('jobs', { timeout: '50ms', retry: { attempts: 3 } }),
        ],
      },
    }),
    memo: g.cache({ capacity: 100, latency: '0.2ms' }),
    db: g.store({
      concurrency: 4,
      time: g.exponential('3ms'),
      errorRate: '1%',
      conflictRate: '1%',
      zone: 'us',
      listen: { maxConnections: 100, idle: '5s', maxRequests: 9, accepts: '99/s', backlog: 7 },
    }),
    log: g.store({
      time: g.mixture([
        { weight: 1, of: '1ms' },
        { weight: 2, of: g.gamma({ shape: 2, mean: '1ms' }) },
      ] as never),
    }),
    jobs: g.queue({
      capacity: 50,
      whenFull: 'wait',
      deliveries: 'unbounded',
      redeliverAfter: '1s',
      deadLetters: 'dead',
      poison: '1%',
      partitions: { count: 4, sessionTimeout: '10s', rebalance: '3s' },
    }),
    dead: g.queue({ capacity: 50, backlog: 3 }),
    mailer: g.worker({ of: 'jobs', concurrency: 2, start: g.call('log'), handle: g.call('db') }),
  },
  {
    regions: { away: ['street'], here: ['eu', 'us'] },
    cables: { uplink: { bandwidth: { there: '150Mbps', back: '1Gbps' }, sharing: 'fair' } },
    network: {
      default: '1ms',
      'gate->edge': 'sameZone',
      'away<->here': { over: 'uplink', distance: '800km', loss: '0.1%' },
      'eu<->us': {
        distance: '800km',
        hops: 12,
        jitter: g.exponential('2ms'),
        connection: { tcp: 1, tls: 1, dns: '1ms' },
        keepAlive: { most: 5, idle: '1s', maxRequests: 100, whenFull: 'wait', queue: 9 },
      },
    },
    propagateDeadlines: true,
  } as never,
)

const guarded = g.system('guarded', {
  users: g.clients({
    rate: '20/s',
    arrivals: g.erlang({ stages: 2, mean: '1ms' }),
    call: 'web',
    timeout: '2s',
    priority: 2,
  }),
  web: g.service({
    handle: [
      g.call('db', {
        timeout: '250ms',
        deadline: '1s',
        retry: { attempts: 3, backoff: 'exponential', base: '20ms', jitter: 'full', on: ['error'] },
        breaker: { window: '10s', failureRate: 0.5, minimumCalls: 5, openFor: '1s', probes: 3 },
        bulkhead: { limit: 10, queue: 5, maxWait: '100ms' },
        rateLimit: { rate: '100/s', burst: 10 },
        fallback: { lastGood: '1m', otherwise: { value: [1, { a: null }] } },
        request: '10KB',
        response: g.uniform(1_000, 2_000),
        cancel: true,
      }),
      g.call('other', { hedge: { after: '5ms', most: 2 }, throttle: { k: 2 }, timeout: '50ms' }),
      g.call('third', { limit: { algorithm: 'gradient2' }, key: 10 }),
      g.call('fourth', {
        policies: [
          { breaker: { consecutive: 5, openFor: '10s' } },
          { retry: { delays: ['5ms', '1s'], retryAfter: { most: '1s' }, budget: { ratio: 2 } } },
          { timeout: '250ms' },
        ],
      }),
    ],
  }),
  db: g.store({ time: g.pareto({ min: '1ms', shape: 3 }) }),
  other: g.store({
    time: g.weibull({ scale: '2ms', shape: 2 } as never),
    limit: { algorithm: 'aimd' },
  }),
  third: g.store({
    replicas: 3,
    balance: 'consistentHash',
    time: g.empirical({ samples: [1, 2, 3] }),
  }),
  fourth: g.store({ replicas: 2, outlierDetection: { consecutive: 5 }, time: '2ms' }),
} as never)

const spread = g.system(
  'spread',
  {
    users: g.clients({ rate: '20/s', call: 'web', zone: 'eu-a' }),
    web: g.service({ zones: ['eu-a', 'eu-b'], replicas: 2, handle: g.call('near') }),
    near: g.service({
      zones: ['eu-a', 'eu-b', 'eu-b'],
      replicas: 6,
      health: { every: '1s' },
      zoneRouting: { by: 'zoneAware', minimumReplicas: 4 },
      localCache: 10,
      handle: [
        g.cached({ key: 20, ttl: '1s', warm: '50%', miss: g.call('far') }),
        g.cached({ key: 90, warm: { hottest: 5 }, miss: g.call('far') }),
        g.cached('known', { key: 9, warm: { after: '1s', rate: '20/s' }, miss: g.work(1) }),
        g.publish('jobs', { priority: 1, delay: '5ms' }),
      ],
    }),
    far: g.store({
      zones: ['eu-b', 'eu-a'],
      replicas: 2,
      zoneRouting: { by: 'failover', overprovisioning: 1.2 },
      time: '2ms',
    }),
    known: g.cache({
      zones: ['eu-a', 'eu-b'],
      replicas: { min: 2, max: 4, initial: 3, target: { rate: '5/s' }, cooldown: '1s' },
    }),
    jobs: g.queue({ zone: 'eu-a', order: 'priority' }),
    sender: g.worker({
      of: 'jobs',
      zones: ['eu-a', 'eu-b'],
      replicas: 2,
      renewEvery: '10s',
      batch: { size: 3, wait: '5ms' },
      handle: g.work(1),
    }),
  },
  {
    network: {
      'eu-a<->eu-b': {
        latency: '2ms',
        keepAlive: { most: 4, least: 2, reconnect: '2s', atOnce: 9, inOrder: true },
      },
    },
  },
)

/** By name: what `systemFrom` takes. */
export const systems: { readonly [name: string]: unknown } = {
  shop: JSON.parse(JSON.stringify(shop)),
  guarded: JSON.parse(JSON.stringify(guarded)),
  spread: JSON.parse(JSON.stringify(spread)),
}
