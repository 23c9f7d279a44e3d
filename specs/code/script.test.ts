/** Clients whose users do a script of the user’s: calls by code, with think times of its own. */
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { app, type CallError, code, script } from '../../src/code/index.ts'
import { search } from '../../src/explore/index.ts'
import {
  call,
  clients,
  drop,
  errors,
  external,
  goal,
  service,
  simulate,
  slow,
  store,
  system,
} from '../../src/index.ts'

const web = service({ handle: call('db') })
const db = store({ time: '5ms' })

/** When each request began and ended, whom it was for, and how it went. */
const requestsOf = (run: {
  recording: { journeys: readonly { at: number; until: number; call: string; outcome: string }[] }
}) => run.recording.journeys.map(hop => [hop.at, hop.until, hop.call, hop.outcome])

describe('a script of clients', () => {
  test('makes requests of its calls, and waits on virtual time between them', async () => {
    const page = app(() => () => Response.json({ left: 3 }))
    const shop = system('shop', {
      users: clients({
        rate: '1/s',
        arrivals: 'steady',
        requests: 2,
        call: script(async ({ call: ask, user }) => {
          await ask('web', { user })
          await wait(100)
          const answer = await fetch('http://page/left')
          expect(await answer.json()).toEqual({ left: 3 })
        }),
      }),
      web,
      db,
      page,
    })

    const run = await simulate(shop, { for: '2s', trace: true })

    expect(requestsOf(run)).toEqual([
      [0, 5, 'users->web', 'ok'],
      [105, 105, 'users->page', 'ok'],
      [1000, 1005, 'users->web', 'ok'],
      [1105, 1105, 'users->page', 'ok'],
    ])
    expect(run.requests()).toMatchObject({ issued: 4, outcomes: { ok: 4 } })
  })

  test('of one call is what clients without a script are', async () => {
    const load = { rate: '40/s', timeout: '50ms' } as const
    const parts = { web, db: store({ concurrency: 2, time: '20ms' }) }
    const scripted = system('shop', {
      ...parts,
      users: clients({ ...load, call: script(({ call: ask }) => ask('web')) }),
    })
    const plain = system('shop', { ...parts, users: clients({ ...load, call: 'web' }) })

    const options = {
      for: '20s',
      faults: [slow('db', { by: '60ms' }).at('5s').for('5s')],
    } as const
    const run = await simulate(scripted, options)
    const model = simulate(plain, options)

    expect(model.requests().outcomes.timeout).toBeGreaterThan(100)
    for (const numbers of [run, model]) expect(numbers.requests().issued).toBeGreaterThan(700)
    expect(run.requests()).toEqual(model.requests())
    expect(run.latency('p99')).toBe(model.latency('p99'))
    expect(run.on('web->db')).toEqual(model.on('web->db'))
  })

  test('is done by each of the users in turn, who think between two of them', async () => {
    const seen: [at: number, user: number][] = []
    const shop = system('shop', {
      users: clients({
        users: 2,
        think: '1s',
        call: script(async ({ call: ask, user }) => {
          await wait(1_000)
          seen.push([Date.now() - Date.UTC(2026, 0, 1), user])
          await ask('db')
        }),
      }),
      db,
    })

    await simulate(shop, { for: '6s' })

    expect(seen).toEqual([
      [2000, 1],
      [2000, 2],
      [4005, 1],
      [4005, 2],
    ])
  })

  test('hears how a call failed, and may give up; others go on', async () => {
    const heard: string[] = []
    const shop = system('shop', {
      users: clients({
        rate: '10/s',
        arrivals: 'steady',
        timeout: '20ms',
        call: script(
          async ({ call: ask }) => {
            await ask('db').catch((error: CallError) => {
              heard.push(`${error.callee} ${error.kind} ${error.reason}`)
              throw new Error('the shop is down', { cause: error })
            })
            await ask('db')
          },
          { calls: { db: { retry: { attempts: 2, base: '1ms', jitter: 'none' } } } },
        ),
      }),
      db,
    })

    const run = await simulate(shop, {
      for: '0.3s',
      faults: [
        errors('db', { rate: 1, code: 503 }).at('0.1s').for('50ms'),
        drop('users->db', { rate: 1 }).at('0.2s').for('50ms'),
      ],
    })

    expect(heard).toEqual(['db error 503', 'db timeout 504'])
    expect(run.requests()).toMatchObject({ issued: 4, outcomes: { ok: 2, error: 1, timeout: 1 } })
    expect(run.on('users->db').attempts.issued).toBe(5)
  })

  test('that throws though all went well ends the run, with its name and the time', async () => {
    const shop = system('shop', {
      users: clients({
        rate: '1/s',
        arrivals: 'steady',
        call: script(async ({ call: ask }) => {
          await ask('db')
          throw new TypeError('nothing.left is not a function')
        }),
      }),
      db,
    })

    await expect(simulate(shop, { for: '1s' })).rejects.toThrow(
      /users at 5ms.*\n*.*nothing\.left is not a function/,
    )
  })

  test('without end is over with the load, as all that waits for its requests', async () => {
    const shop = system('shop', {
      users: clients({
        rate: '1/s',
        arrivals: 'steady',
        requests: 1,
        call: script(async ({ call: ask }) => {
          for (;;) await ask('db')
        }),
      }),
      db,
    })

    const run = await simulate(shop, { for: '1s' })

    expect(run.requests()).toMatchObject({ issued: 200, outcomes: { ok: 200 } })
    expect(run.recording.endedAt).toBe(1000)
  })

  test('is one of several tasks, each by its own calls and of its own class', async () => {
    const shop = system('shop', {
      users: clients({
        rate: '20/s',
        tasks: {
          look: { weight: 3, steps: call('web') },
          buy: { steps: script(() => fetch('http://bank/'), { calls: ['bank'] }) },
          pay: {
            steps: script(() => fetch('http://bank/').catch(() => fetch('http://db/')), {
              calls: { db: { timeout: '1ms' } },
            }),
          },
        },
      }),
      web,
      bank: external({ time: '80ms', answers: { status: 200 } }),
      db,
    })

    const run = await simulate(shop, { for: '30s' })

    const { look, buy, pay } = {
      look: run.requests({ class: 'look' }),
      buy: run.requests({ class: 'buy' }),
      pay: run.requests({ class: 'pay' }),
    }
    expect(look.outcomes.ok).toBe(look.issued)
    expect(run.on('users->bank')).toMatchObject({ issued: buy.issued, outcomes: buy.outcomes })
    expect(run.on('users->db')).toMatchObject({ issued: pay.issued })
    expect(pay.outcomes.timeout).toBe(pay.issued)
    expect(buy.issued).toBeGreaterThan(50)
  })

  test('is played by a search, which finds the fault that its users notice', async () => {
    const shop = system('shop', {
      users: clients({
        rate: '20/s',
        timeout: '200ms',
        call: script(async ({ call: ask }) => {
          await ask('web')
          await wait(20)
          await ask('web')
        }),
      }),
      web: code((_, { call: ask }) => ask('db'), { calls: ['db'] }),
      db,
    })

    const { counterexample } = await search(shop, {
      for: '4s',
      runs: 10,
      kinds: ['crash'],
      targets: ['db'],
      store: false,
      holds: goal.availability('99%'),
    })

    expect(counterexample?.faults.map(fault => `${fault}`.split('.')[0])).toEqual(["crash('db')"])
  })
})
