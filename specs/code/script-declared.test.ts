/** Scripts of clients as they are declared: mistakes that are told, and their place in JSON. */
import { describe, expect, test } from 'vitest'
import { script } from '../../src/code/index.ts'
import {
  clients,
  crash,
  simulate,
  start,
  store,
  system,
  systemFrom,
  UsageError,
} from '../../src/index.ts'

const db = store({ time: '5ms' })

describe('a script of clients', () => {
  test('stands in JSON by the name of its clients, and is put back by it', async () => {
    const users = clients({
      rate: '20/s',
      tasks: { buy: { steps: script(({ call: ask }) => ask('db'), { calls: ['db'] }) } },
    })
    const shop = system('shop', { users, db })
    const json = JSON.parse(JSON.stringify(shop)) as ReturnType<typeof shop.toJSON>

    expect(json.parts).toMatchObject({
      users: { tasks: { buy: { steps: { step: 'run', run: 'code', calls: ['db'] } } } },
    })
    expect(() => systemFrom(json)).toThrow('"code" is no script')
    const again = systemFrom(json, { code: { users } })
    const options = { for: '3s', faults: [crash('db').at('1s').for('1s')] } as const
    const [one, other] = [await simulate(shop, options), await start(again, options).play()]
    expect(other.digest).toBe(one.digest)
    expect(one.requests().outcomes.ok).toBeGreaterThan(20)
  })
})

describe('mistakes in a script', () => {
  const told = (declare: () => unknown): string[] => {
    try {
      declare()
    } catch (error) {
      if (error instanceof UsageError) {
        return error.problems.map(({ what, where, fix }) => `${where}: ${what}: ${fix}`)
      }
      throw error
    }
    return []
  }

  test('are told with the system', () => {
    const given = (value: unknown): never => value as never
    const declared = (users: unknown) => () => system('shop', { users: given(users), db })

    expect(told(declared(clients({ rate: '1/s', call: script(given(7)) })))).toEqual([
      'users › call: 7 is no function: write script(async ({ call }) => …)',
    ])
    expect(told(declared(clients({ rate: '1/s', call: script(() => 1, given('db')) })))).toEqual([
      'users › call: "db" is no set of options: write { calls: [\'db\'] }, or leave it out',
    ])
    expect(
      told(declared(clients({ rate: '1/s', call: script(() => 1, { calls: ['dc'] as never }) }))),
    ).toEqual([
      'users: "dc" is called, but the system declares nothing of that name: did you mean "db"?',
    ])
    expect(told(declared(clients({ rate: '1/s', request: 7, call: script(() => 1) })))).toEqual([
      'users: what a script asks, it says in its calls: ' +
        "leave request out, as in script(({ call }) => call('web', { path: '/' }))",
    ])
  })

  test('are told when it runs', async () => {
    const users = clients({
      rate: '1/s',
      arrivals: 'steady',
      call: script<string>(({ call: ask }) => ask('web'), { calls: ['db'] }),
    })
    const shop = system('shop', { users: users as never, db })

    await expect(async () => simulate(shop, { for: '1s' })).rejects.toThrow(
      'users calls "web", which it has not declared',
    )
  })
})
