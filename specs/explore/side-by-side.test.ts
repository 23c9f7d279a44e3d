/** Two requests at a time, side by side: a lost update, as a reader sees it. */
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { app } from '../../src/code/index.ts'
import { postgres, query } from '../../src/code/stores/postgres.ts'
import { sideBySide } from '../../src/explore/index.ts'
import { call, clients, reorder, service, simulate, store, system } from '../../src/index.ts'
import { problemsOf } from '../kernel/support/mistakes.ts'

/** Adds 10 to an account: reads it, and writes what it has read and 10 more. */
const bank = () => {
  const pool = new pg.Pool({ host: 'db', user: 'app', database: 'shop', password: 'x', max: 2 })
  return async () => {
    const { rows } = await pool.query('select balance from accounts')
    const balance = (rows[0].balance as number) + 10
    await pool.query('update accounts set balance = $1', [balance])
    return new Response(`${balance}`)
  }
}

const town = system(
  'town',
  {
    users: clients({
      rate: '50/s',
      arrivals: 'steady',
      requests: 3,
      call: 'bank',
      request: ({ n }) => ({ method: 'POST', path: `/u${n}` }),
    }),
    bank: app(bank, { calls: ['db'] }),
    db: postgres({
      schema: 'create table accounts (balance int not null)',
      seed: 'insert into accounts values (100)',
      time: '1ms',
    }),
  },
  { network: { 'bank->db': '1ms' } },
)

describe('two requests side by side', () => {
  test('show which of them read what the other was about to write', async () => {
    const held = reorder('bank->db', { within: '20ms', messages: [6] })
    const ask = { left: query('db', 'select balance from accounts') }
    const run = await simulate(town, { for: '1s', trace: true, faults: [held], ask })

    expect(run.answer('left')).toEqual([{ balance: 120 }])
    expect(sideBySide(run)?.toString()).toMatchInlineSnapshot(`
      "bank handles two requests at a time:
            POST /u1                                    POST /u2
      0ms   is asked
      2ms   → db
      5ms   ← db  ok
      5ms   → db  select balance from accounts
      20ms                                              is asked
      22ms                                              → db
      25ms                                              ← db  ok
      25ms                                              → db  select balance from accounts
      28ms  ← db  ok
      28ms  → db  update accounts set balance = $1 [1…
      28ms                                              ← db  ok
      28ms                                              → db  update accounts set balance = $1 [1…
      31ms  ← db  ok
      31ms                                              ← db  ok"
    `)
  })

  test('are none where requests come one after the other', async () => {
    expect(sideBySide(await simulate(town, { for: '1s', trace: true }))).toBeUndefined()
  })

  test('are told of models as well, by what they call', () => {
    const shop = system('shop', {
      users: clients({ rate: '400/s', arrivals: 'steady', requests: 2, call: 'web' }),
      web: service({ concurrency: 2, handle: [call('db'), call('db')] }),
      db: store({ concurrency: 2, time: '4ms' }),
    })
    expect(
      sideBySide(simulate(shop, { for: '1s', trace: true }))?.toString(),
    ).toMatchInlineSnapshot(`
      "web handles two requests at a time:
              users->web  users->web
      0ms     is asked
      0ms     → db
      2.5ms               is asked
      2.5ms               → db
      4ms     ← db  ok
      4ms     → db
      6.5ms               ← db  ok
      6.5ms               → db
      8ms     ← db  ok
      10.5ms              ← db  ok"
    `)
  })

  test('need a run whose journeys were kept', () => {
    const line = system('line', {
      users: clients({ rate: '1/s', call: 'db' }),
      db: store({ time: 0 }),
    })
    const run = simulate(line, { for: '1s' })
    expect(problemsOf(() => sideBySide(run))[0].what).toContain('no journeys')
  })
})
