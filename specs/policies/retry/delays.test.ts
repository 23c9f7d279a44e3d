/** Waits that are listed, and bases of their own for some failures. */
import { checkRetry, type FailureKind, Retry, type RetryOptions } from 'gameday/policies'
import { call, clients, errors, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf } from '../../world/support/story.ts'
import { loaded } from './dice.ts'

const waits = (options: RetryOptions, ...dice: readonly number[]) => {
  const retry = new Retry(options)
  const progress = retry.start()
  const all = [retry.next(progress, loaded(...dice))]
  while (all.at(-1) !== undefined) all.push(retry.next(progress, loaded(...dice)))
  return all.slice(0, -1)
}

const told = (options: RetryOptions): string =>
  checkRetry(options, 'retry')
    .map(({ what }) => what)
    .join('; ')

describe('E3 waits one by one', () => {
  it('are waited one after another, and then there is no other try', () => {
    expect(waits({ delays: [100, 1_000, 60_000] })).toEqual([100, 1_000, 60_000])
  })

  it('repeat the last one for whoever tries more often, and are cut for whoever tries less', () => {
    expect(waits({ delays: [100, 1_000], attempts: 5 })).toEqual([100, 1_000, 1_000, 1_000])
    expect(waits({ delays: [100, 1_000], attempts: 2 })).toEqual([100])
  })

  it('are spread by jitter', () => {
    expect(waits({ delays: [100, 1_000], jitter: 'equal' }, 0.5)).toEqual([75, 750])
    expect(waits({ delays: [100, 40_000], jitter: 'plusMinus' }, 0)).toEqual([125, 50_000])
  })

  it('are told in texts of time to a call, which waits for them', () => {
    const web = service({
      handle: call('db', { retry: { delays: ['100ms', '1s'] } }),
    })
    const users = clients({ rate: '1/s', arrivals: 'steady', requests: 1, call: 'web' })
    const shop = system('shop', { users, web, db: store({ time: '5ms' }) })
    const run = simulate(shop, { for: '5s', faults: [errors('db')], trace: 1 })
    expect(attemptsOf(run, 'web->db').map(([at]) => at)).toEqual([0, 100, 1_100])
  })

  it('leave nothing to grow', () => {
    expect(told({ delays: [100], base: 50, cap: 100 })).toContain('would not heed base, cap')
    expect(told({ delays: [100], jitter: 'decorrelated' })).toContain('would not heed delays')
    expect(told({ delays: [] })).not.toBe('')
    expect(told({ delays: [-1] })).not.toBe('')
  })
})

describe('E3 a base for each kind of failure', () => {
  /** What SDKs of AWS wait in their mode of 2026, without jitter. */
  const retry = new Retry({
    attempts: 5,
    base: 50,
    cap: 20_000,
    bases: { rejected: 1_000, 429: 700 },
  })

  it('is that of the code, else that of the kind, else the usual one; the waits grow on', () => {
    const progress = retry.start()
    const next = (failure: FailureKind, code?: number) =>
      retry.next(progress, loaded(), NaN, retry.baseAfter(failure, code))
    expect(next('error', 503)).toBe(50)
    expect(next('rejected', 503)).toBe(2_000)
    expect(next('error', 429)).toBe(2_800)
    expect(next('timeout')).toBe(400)
    expect(next('timeout')).toBeUndefined()
  })

  it('holds for calls of a run', () => {
    const web = service({
      handle: call('db', { retry: { base: 50, bases: { 429: '1s' } } }),
    })
    const users = clients({ rate: '1/s', arrivals: 'steady', requests: 1, call: 'web' })
    const shop = system('shop', { users, web, db: store({ time: '5ms' }) })
    const throttled = errors('db', { code: 429 }).for('500ms')
    const failing = errors('db').from('500ms')
    const run = simulate(shop, { for: '5s', faults: [throttled, failing], trace: 1 })
    expect(attemptsOf(run, 'web->db').map(([at]) => at)).toEqual([0, 1_000, 1_100])
  })

  it('is under the cap, and of a failure that there is', () => {
    expect(told({ bases: { rejected: 60_000 } })).toContain('cap is 30000 ms and base 60000 ms')
    const wrong: object = { bases: { refused: 5 } }
    expect(told(wrong)).toContain('refused')
  })
})
