/** Stores that tell errors of their own: what clients of npm, and retries, make of them. */
import { Redis } from 'ioredis'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { app } from '../../../src/code/index.ts'
import { postgres, query } from '../../../src/code/stores/postgres.ts'
import { command, redis } from '../../../src/code/stores/redis.ts'
import { clients, errors, type Fault, simulate, store, system } from '../../../src/index.ts'

const codeOf = (error: unknown): string => (error as { code: string }).code

async function pay(client: pg.Client): Promise<void> {
  await client.query('begin')
  await client.query("insert into payments values ('u1')")
  await client.query('update accounts set balance = balance - 10')
  await client.query('commit')
}

/** Pays in a transaction that is tried again; what is met is noted. */
const paying = (tries: number, seen: string[]) => (): (() => Promise<Response>) => async () => {
  for (let left = tries; left > 0; left--) {
    const client = new pg.Client({ host: 'db', user: 'app', database: 'bank', password: 'x' })
    client.on('error', () => {})
    try {
      await client.connect()
      await pay(client)
      return new Response('paid')
    } catch (error) {
      seen.push(codeOf(error))
      await client.query('rollback').catch(() => undefined)
    } finally {
      void client.end().catch(() => undefined)
    }
  }
  return new Response('not paid', { status: 500 })
}

/** A bank that pays ten times, each as a transaction that is tried again as often as told. */
async function bank(tries: number, faults: readonly Fault<'db'>[]) {
  const seen: string[] = []
  const run = await simulate(
    system('bank', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 10, call: 'web' }),
      web: app(paying(tries, seen), { calls: ['db'] }),
      db: postgres({
        schema: 'create table accounts (balance int); create table payments (account text)',
        seed: 'insert into accounts values (100)',
        time: '2ms',
      }),
    }),
    {
      for: '20s',
      faults,
      ask: {
        balance: query('db', 'select balance from accounts'),
        payments: query('db', 'select count(*)::int as n from payments'),
      },
    },
  )
  return { run, seen, balance: run.answer('balance'), payments: run.answer('payments') }
}

describe('C7 a PostgreSQL under a fault of its own', () => {
  test.each(['40001', '40P01', '53100'] as const)(
    '%s rolls the transaction back, so that who tries again pays once',
    async code => {
      const { run, seen, balance, payments } = await bank(9, [errors('db', { rate: 0.3, code })])

      expect(new Set(seen)).toEqual(new Set([code]))
      expect(seen.length).toBeGreaterThan(3)
      expect(run.requests().outcomes.ok).toBe(10)
      expect(balance).toEqual([{ balance: 0 }])
      expect(payments).toEqual([{ n: 10 }])
    },
  )

  test('leaves nothing of what was not tried again', async () => {
    const { run, seen, payments } = await bank(1, [errors('db', { rate: 0.3, code: '40001' })])

    expect(run.requests().outcomes.error).toBe(seen.length)
    expect(payments).toEqual([{ n: 10 - seen.length }])
  })

  test.each(['57P03', '53300'] as const)('%s turns away who connects', async code => {
    const { run, seen } = await bank(1, [errors('db', { code }).at('2.5s').for('3s')])

    expect(seen).toEqual([code, code, code])
    expect(run.requests().outcomes).toMatchObject({ ok: 7, error: 3 })
  })

  test('57P01 ends a session that was open', async () => {
    const { seen, payments } = await bank(2, [errors('db', { code: '57P01' }).at('2.5s').for('1s')])

    expect(seen).toEqual(['57P01', '57P01'])
    expect(payments).toEqual([{ n: 9 }])
  })

  test('by a number it turns connections away', async () => {
    const { seen } = await bank(1, [errors('db', { code: 503 }).at('2.5s').for('1s')])

    expect(seen).toEqual(['ECONNREFUSED'])
  })
})

/** What a client of a Redis gets for a write and a read each second. */
async function cached(faults: readonly Fault<'cache'>[]) {
  const seen: string[][] = []
  const run = await simulate(
    system('shop', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 4, call: 'web' }),
      web: app(
        () => {
          const client = new Redis({ host: 'cache' })
          const words = async (said: Promise<unknown>): Promise<string> =>
            said.then(String, (error: Error) => error.message.split(' ', 1)[0])
          return async () => {
            seen.push([await words(client.incr('n')), await words(client.get('n'))])
            return new Response('done')
          }
        },
        { calls: ['cache'] },
      ),
      cache: redis({ time: '1ms' }),
    }),
    { for: '5s', faults, ask: { n: command('cache', 'GET', 'n') } },
  )
  return { seen, n: run.answer('n') }
}

describe('C7 a Redis under a fault of its own', () => {
  test.each(['READONLY', 'MISCONF', 'OOM'] as const)('%s refuses what writes', async code => {
    const { seen, n } = await cached([errors('cache', { code }).at('1.5s').for('1s')])

    expect(seen).toEqual([
      ['1', '1'],
      ['2', '2'],
      [code, '2'],
      ['3', '3'],
    ])
    expect(n).toBe('3')
  })

  test.each(['LOADING', 'MASTERDOWN'] as const)('%s refuses all', async code => {
    const { seen } = await cached([errors('cache', { code }).at('1.5s').for('1s')])

    expect(seen[2]).toEqual([code, code])
  })
})

describe('an error of a store', () => {
  const shop = system('shop', {
    users: clients({ rate: '1/s', call: 'db' }),
    db: store({ time: '1ms' }),
  })

  test('is a mistake at what never says it', () => {
    const play = (fault: Fault<'db'>): unknown => simulate(shop, { for: '1s', faults: [fault] })

    expect(() => play(errors('db', { code: '40001' }))).toThrow(
      '"db" never says 40001: it is no PostgreSQL',
    )
    expect(() => play(errors('db', { code: 'LOADING' }))).toThrow('it is no Redis')
  })

  test('that nobody knows is met with one that is known', () => {
    expect(() => errors('db', { code: '4001' as never })).toThrow('did you mean "40001"?')
    expect(() => errors('db', { code: '40001', retryAfter: '1s' })).toThrow(
      'a store does not say when to come again',
    )
  })
})
