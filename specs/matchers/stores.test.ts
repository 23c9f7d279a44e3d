/** Nothing lost, nothing done twice, money conserved: judged by what stores answered. */
import { describe, it } from 'vitest'
import { clients, crash, delay, goal, simulate, system } from '../../src/index.ts'
import { app } from '../../src/code/index.ts'
import { command, redis } from '../../src/code/stores/redis.ts'
import { exploration, search } from '../../src/explore/index.ts'
import { toAnswer, toHandleOnce, toLoseNothing } from '../../matchers/index.ts'
import { expect } from '../../matchers/vitest.ts'
import { Redis } from 'ioredis'

/** A service that charges for an order, and once more where the answer took too long. */
const charging = app(() => {
  const books = new Redis({ host: 'books', commandTimeout: 50, retryStrategy: () => 20 })
  books.on('error', () => {})
  return async (request: Request) => {
    const order = new URL(request.url).pathname.slice(1)
    const charge = async (): Promise<unknown> =>
      books.multi().rpush('charged', order).decrby('left', 5).exec()
    await charge().catch(charge)
    return new Response('charged')
  }
})

/** Five orders, a second apart, and a store that may forget. */
const shop = (durable = true) =>
  system('shop', {
    users: clients({
      rate: '1/s',
      arrivals: 'steady',
      requests: 5,
      call: 'charging',
      request: ({ n }) => ({ path: `/${n}` }),
    }),
    charging,
    books: redis({ time: '1ms', durable }),
  })

const ask = {
  charged: command('books', 'LRANGE', 'charged', '0', '-1'),
  left: command('books', 'GET', 'left'),
  nobody: command('books', 'LRANGE', 'nobody', '0', '-1'),
}

const slowLink = delay('charging->books', { by: '80ms' }).at('1.5s').for('1s')

const textOf = ({ message }: { message: () => string }): string => message().split('\n')[0]

describe('what stores answered', () => {
  it('is listed once each, nothing is lost, and the sum is as it must be', async () => {
    const run = await simulate(shop(), { for: '6s', ask })

    expect(run).toHandleOnce('charged')
    expect(run).toHandleOnce('charged', { of: 'charged' })
    expect(run).toLoseNothing({ in: 'charged' })
    expect(run).toLoseNothing({ in: 'charged', of: 'charged' })
    expect(run).toAnswer('left', '-25')
  })

  it('shows what was done twice, since it was asked again', async () => {
    const run = await simulate(shop(), { for: '6s', ask, faults: [slowLink] })

    expect(run).not.toHandleOnce('charged')
    expect(run).not.toAnswer('left', '-25')
    expect(run).toLoseNothing({ in: 'charged' })
    expect(textOf(toHandleOnce(run, 'charged'))).toBe(
      'shop: 1 effect of 6 in "charged" several times, wanted each once',
    )
    expect(toHandleOnce(run, 'charged').message()).toContain('Several times: 3 (2 times).')
    expect(textOf(toAnswer(run, 'left', '-25'))).toBe('shop: "left" is "-30", wanted "-25"')
  })

  it('shows what a store has forgotten that clients were told was done', async () => {
    const run = await simulate(shop(false), {
      for: '6s',
      ask,
      faults: [crash('books', { refuse: true }).at('2.5s').for('0.1s')],
    })

    expect(run).not.toLoseNothing({ in: 'charged' })
    expect(textOf(toLoseNothing(run, { in: 'charged' }))).toBe(
      'shop: 3 of 5 lost from "charged", wanted nothing lost',
    )
  })

  it('is unknown where nothing is listed, and that fails both ways', async () => {
    const run = await simulate(shop(), { for: '6s', ask })

    expect(() => expect(run).toHandleOnce('nobody')).toThrow('"nobody" lists no effect')
    expect(() => expect(run).not.toHandleOnce('nobody')).toThrow('"nobody" lists no effect')
    expect(() => expect(run).toLoseNothing({ in: 'charged', of: 'nobody' })).toThrow(
      '"nobody" lists nothing',
    )
  })

  it('must have been asked for, and be a list where one is wanted', async () => {
    const run = await simulate(shop(), { for: '6s', ask })

    expect(() => expect(run).toHandleOnce('chargd')).toThrow('did you mean "charged"?')
    expect(() => expect(run).not.toLoseNothing({ in: 'left' })).toThrow(
      'the answer "left" is "-25", and no list of what was done',
    )
    expect(() => goal.answers('left', (() => 1) as never)).toThrow('a function is no answer')
    expect(() => goal.keeps({ of: 'x' } as never)).toThrow('is no name')
  })

  it('is what a search may hold a system to, as data', async () => {
    const found = await search(
      exploration(shop(), {
        for: '6s',
        runs: 40,
        store: false,
        ask,
        kinds: ['delay'],
        targets: ['charging->books'],
        magnitude: { by: ['10ms', '200ms'] },
        holds: goal.handlesOnce('charged'),
      }),
    )

    expect(found.counterexample?.faults).toHaveLength(1)
  })
})
