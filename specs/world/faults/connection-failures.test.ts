/** Faults of connecting: whoever has a connection that stands never meets them. */
import {
  call,
  type ConnectionSpec,
  crash,
  dnsFailure,
  expiredCertificate,
  type Fault,
  type KeepAliveSpec,
  partition,
  simulate,
  store,
  system,
  unreachable,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once, story } from '../support/story.ts'

type Link = {
  readonly connection?: ConnectionSpec
  readonly keepAlive?: KeepAliveSpec
  readonly requests?: number
  readonly timeout?: '1s' | '45ms'
}

/** Ten requests a second to a store that takes 10 ms, over a link of 5 ms each way. */
const linked = ({ connection, keepAlive, requests = 10, timeout = '1s' }: Link) =>
  system(
    'linked',
    { users: once(call('db'), { rate: '10/s', requests, timeout }), db: store({ time: '10ms' }) },
    {
      network: {
        'users->db': {
          latency: '5ms',
          ...(connection && { connection }),
          ...(keepAlive && { keepAlive }),
        },
      },
    },
  )

const play = (link: Link, ...faults: Fault<'db' | 'users->db'>[]) => {
  const run = simulate(linked(link), { for: '1s', trace: true, faults, strict: false })
  const took = story(run).map(([at, until, outcome]) => [Math.round(until - at), outcome])
  return { run, took, outcomes: counts(run.requests().outcomes) }
}

const connecting: [string, Fault<'db'>][] = [
  ['a name that cannot be resolved', dnsFailure('db').at('150ms')],
  ['an expired certificate', expiredCertificate('db').at('150ms')],
]

describe.each(connecting)('C7 %s', (_what, fault) => {
  it('fails nobody while the connection of a pool stands', () => {
    const { run, outcomes } = play({ keepAlive: {} }, fault)
    expect(outcomes).toEqual({ ok: 10 })
    expect(run.faults[0].touched).toBe(0)
    expect(run.on('users->db').network?.connections).toBe(1)
  })

  it('fails every request where each makes a connection', () => {
    expect(play({ connection: {} }, fault).outcomes).toEqual({ ok: 2, error: 8 })
  })

  it('fails every request over a link that says nothing of connections', () => {
    expect(play({}, fault).outcomes).toEqual({ ok: 2, error: 8 })
  })

  it('fails those who come once the connection was idle for too long', () => {
    expect(play({ keepAlive: { idle: '50ms' } }, fault).outcomes).toEqual({ ok: 2, error: 8 })
  })

  it('fails those who come after the callee was gone, and its connections with it', () => {
    const gone = crash('db', { refuse: true }).at('410ms').for('50ms')
    const { run, outcomes } = play({ keepAlive: {} }, fault, gone)
    expect(outcomes).toEqual({ ok: 4, error: 6 })
    expect(run.faults.map(({ kind, touched }) => [kind, touched])).toContainEqual([
      fault.cause.kind,
      5,
    ])
  })
})

describe('C7 who cannot connect', () => {
  it('is told by the resolver after its time, by a certificate after the handshake', () => {
    const silent = play({ keepAlive: {}, requests: 1 }, dnsFailure('db', { after: '200ms' }))
    expect(silent.took).toEqual([[200, 'error']])
    const untrusted = play({ connection: { dns: '20ms' }, requests: 1 }, expiredCertificate('db'))
    expect(untrusted.took).toEqual([[40, 'error']])
    expect(untrusted.run.on('users->db').reasons).toEqual([
      { because: 'certificate not trusted', count: 1 },
    ])
    expect(untrusted.run.breakdown(0).there.connecting).toBe(40)
  })

  it('makes no connection, and those who wait in the pool try in turn', () => {
    const burst = system(
      'burst',
      { users: once('db', { rate: '1000/ms', requests: 3 }), db: store({ time: '10ms' }) },
      { network: { 'users->db': { latency: '5ms', keepAlive: { most: 1 } } } },
    )
    const faults = [dnsFailure('db', { after: '100ms' }).for('150ms')]
    const run = simulate(burst, { for: '1s', trace: true, faults })
    // The first two ask the resolver one after the other; the third asks when it is back.
    expect(story(run).map(([, until, outcome]) => [Math.round(until), outcome])).toEqual([
      [100, 'error'],
      [200, 'error'],
      [240, 'ok'],
    ])
    expect(run.on('users->db').network?.connections).toBe(1)
  })

  it('gives the place in the pool back when the caller leaves before it is told', () => {
    const fault = dnsFailure('db', { after: '80ms' }).for('50ms')
    const { took } = play({ keepAlive: { most: 1 }, requests: 3, timeout: '45ms' }, fault)
    expect(took).toEqual([
      [45, 'timeout'],
      [40, 'ok'],
      [20, 'ok'],
    ])
  })
})

describe('C7 an expired certificate', () => {
  it('is nothing to a link without TLS, and so tests nothing', () => {
    const expired = expiredCertificate('db').at('150ms')
    const { run, outcomes } = play({ connection: { tls: 0 } }, expired)
    expect([outcomes, run.faults[0].touched]).toEqual([{ ok: 10 }, 0])
    const faults = [expired]
    expect(() => simulate(linked({ connection: { tls: 0 } }), { for: '1s', faults })).toThrow(
      'tested nothing',
    )
  })
})

describe('C7 a partition', () => {
  it.each(['there', 'back', 'both'] as const)('%s lets nobody connect', way => {
    const cut = partition('users->db', { way }).at('150ms').for('400ms')
    const { run, outcomes } = play({ connection: {}, timeout: '45ms' }, cut)
    expect(outcomes).toEqual({ ok: 6, timeout: 4 })
    expect(run.at('db').issued).toBe(6)
    expect(run.on('users->db').network?.connections).toBe(6)
    expect(run.faults[0].touched).toBe(4)
  })

  it('gives the place in a pool back when the caller leaves', () => {
    const cut = partition('users->db').at('150ms').for('400ms')
    const { took } = play({ keepAlive: { most: 1, idle: '50ms' }, timeout: '45ms' }, cut)
    const outcomes = took.map(([, outcome]) => outcome)
    expect(outcomes.join(' ')).toBe('ok ok timeout timeout timeout timeout ok ok ok ok')
  })

  it('leaves alone who connects without a round trip', () => {
    const back = partition('users->db', { way: 'back' })
    const { run } = play({ connection: { tcp: 0, tls: 0 }, timeout: '45ms' }, back)
    expect(run.at('db').issued).toBe(10)
  })
})

describe('C7 a dependency without a way to it', () => {
  it('is out of reach over connections that stand, too', () => {
    const { outcomes } = play({ keepAlive: {} }, unreachable('db').at('150ms'))
    expect(outcomes).toEqual({ ok: 2, error: 8 })
  })

  it('fails a share of requests once, and not again as they are sent', () => {
    const declared = linked({ connection: {}, requests: 4_000 })
    const faults = [unreachable('db').share(0.5)]
    const run = simulate(declared, { for: '400s', faults })
    // 4,000 draws of a half: four standard deviations are 127.
    expect(Math.abs(run.requests().outcomes.error - 2_000)).toBeLessThan(127)
  })
})
