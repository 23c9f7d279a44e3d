/** Real policies of cockatiel and opossum around calls between models. */
import * as cockatiel from 'cockatiel'
import Opossum from 'opossum'
import { describe, test } from 'vitest'
import { wrap } from '../../src/code/index.ts'
import {
  call,
  clients,
  crash,
  drop,
  errors,
  like,
  service,
  simulate,
  start,
  store,
  system,
  systemFrom,
} from '../../src/index.ts'
import type { Wrapped } from '../../src/declare/real-code.ts'
import type { StepCallOptions } from '../../src/declare/steps.ts'
import { expect } from '../../matchers/vitest.ts'

const { handleAll } = cockatiel

const users = clients({ rate: '50/s', arrivals: 'steady', call: 'web' })
const db = store({ time: '5ms' })

/** A caller of a database, which guards its calls in some way. */
const guarded = (options: StepCallOptions<Wrapped>) =>
  system('shop', {
    users,
    web: service({ handle: call('db', { timeout: '100ms', ...options }) }),
    db,
  })

const sick = [errors('db', { rate: 0.6, code: 503 }).at('1s').for('6s')]

/** When the breaker changed, and to what. */
const changesOf = (run: { recording: { transitions: readonly { at: number; to: string }[] } }) =>
  run.recording.transitions.map(({ at, to }) => [at, to] as const)

describe('a real policy around a call between models', () => {
  test('a breaker of cockatiel does what ours does in its dialect', async () => {
    const real = guarded({
      wrap: wrap(() =>
        cockatiel.circuitBreaker(handleAll, {
          halfOpenAfter: 500,
          breaker: new cockatiel.ConsecutiveBreaker(3),
        }),
      ),
    })
    const breaker = like.cockatiel({ breaker: 3, halfOpenAfter: 500 })
    const web = service({ handle: call('db', { timeout: '100ms', breaker }) })
    const ours = system('shop', { users, web, db })

    for (const seed of [1, 2, 3, 4]) {
      const options = { for: '10s', faults: sick, seed } as const
      const run = await simulate(real, options)
      const model = simulate(ours, options)

      expect(changesOf(run)).toEqual(changesOf(model))
      expect(changesOf(run).length).toBeGreaterThan(4)
      expect(run.requests().outcomes).toEqual(model.requests().outcomes)
      expect(run.on('web->db').outcomes).toEqual(model.on('web->db').outcomes)
      expect(run.on('web->db').reasons).toEqual(model.on('web->db').reasons)
      expect(run.on('web->db').attempts).toEqual(model.on('web->db').attempts)
    }
  })

  test('a breaker of opossum opens, turns calls away and closes again', async () => {
    const shop = guarded({
      wrap: wrap(
        ask =>
          new Opossum(ask, {
            timeout: false,
            resetTimeout: 1000,
            volumeThreshold: 5,
            errorThresholdPercentage: 50,
          }),
      ),
    })

    const run = await simulate(shop, {
      for: '6s',
      faults: [errors('db', { rate: 1, code: 503 }).at('1s').for('2.5s')],
    })

    expect(changesOf(run).map(([, to]) => to)).toEqual([
      'open',
      'half-open',
      'open',
      'half-open',
      'closed',
    ])
    expect(run).toTripCircuit('web->db', { within: '1.5s' })
    const { issued, attempts, reasons } = run.on('web->db')
    expect(issued).toBe(run.requests().issued)
    expect(attempts.issued).toBeLessThan(issued)
    expect(reasons).toContainEqual({
      because: 'circuit breaker open',
      count: issued - attempts.issued,
    })
  })

  test('of a client counts as a request that was rejected where it is turned away', async () => {
    const policy = wrap(() =>
      cockatiel.circuitBreaker(handleAll, {
        halfOpenAfter: 60_000,
        breaker: new cockatiel.ConsecutiveBreaker(3),
      }),
    )
    const shop = system('shop', {
      users: clients({ rate: '50/s', arrivals: 'steady', call: call('db', { wrap: policy }) }),
      db,
    })

    const run = await simulate(shop, { for: '1s', faults: [errors('db', { rate: 1 }).at('0.5s')] })

    expect(run.requests().outcomes).toMatchObject({ ok: 25, error: 3, rejected: 22 })
    expect(run.requests().issued).toBe(50)
    expect(run).not.toStayAvailable('60%')
  })

  test('that turns an attempt away after others has it on the record beside them', async () => {
    const shop = guarded({
      wrap: wrap(() =>
        cockatiel.wrap(
          cockatiel.retry(handleAll, {
            maxAttempts: 4,
            backoff: new cockatiel.ConstantBackoff(10),
          }),
          cockatiel.circuitBreaker(handleAll, {
            halfOpenAfter: 60_000,
            breaker: new cockatiel.ConsecutiveBreaker(2),
          }),
        ),
      ),
    })

    const run = await simulate(shop, {
      for: '40ms',
      trace: true,
      faults: [errors('db', { rate: 1 }).at(0)],
    })

    expect(run.on('web->db').outcomes).toMatchObject({ error: 2, rejected: 2 })
    const [{ calls }] = run.trace(0).attempts
    expect(calls.map(({ at, until, outcome }) => [at, until, outcome])).toEqual([
      [0, 0, 'error'],
      [10, 10, 'error'],
      [40, 40, 'rejected'],
    ])
  })

  test('a retry of one’s own asks again, and a failure in the end is the last one', async () => {
    const asks: number[] = []
    const shop = guarded({
      timeout: '50ms',
      wrap: wrap(() => async ask => {
        for (let attempt = 1; ; attempt++) {
          asks.push(attempt)
          try {
            return await ask()
          } catch (error) {
            if (attempt === 3) throw error
            await new Promise(resolve => setTimeout(resolve, 10))
          }
        }
      }),
    })

    const run = await simulate(shop, { for: '20ms', faults: [drop('web->db', { rate: 1 }).at(0)] })

    expect(asks).toEqual([1, 2, 3])
    expect(run.requests().outcomes.error).toBe(1)
    expect(run.latency('p50')).toBe(170)
  })

  test('what it answers by itself is no full answer; an optional call only degrades', async () => {
    const stands = guarded({ wrap: wrap(() => cockatiel.fallback(handleAll, 'a stand-in')) })
    const optional = guarded({ optional: true, wrap: wrap(() => cockatiel.noop) })
    const options = { for: '1s', faults: [errors('db', { rate: 1 }).at(0)] } as const

    for (const shop of [stands, optional]) {
      const { outcomes } = (await simulate(shop, options)).requests()
      expect(outcomes).toMatchObject({ ok: 0, degraded: 50, error: 0 })
    }
  })

  test('it ends with its process: a breaker that was open is closed after a crash', async () => {
    const shop = guarded({
      wrap: wrap(() =>
        cockatiel.circuitBreaker(handleAll, {
          halfOpenAfter: 60_000,
          breaker: new cockatiel.ConsecutiveBreaker(3),
        }),
      ),
    })

    const run = await simulate(shop, {
      for: '3s',
      faults: [errors('db', { rate: 1 }).at('0.5s').for('0.5s'), crash('web').at('2s').for('0.1s')],
    })

    expect(run.recording.transitions.map(({ to, because }) => [to, because])).toEqual([
      ['open', 'its rule was met'],
      ['closed', 'its process restarted'],
    ])
  })

  test('is left out by JSON, and put back by hand', async () => {
    const shop = guarded({ wrap: wrap(() => cockatiel.retry(handleAll, { maxAttempts: 1 })) })
    const json = JSON.parse(JSON.stringify(shop)) as ReturnType<typeof shop.toJSON>

    expect(() => systemFrom(json)).toThrow('"code" is no wrapped policy')
    const again = systemFrom(json, { code: shop.parts })
    const options = { for: '3s', seed: 7, faults: sick } as const
    const run = await start(again, options).play()
    expect(run.digest).toBe((await simulate(shop, options)).digest)
  })

  test('mistakes are told', async () => {
    const told = (options: object): (() => unknown) => {
      return () => guarded(options)
    }
    const breaker = wrap(() => cockatiel.noop)

    expect(told({ wrap: 7 })).toThrow('7 is no wrapped policy')
    expect(told({ wrap: wrap(7 as never) })).toThrow('7 is no function')
    expect(told({ wrap: breaker, fallback: { value: 'x' } })).toThrow(
      'the fallback stands within what wrap makes',
    )
    await expect(async () =>
      simulate(guarded({ wrap: wrap(() => 7 as never) }), { for: '1s' }),
    ).rejects.toThrow('wrap was given 7, which is no policy')
  })
})
