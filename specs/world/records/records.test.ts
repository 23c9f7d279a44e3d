/** Records of a store: read and written by key, held for a time, and written under a lease. */
import {
  call,
  clients,
  type Fault,
  pause,
  repeat,
  service,
  simulate,
  type Step,
  store,
  system,
  systemFrom,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once, story } from '../support/story.ts'

/** Two requests 5 ms apart that take 10 ms between what they read and what they write. */
const bank = (
  write: 'write' | 'compareAndSet',
  { key = 1, retry }: { key?: number; retry?: { attempts: number; base: number } } = {},
) =>
  system('bank', {
    users: once(call('api', { key, ...(retry && { retry }) }), { rate: '200/s', requests: 2 }),
    api: service({
      handle: [call('ledger', { record: 'read' }), work('10ms'), call('ledger', { record: write })],
    }),
    ledger: store({ time: '1ms' }),
  })

describe('a record', () => {
  it('is written by compareAndSet only if nobody has written since it was read', () => {
    const run = simulate(bank('compareAndSet'), { for: '1s', trace: true })
    // The first reads at 1 ms and writes at 12 ms, the second has read at 6 ms.
    expect(story(run)).toEqual([
      [0, 12, 'ok'],
      [5, 17, 'error'],
    ])
    expect(run.at('ledger').reasons).toEqual([{ because: '409', count: 1 }])
    expect(run.at('ledger').counts).toEqual({})
  })

  it('is of one key: who writes another is in nobody else’s way', () => {
    const run = simulate(bank('compareAndSet', { key: 1_000_000 }), { for: '1s' })
    expect(counts(run.requests().outcomes)).toEqual({ ok: 2 })
  })

  it('is of the same key when the whole is tried again, which reads anew', () => {
    const retry = { attempts: 2, base: 0 }
    const run = simulate(bank('compareAndSet', { retry }), { for: '1s', trace: true })
    expect(story(run)).toEqual([
      [0, 12, 'ok'],
      [5, 29, 'ok'],
    ])
  })

  it('that is simply written loses what was written since it was read', () => {
    const run = simulate(bank('write'), { for: '1s' })
    expect(counts(run.requests().outcomes)).toEqual({ ok: 2 })
    expect(run.at('ledger').counts).toEqual({ 'lost updates': 1 })
  })

  it('comes back from JSON', () => {
    const again = systemFrom(JSON.parse(JSON.stringify(bank('compareAndSet'))))
    const { digest } = simulate(bank('compareAndSet'), { for: '1s' })
    expect(simulate(again, { for: '1s' }).digest).toBe(digest)
  })
})

const SECOND = { rate: '1/s', requests: 2, timeout: '30s' } as const

/** Two requests a second apart, each of which holds the lock while it works. */
const locking = (ttl: '2s' | '8s', steps: Step<'locks'>[]) =>
  system('locking', {
    users: once(call('api', { key: 1 }), SECOND),
    api: service({
      handle: [
        call('locks', {
          record: { lease: ttl },
          retry: { attempts: 100, backoff: 'constant', base: '500ms', on: [423] },
        }),
        ...steps,
        call('locks', { record: 'release' }),
      ],
    }),
    locks: store({ time: 0 }),
  })

describe('a lease', () => {
  it('is held until it is released; who comes meanwhile gets 423', () => {
    const run = simulate(locking('8s', [work('3200ms')]), { for: '30s', trace: true })
    // Asked for at 1 s, 1.5 s, … 3.5 s.
    expect(story(run).map(([, until]) => until)).toEqual([3_200, 6_700])
    expect(run.at('locks').reasons).toEqual([{ because: '423', count: 5 }])
  })

  it('runs out, and the next has it although the first still works', () => {
    const run = simulate(locking('2s', [work('3200ms')]), { for: '30s', trace: true })
    expect(story(run).map(([, until]) => until)).toEqual([3_200, 5_200])
  })

  it('is kept by renewing it in time', () => {
    const beat = [work('1s'), call('locks', { record: { renew: '2s' } })]
    const run = simulate(locking('2s', [repeat(3, ...beat)]), { for: '30s', trace: true })
    expect(story(run).map(([, until]) => until)).toEqual([3_000, 6_500])
  })

  it('that ran out cannot be renewed, and its holder learns of it', () => {
    const late = [work('2500ms'), call('locks', { record: { renew: '2s' } })]
    const run = simulate(locking('2s', late), { for: '30s', trace: true })
    expect(story(run)[0]).toEqual([0, 2_500, 'error'])
    expect(run.at('locks').reasons).toContainEqual({ because: '409', count: 2 })
  })

  it('of a replica is renewed by all that it asks', () => {
    const fleet = system('fleet', {
      droplets: clients({ users: 3, think: '1s', call: 'manager' }),
      manager: service({
        handle: call('leases', {
          record: { renew: '3s', holder: 'replica' },
          fallback: [work('100ms'), call('leases', { record: { lease: '3s', holder: 'replica' } })],
        }),
      }),
      leases: store({ time: 0 }),
    })
    const run = simulate(fleet, { for: '10s' })
    const { degraded, ok } = run.requests().outcomes
    expect(degraded).toBe(3)
    expect(ok).toBeGreaterThan(20)
  })
})

/** Whoever holds the lock for 4 s writes to the disk in the end; the lock is good for 5 s. */
const writing = (record: 'write' | { fencedBy: 'locks' }, faults: Fault<'api#0'>[] = []) =>
  simulate(
    system('writing', {
      users: once(call('api', { key: 1 }), { rate: '1/s', requests: 2, timeout: '60s' }),
      api: service({
        replicas: 2,
        handle: [
          call('locks', {
            record: { lease: '5s' },
            retry: { attempts: 100, backoff: 'constant', base: '500ms', on: [423] },
          }),
          call('disk', { record: 'read' }),
          work('4s'),
          call('disk', { record }),
          call('locks', { record: 'release' }),
        ],
      }),
      locks: store({ time: 0 }),
      disk: store({ time: 0 }),
    }),
    { for: '60s', trace: true, faults },
  )

const stops = [pause('api#0').at('1s').for('20s')]

describe('a fenced write', () => {
  it('is let through while nobody has taken the lease since', () => {
    expect(counts(writing({ fencedBy: 'locks' }).requests().outcomes)).toEqual({ ok: 2 })
  })

  it('of a holder that slept through the end of its lease is refused', () => {
    const run = writing({ fencedBy: 'locks' }, stops)
    expect(story(run)).toEqual([
      [0, 24_000, 'error'],
      [1_000, 9_000, 'ok'],
    ])
    expect(run.at('disk').reasons).toEqual([{ because: '409', count: 1 }])
  })

  it('that is none undoes what the next holder wrote', () => {
    const run = writing('write', stops)
    expect(counts(run.requests().outcomes)).toEqual({ ok: 2 })
    expect(run.at('disk').counts).toEqual({ 'lost updates': 1 })
  })
})

describe('a lease without a key', () => {
  const locked = (key?: number) =>
    simulate(
      system('locked', {
        users: clients({ rate: '100/s', arrivals: 'steady', requests: 20, call: 'web' }),
        web: service({
          concurrency: 50,
          handle: [call('locks', { record: { lease: '1s' }, key }), work('50ms')],
        }),
        locks: store({ time: '1ms' }),
      }),
      { for: '1s' },
    ).at('locks').reasons

  it('is on the record of the request, and keeps nobody out; of one key it is a lock', () => {
    expect(locked()).toEqual([])
    expect(locked(1)).toEqual([{ because: '423', count: 19 }])
  })
})
