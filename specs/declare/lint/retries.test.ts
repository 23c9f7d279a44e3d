/** Rules about retries: a wrong declaration of each, its twin, and a run that shows it. */
import { call, clients, crash, errors, service, simulate, slow, store, system } from 'gameday'
import type { CallOptions } from 'gameday'
import { describe, expect, it } from 'vitest'
import { fixes, told, warned, withCall } from './support/told.ts'

describe('backoff-over-deadline', () => {
  const late = { deadline: '1s', timeout: '200ms', retry: { base: '1s' } } as const
  const soon = { deadline: '1s', timeout: '200ms', retry: { base: '50ms' } } as const

  it('tells of a first wait that is as long as all the time there is', () => {
    expect(told(late)).toEqual([
      'backoff-over-deadline api->db: the first retry comes after 1s, but the deadline is 1s: no ' +
        'call is ever tried again',
    ])
    expect(fixes(withCall(late))).toEqual([
      "write a shorter wait, as in base: '100ms', or more time",
    ])
    expect(told(soon)).toEqual([])
  })

  it('goes by the least that jitter leaves', () => {
    const base = '1500ms'
    const rules = (retry: CallOptions['retry']) =>
      withCall({ deadline: '1s', timeout: '200ms', retry }).warnings.map(({ rule }) => rule)
    expect(rules({ base, jitter: 'full' })).toEqual(['retries-over-deadline'])
    expect(rules({ base, jitter: 'equal' })).toEqual(['retries-over-deadline'])
    expect(rules({ base, jitter: 'plusMinus' })).toEqual(['backoff-over-deadline'])
  })

  it('is true in a run: nothing is ever tried again', () => {
    const tries = (options: CallOptions) => {
      const run = simulate(withCall(options), { for: '10s', faults: [errors('db')] })
      const { attempts, issued } = run.on('api->db')
      return attempts.issued / issued
    }
    expect(tries(late)).toBe(1)
    expect(tries(soon)).toBe(3)
  })
})

describe('retries-over-deadline', () => {
  it('tells of attempts that outlast the deadline, with their longest time', () => {
    const retry = { attempts: 3, base: '100ms' } as const
    expect(told({ timeout: '250ms', deadline: '1s', retry })).toEqual([
      'retries-over-deadline api->db: 3 attempts of 250ms and the waits between them take up to ' +
        '1.05s, but the deadline is 1s',
    ])
    expect(told({ timeout: '230ms', deadline: '1s', retry })).toEqual([])
  })
})

describe('retries-over-caller', () => {
  it('tells of attempts that outlast clients', () => {
    const shop = (attempts: number) =>
      system('shop', {
        users: clients({
          rate: '100/s',
          timeout: '1s',
          call: call('db', { timeout: '450ms', retry: { attempts, base: '10ms' } }),
        }),
        db: store({ time: '10ms' }),
      })
    expect(shop(3).warnings).toEqual([
      {
        rule: 'retries-over-caller',
        level: 'warning',
        at: 'users->db',
        what:
          '3 attempts of 450ms and the waits between them take up to 1.38s, ' +
          'but the client’s time-out is 1s',
        fix: 'shorten the attempts or their number, or give the call more time',
      },
    ])
    expect(shop(2).warnings).toEqual([])
  })
})

describe('retries-without-timeout', () => {
  const endless = { deadline: '1s', retry: { attempts: 3, base: '50ms' } } as const
  const limited = { ...endless, timeout: '280ms' } as const

  it('tells of a first attempt that may take all the time', () => {
    expect(told(endless)).toEqual([
      'retries-without-timeout api->db: the deadline is 1s and no attempt has a time-out: one ' +
        'without an answer takes it all, and is never tried again',
    ])
    expect(fixes(withCall(endless))).toEqual(["write timeout: '283ms'"])
    expect(told(limited)).toEqual([])
  })

  it('tells nothing where only errors are to be tried again', () => {
    expect(told({ ...endless, retry: { on: ['error'] } })).toEqual([])
  })

  it('is true in a run: what is slow is never tried again', () => {
    const tries = (options: CallOptions) => {
      const faults = [slow('db', { by: '10s' }).from('1s').forever()]
      const run = simulate(withCall(options), { for: '8s', faults })
      return run.on('api->db').attempts.issued / run.on('api->db').issued
    }
    expect(tries(endless)).toBe(1)
    expect(tries(limited)).toBeGreaterThan(2)
  })
})

describe('retries-while-open', () => {
  const on = ['error', 'timeout', 'open'] as const
  const opening = (base: '50ms' | '4s'): CallOptions => ({
    timeout: '200ms',
    retry: { attempts: 2, base, on },
    breaker: { window: '1s', failureRate: 0.5, minimumCalls: 20, openFor: '4s' },
  })
  const shop = (base: '50ms' | '4s') =>
    system('shop', {
      users: clients({ rate: '100/s', call: 'api', timeout: '10s' }),
      api: service({ concurrency: 1_000, handle: [call('db', opening(base))] }),
      db: store({ concurrency: 10, time: '10ms' }),
    })

  it('tells of retries that all come while the breaker is open', () => {
    expect(warned(shop('50ms'))).toEqual([
      'retries-while-open api->db: a call that finds the breaker open is tried again within ' +
        '50ms, but it is open for 4s: nearly all 2 attempts are in vain',
    ])
    expect(warned(shop('4s'))).toEqual([])
  })

  it('is true in a run: after the crash hardly one of them helps before the breaker closes', () => {
    const served = (base: '50ms' | '4s') => {
      const faults = [crash('db').at('10s').for('2s')]
      const run = simulate(shop(base), { for: '30s', faults })
      return run.availability({ between: ['11s', '14s'] })
    }
    expect(served('50ms')).toBeLessThan(0.1)
    expect(served('4s')).toBeGreaterThan(0.5)
  })
})

describe('layered-retries', () => {
  const retry = { attempts: 3, base: '1ms', backoff: 'constant' } as const
  const layers = (middle: CallOptions) =>
    system('layers', {
      users: clients({ rate: '100/s', requests: 100, call: call('one', { retry }) }),
      one: service({ handle: call('two', middle) }),
      two: service({ handle: call('db', { retry }) }),
      db: store({ time: 0 }),
    })

  it('tells of the product, where the last of them stands', () => {
    expect(warned(layers({ retry }))).toEqual([
      'layered-retries two->db: retries of retries, by users->one, one->two and two->db: up to ' +
        '27 calls for one request',
    ])
    expect(warned(layers({}))).toEqual([
      'layered-retries two->db: retries of retries, by users->one and two->db: up to 9 calls for ' +
        'one request',
    ])
  })

  it('tells nothing of one layer, of two tries at two, or of a budget', () => {
    const twice = { retry: { ...retry, attempts: 2 } }
    const two = (upper: CallOptions, lower: CallOptions) =>
      system('two', {
        users: clients({ rate: '1/s', call: call('one', upper) }),
        one: service({ handle: call('db', lower) }),
        db: store({ time: 0 }),
      })
    expect(warned(two({}, { retry }))).toEqual([])
    expect(warned(two(twice, twice))).toEqual([])
    expect(warned(two({ retry }, { retry: { ...retry, budget: { ratio: '10%' } } }))).toEqual([])
  })

  it('is true in a run', () => {
    const run = simulate(layers({ retry }), { for: '10s', faults: [errors('db')] })
    expect(run.at('db').issued).toBe(27 * 100)
  })
})
