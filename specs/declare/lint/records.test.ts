/** Optimistic writes: retries that are in vain, and retries that make a storm. */
import { call, clients, type RetrySpec, service, simulate, store, system, work } from 'gameday'
import { describe, expect, it } from 'vitest'
import { fixes, warned } from './support/told.ts'

/** 100 logins a second, each of which writes the one record that all of them share. */
const logins = (retries: { readonly whole?: RetrySpec; readonly write?: RetrySpec }) => {
  const { whole, write } = retries
  return system('logins', {
    people: clients({ rate: '100/s', call: 'auth', timeout: '20s' }),
    auth: service({
      concurrency: 100,
      handle: call('sessions', { key: 1, timeout: '500ms', ...(whole && { retry: whole }) }),
    }),
    sessions: service({
      concurrency: 100,
      handle: [
        call('redis', { record: 'read', timeout: '50ms' }),
        work('2ms'),
        call('redis', {
          record: 'compareAndSet',
          timeout: '50ms',
          ...(write && { retry: write }),
        }),
      ],
    }),
    redis: store({ concurrency: 1, queue: 1_000, time: '0.1ms' }),
  })
}

const conflicts = (shop: ReturnType<typeof logins>): number => {
  const { reasons } = simulate(shop, { for: '1m' }).on('sessions->redis')
  return reasons.find(({ because }) => because.includes('409'))?.count ?? 0
}

describe('compares-again', () => {
  const vain = logins({ write: { attempts: 3, base: '1ms' } })

  it('tells of a retry of just the write, which has nothing new to compare with', () => {
    expect(warned(vain)).toEqual([
      'compares-again sessions->redis: a write that met a conflict is tried again 2 times with ' +
        'what was read before: it meets it again, with code 409',
    ])
    expect(fixes(vain)).toEqual([
      "move the retry to the calls of sessions, which read first, or write on: ['timeout', " +
        "'rejected']",
    ])
    expect(warned(logins({ write: { attempts: 3, on: ['timeout', 'rejected'] } }))).toEqual([])
    expect(warned(logins({ whole: { attempts: 3, base: '1ms' } }))).toEqual([])
  })

  it('is right: no request fares better for it', () => {
    const fails = conflicts(logins({}))
    expect(fails).toBeGreaterThan(500)
    expect(conflicts(vain)).toBeGreaterThanOrEqual(fails)
  })
})

describe('compares-at-once', () => {
  it('tells of a whole that is tried again without a pause', () => {
    const storm = logins({ whole: { attempts: 20, base: 0 } })
    expect(warned(storm)).toEqual([
      'compares-at-once auth->sessions: what met a conflict is tried again 19 times without a ' +
        'pause: the more are under way, the more of them fail, and each that fails is one more',
    ])
    expect(fixes(storm)).toEqual(["write base: '20ms', jitter: 'full', and fewer attempts"])
    expect(warned(logins({ whole: { attempts: 5, base: '20ms', jitter: 'full' } }))).toEqual([])
    expect(warned(logins({ whole: { attempts: 2, base: 0 } }))).toEqual([])
  })
})
