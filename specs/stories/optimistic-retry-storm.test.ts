/**
 * Optimistic transactions that are tried again without a pause, as in Square's Incident Summary:
 * 2017-03-16, where up to 500 tries were made against Redis (its load and times are assumed here).
 * The more are under way, the more of them fail, and each that fails is one more: a surge of three
 * seconds leaves a store that is busy with tries, and hardly any succeeds.
 */
import {
  call,
  clients,
  type RetrySpec,
  service,
  simulate,
  store,
  surge,
  system,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'

/** 300 logins a second, each of which writes the one record that all of them share. */
const shop = (retry: RetrySpec) =>
  system('shop', {
    people: clients({ rate: '300/s', call: 'auth', timeout: '1s' }),
    auth: service({ concurrency: 1_000, queue: 0, handle: call('sessions', { key: 1, retry }) }),
    sessions: service({
      concurrency: 1_000,
      handle: [
        call('redis', { record: 'read' }),
        work('0.2ms'),
        call('redis', { record: 'compareAndSet' }),
      ],
    }),
    redis: store({ concurrency: 1, queue: 10_000, time: '0.1ms' }),
  })

const flood = surge('people', { factor: 5 }).at('2s').for('3s')

const play = (retry: RetrySpec) => {
  const run = simulate(shop(retry), { for: '12s', faults: [flood] })
  return (from: number, until: number) => {
    const window = { between: [from * 1_000, until * 1_000] } as const
    const { issued, attempts } = run.on('auth->sessions', window)
    return {
      available: run.availability(window),
      tries: attempts.issued / issued,
      busy: run.at('redis', window).utilisation,
    }
  }
}

describe('five times as many for three seconds', () => {
  it('with 500 tries without a pause never end: each is tried 500 times, and in vain', () => {
    const during = play({ attempts: 500, backoff: 'constant', base: 0 })
    expect(during(0, 2).available).toBe(1)
    expect(during(0, 2).tries).toBeCloseTo(1.11, 2)
    expect(during(0, 2).busy).toBeCloseTo(0.07, 2)
    expect(during(8, 11).available).toBeLessThan(0.01)
    expect(during(8, 11).tries).toBeGreaterThan(499)
    expect(during(8, 11).busy).toBeGreaterThan(0.999)
  })

  it('with 5 tries further and further apart are hardly felt, and over when they are over', () => {
    const during = play({ attempts: 5, base: '20ms', jitter: 'full' })
    expect(during(2, 5).available).toBeGreaterThan(0.95)
    expect(during(8, 11).available).toBe(1)
    expect(during(8, 11).tries).toBeCloseTo(1.11, 2)
  })
})
