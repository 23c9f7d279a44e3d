/** Functions of the user’s in a system: what they see, call and answer, and what befalls them. */
import { describe, expect, test } from 'vitest'
import { CallError, code } from '../../src/code/index.ts'
import {
  call,
  clients,
  crash,
  pause,
  service,
  simulate,
  slow,
  store,
  system,
  work,
} from '../../src/index.ts'

const oneAt = { rate: '1/s', arrivals: 'steady', requests: 1 } as const

describe('a component that is a function', () => {
  test('answers after what it awaits, by the clock of the run', async () => {
    const seen: unknown[] = []
    const shop = system('shop', {
      users: clients({ ...oneAt, call: 'price', request: { sku: 'a1' } }),
      price: code(async request => {
        seen.push(request, Date.now() - Date.UTC(2026, 0, 1))
        await new Promise(resolve => setTimeout(resolve, 40))
        seen.push(Date.now() - Date.UTC(2026, 0, 1))
        return { price: 3 }
      }),
    })

    const run = await simulate(shop, { for: '1s' })

    expect(run.latency('p50')).toBe(40)
    expect(seen).toEqual([{ sku: 'a1' }, 0, 40])
  })

  test('calls others over their links, and gets what they answer', async () => {
    const answers: unknown[] = []
    const shop = system(
      'shop',
      {
        users: clients({ ...oneAt, call: 'price', request: ({ n }) => ({ n }) }),
        price: code(
          async (request: { n: number }, { call }) => {
            answers.push(await call('rates', request))
            return answers[0]
          },
          { calls: ['rates'] },
        ),
        rates: store({
          time: '6ms',
          answers: (request: { n: number }) => ({ rate: request.n + 1 }),
        }),
      },
      { network: { 'price->rates': '2ms' } },
    )

    const run = await simulate(shop, { for: '1s' })

    expect(answers).toEqual([{ rate: 2 }])
    expect(run.latency('p50')).toBe(10)
    expect(run.on('price->rates').outcomes.ok).toBe(1)
  })

  test('is told how a call failed', async () => {
    const errors: unknown[] = []
    const shop = system('shop', {
      users: clients({ ...oneAt, call: 'price' }),
      price: code(
        async (_request, { call }) => {
          try {
            await call('rates')
          } catch (error) {
            errors.push(error)
          }
          return null
        },
        { calls: { rates: { timeout: '250ms' } } },
      ),
      rates: store({ time: '1s' }),
    })

    const run = await simulate(shop, { for: '1s' })

    expect(errors).toEqual([expect.any(CallError)])
    expect(errors[0]).toMatchObject({ callee: 'rates', kind: 'timeout', status: 504 })
    expect(run.latency('p50')).toBe(250)
  })

  test('fails the request with what it throws', async () => {
    const shop = system('shop', {
      users: clients({ ...oneAt, call: 'web' }),
      web: service({ handle: [work('1ms'), call('price')] }),
      price: code(() => {
        throw Object.assign(new Error('sold out'), { status: 409 })
      }),
    })

    const run = await simulate(shop, { for: '1s' })

    expect(run.requests().outcomes.error).toBe(1)
  })

  test('crashes in the middle: what it awaited never comes back', async () => {
    const seen: string[] = []
    const shop = system('shop', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 3, call: 'price' }),
      price: code(async () => {
        seen.push('asked')
        await new Promise(resolve => setTimeout(resolve, 500))
        seen.push('answered')
        return 1
      }),
    })

    const run = await simulate(shop, { for: '3s', faults: [crash('price').at('1.2s').for('0.3s')] })

    expect(seen).toEqual(['asked', 'answered', 'asked', 'asked', 'answered'])
    expect(run.requests().outcomes.ok).toBe(2)
  })

  test('paused, does nothing until it goes on', async () => {
    const shop = system('shop', {
      users: clients({ ...oneAt, call: 'price' }),
      price: code(() => new Promise(resolve => setTimeout(() => resolve(1), 100))),
    })

    const run = await simulate(shop, {
      for: '1s',
      faults: [pause('price').at('50ms').for('200ms')],
    })

    expect(run.latency('p50')).toBe(250)
  })

  test('computes one thing at a time, slowed as any work', async () => {
    const shop = system('shop', {
      users: clients({ rate: '1000/s', arrivals: 'steady', requests: 2, call: 'price' }),
      price: code(async (_request, { work }) => work('10ms')),
    })

    const calm = await simulate(shop, { for: '1s' })
    const slowed = await simulate(shop, {
      for: '1s',
      faults: [slow('price', { factor: 3 }).at('0s')],
    })

    expect([calm.latency('p1'), calm.latency('p99')]).toEqual([10, 19])
    expect(slowed.latency('p1')).toBe(30)
  })

  test.each([
    ['a rejection', () => void Promise.reject(new Error('boom'))],
    ['a timer', () => void setTimeout(() => boom(), 0)],
    ['a tick', () => process.nextTick(() => boom())],
  ])('that does not catch %s ends the run, and is named with the time', async (_what, slips) => {
    const shop = system('shop', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 2, call: 'price' }),
      price: code(() => {
        if (Date.now() > Date.UTC(2026, 0, 1)) slips()
        return 1
      }),
    })

    await expect(async () => simulate(shop, { for: '3s' })).rejects.toThrow(
      /^price at 1(\.001)?s did not catch an error: boom$/,
    )
  })
})

function boom(): never {
  throw new Error('boom')
}

describe('a mistake in code', () => {
  test('is told with the run: what was thrown, how often, and when first', async () => {
    const shop = system('shop', {
      users: clients({ rate: '2/s', arrivals: 'steady', requests: 3, call: 'web' }),
      web: code(request => (request as unknown as { items: string[] }).items.length),
    })

    const run = await simulate(shop, { for: '2s' })

    expect(run.requests().outcomes.error).toBe(3)
    expect(run.warnings).toEqual([
      'web: its code threw 3 times, first at 0ms: ' +
        "TypeError: Cannot read properties of undefined (reading 'items').",
    ])
  })

  test('is none where code throws what it means to', async () => {
    const shop = system('shop', {
      users: clients({ rate: '2/s', arrivals: 'steady', requests: 2, call: 'web' }),
      web: code(() => {
        throw new Error('sold out')
      }),
    })

    expect((await simulate(shop, { for: '2s' })).warnings).toEqual([])
  })
})
