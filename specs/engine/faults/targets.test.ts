/** Every kind of fault at every kind of target: it strikes something, or says why it cannot. */
import {
  cache,
  cached,
  call,
  type Fault,
  service,
  simulate,
  store,
  system,
  UsageError,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { wordsForFaults } from '../../faults/support/any-fault.ts'
import { once } from '../../world/support/story.ts'

const resources = { memory: { size: '1GB' } } as const

const parts = {
  users: once('web', { requests: 20, rate: '20/s', timeout: '2s' }),
  web: service({
    zone: 'us',
    replicas: 2,
    health: { every: '200ms', timeout: '100ms' },
    resources,
    handle: [
      work('5ms'),
      cached('memo', { key: 3, ttl: '1s', miss: call('db', { timeout: '100ms', optional: true }) }),
      call('db', {
        request: '1KB',
        response: '1KB',
        timeout: '100ms',
        optional: true,
        breaker: { consecutive: 1_000, openFor: '1s' },
      }),
    ],
  }),
  memo: cache({ zone: 'us', latency: '1ms', replicas: 2, resources }),
  db: store({ zone: 'eu', time: '10ms', replicas: 2, concurrency: 1, resources }),
} as const

/** Connections take no time here, and can be reset. */
const shop = system('shop', parts, { network: { 'web->db': { connection: {} } } })

const targets = ['db', 'db#0', 'web->db', 'eu<->us', 'zone:us', 'users', 'memo'] as const

/** The least that a word has to be told. */
const least: { readonly [word: string]: unknown } = {
  slow: { by: '20ms' },
  delay: { by: '20ms' },
  reorder: { within: '20ms' },
  throttleCpu: { to: 0.5 },
  throttleBandwidth: { to: 0.5 },
  badDeployment: { errorRate: 1 },
  misconfigure: { concurrency: 1 },
  skewClock: { ahead: '5s', tokens: '10s' },
  leak: { each: '10MB' },
  exhaust: 'threads',
  flipBits: { rate: 0.01 },
}

const everywhere = 'db db#0 web->db eu<->us zone:us users memo'
const handlers = 'db db#0 zone:us memo'
const beyondDb = 'web->db eu<->us zone:us users memo'
const ways = `db ${beyondDb}`
const waysIn = 'db web->db eu<->us zone:us memo'
const answers = everywhere

const strikes: { readonly [word: string]: string } = {
  crash: handlers,
  pause: handlers,
  throttleCpu: handlers,
  saturateDisk: handlers,
  contend: handlers,
  slowQueries: handlers,
  diskFull: handlers,
  badDeployment: handlers,
  misconfigure: handlers,
  skewClock: handlers,
  leak: handlers,
  exhaust: handlers,
  restart: handlers,
  failProbes: 'zone:us',
  flush: 'zone:us memo',
  slow: everywhere,
  errors: everywhere,
  maintenance: everywhere,
  expiredCredentials: everywhere,
  corrupt: answers,
  stale: answers,
  undecodable: answers,
  lie: answers,
  partition: `db db#0 ${beyondDb}`,
  drop: `db db#0 ${beyondDb}`,
  packetLoss: `db ${beyondDb}`,
  delay: ways,
  reorder: ways,
  flipBits: ways,
  throttleBandwidth: ways,
  dnsFailure: waysIn,
  unreachable: waysIn,
  expiredCertificate: waysIn,
  surge: 'users',
  openBreaker: 'web->db',
  resetConnections: 'db web->db eu<->us zone:us',
}

const make = (word: string, target: string): Fault<never> =>
  wordsForFaults[word](target as never, least[word] as never) as Fault<never>

const play = (fault: Fault<never>) =>
  simulate(shop, { for: '1s', faults: [fault], eventLimit: 100_000, strict: false })

/** What comes of a fault at a target: null when it strikes, else what is said. */
function toldOf(word: string, target: string): string | null {
  try {
    play(make(word, target))
    return null
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
}

describe('C10 a fault', () => {
  it('of any kind has its targets', () => {
    expect(Object.keys(strikes).sort()).toEqual(Object.keys(wordsForFaults).sort())
  })

  it.each(Object.entries(strikes))('%s strikes %s', (word, struck) => {
    const fits = targets.filter(target => toldOf(word, target) === null)
    expect(fits.join(' ')).toBe(struck)
  })

  it('elsewhere says what is wrong with its target, and where to aim it', () => {
    for (const [word, struck] of Object.entries(strikes)) {
      for (const target of targets.filter(target => !struck.split(' ').includes(target))) {
        const told = toldOf(word, target)
        expect(told).toContain(`"${target}"`)
        expect(told).toMatch(/fix: +(aim it|declare it|give the call)/)
        expect(told).toContain(`where: ${word}('${target}'`)
      }
    }
  })
})

describe('C16 a fault', () => {
  /** No link here has a bandwidth, and there is never more than one request at a time. */
  const untouched = new Set(['throttleBandwidth', 'misconfigure', 'contend'])

  it.each(Object.keys(strikes).filter(word => !untouched.has(word)))(
    '%s counts what it touches',
    word => {
      const [target] = strikes[word].split(' ')
      expect(play(make(word, word === 'flush' ? 'memo' : target)).faults[0].touched).not.toBe(0)
    },
  )

  it('throttleBandwidth touches only what has a size, on a link that has a bandwidth', () => {
    const sized = system(
      'sized',
      { users: once(call('db', { request: '1MB' })), db: store({ time: '10ms' }) },
      { network: { default: { bandwidth: '1Gbps' } } },
    )
    const [fault] = [wordsForFaults.throttleBandwidth('users->db' as never, { to: 0.1 } as never)]
    const run = simulate(sized, { for: '1s', faults: [fault as Fault<never>] })
    expect(run.faults[0].touched).toBe(1)
    // 8 ms there become 80; the answer has no size.
    expect(run.requests().latency.mean).toBe(90)
    expect(play(make('throttleBandwidth', 'users')).faults[0].touched).toBe(0)
  })

  it('throttleBandwidth slows a link that messages share as well', () => {
    const shared = system(
      'shared',
      { users: once(call('db', { request: '1MB' })), db: store({ time: '10ms' }) },
      { network: { default: { bandwidth: '1Gbps', sharing: 'fifo' } } },
    )
    const fault = wordsForFaults.throttleBandwidth('users->db' as never, { to: 0.1 } as never)
    const run = simulate(shared, { for: '1s', faults: [fault as Fault<never>] })
    expect(run.requests().latency.mean).toBe(90)
    expect(run.faults[0].touched).toBe(1)
  })
})
