/** Breakers of cockatiel and opossum that code has made for itself, on the record. */
import * as cockatiel from 'cockatiel'
import Opossum from 'opossum'
import { describe, test } from 'vitest'
import { app, code, recordBreaker } from '../../src/code/index.ts'
import { clients, errors, simulate, store, system } from '../../src/index.ts'
import { expect } from '../../matchers/vitest.ts'

const { handleAll } = cockatiel

const consecutive = (failures: number) =>
  cockatiel.circuitBreaker(handleAll, {
    halfOpenAfter: 1000,
    breaker: new cockatiel.ConsecutiveBreaker(failures),
  })

const asked = async (): Promise<void> => {
  const { ok } = await fetch('http://rates/')
  if (!ok) throw new Error('no rates')
}

/** A service that guards what it fetches. */
const service = app(
  () => {
    const rules = { timeout: 100, resetTimeout: 1000, volumeThreshold: 5 }
    const guard = recordBreaker(new Opossum(asked, rules), 'rates')
    return async () => {
      await guard.fire()
      return new Response('ok')
    }
  },
  { calls: ['rates'] },
)

const retrying = cockatiel.wrap(cockatiel.retry(handleAll, { maxAttempts: 1 }), consecutive(5))

/** A function that hands its breaker over with each request, within another policy. */
const plain = code(
  (_request, { call }) => recordBreaker(retrying, 'rates').execute(() => call('rates')),
  { calls: ['rates'] },
)

const shopWith = (pricing: typeof service | typeof plain) =>
  system('shop', {
    users: clients({ rate: '20/s', arrivals: 'steady', call: 'pricing' }),
    pricing,
    rates: store({ time: '5ms', answers: { rate: 1 } }),
  })

describe('a breaker that code has made', () => {
  test.each([
    ['a service', service],
    ['a function', plain],
  ])('is on the record once it is handed over, in %s', async (_, pricing) => {
    const run = await simulate(shopWith(pricing), {
      for: '6s',
      faults: [errors('rates', { rate: 1 }).at('1s').for('2s')],
    })

    expect(run).toTripCircuit('pricing->rates', { within: '1s' })
    expect(run).not.toTripCircuit('pricing->rates', { within: '1ms' })
    expect(run.on('pricing->rates').breaker.at(-1)).toMatchObject({ to: 'closed', replica: 0 })
  })

  test('outside of a run it is what it was', () => {
    const breaker = new Opossum(async () => 1)

    expect(recordBreaker(breaker, 'rates')).toBe(breaker)
    breaker.shutdown()
  })

  test('must be one, and of somebody who may be called', async () => {
    expect(() => recordBreaker({}, 'rates')).toThrow(
      'an object is no circuit breaker of cockatiel or opossum',
    )
    const misnamed = code(() => void recordBreaker(consecutive(5), 'rats'), { calls: ['rates'] })
    await expect(async () => simulate(shopWith(misnamed), { for: '2s' })).rejects.toThrow(
      'did you mean "rates"?',
    )
  })
})
