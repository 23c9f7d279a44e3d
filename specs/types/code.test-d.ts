/** What the compiler knows of systems in which code takes part: their runs are awaited. */
import { expectTypeOf } from 'expect-type'
import {
  cached,
  call,
  choose,
  clients,
  parallel,
  repeat,
  type Run,
  service,
  simulate,
  store,
  system,
  systemFrom,
  work,
} from 'gameday'
import { code, script, wrap } from 'gameday/code'
import { exploration } from 'gameday/explore'
import { describe, it } from 'vitest'

const users = clients({ rate: '50/s', call: 'web' })
const db = store({ time: '5ms' })
const options = { for: '1s' } as const
const guarded = call('db', { timeout: '1s', wrap: wrap(() => ask => ask()) })

describe('a call that is wrapped', () => {
  it('has its run awaited, wherever it stands', () => {
    for (const handle of [
      guarded,
      [work('1ms'), guarded],
      parallel(call('db'), guarded),
      choose([{ weight: 1, steps: [guarded] }]),
      repeat(2, guarded),
      cached({ key: 10, ttl: '1s', miss: guarded }),
    ] as const) {
      const shop = system('shop', { users, web: service({ localCache: 5, handle }), db })
      expectTypeOf(simulate(shop, options)).resolves.toExtend<Run>()
    }
    const operations = { buy: guarded, look: call('db') }
    const buyers = clients({ rate: '1/s', call: 'web.buy' })
    const shop = system('shop', { buyers, web: service({ operations }), db })
    expectTypeOf(simulate(shop, options)).resolves.toExtend<Run>()
    const direct = system('shop', { users: clients({ rate: '1/s', call: guarded }), db })
    expectTypeOf(simulate(direct, options)).resolves.toExtend<Run>()
  })

  it('stands beside others, in whatever order', () => {
    const [a, b, c] = [service({ handle: work('1ms') }), db, db]
    for (const handle of [
      [call('a'), guarded, call('b')],
      parallel(call('a'), guarded, [call('b'), guarded], call('c')),
      choose([
        { weight: 1, steps: call('c') },
        { weight: 1, steps: guarded },
      ]),
    ] as const) {
      const shop = system('shop', { users, web: service({ handle }), a, b, c, db })
      expectTypeOf(simulate(shop, options)).resolves.toExtend<Run>()
    }
  })

  it('is no name of the system', () => {
    const shop = system('shop', { users, web: service({ handle: guarded }), db })
    type RunOfShop = Awaited<ReturnType<typeof simulate<(typeof shop)['names'] & {}>>>
    type NamesOfRun = RunOfShop extends Run<infer N> ? N : never
    expectTypeOf<NamesOfRun['call']>().toEqualTypeOf<'users->web' | 'web->db'>()
    const lost = service({ handle: call('dc', { wrap: wrap(() => ask => ask()) }) })
    // @ts-expect-error "dc" is not declared
    system('shop', { users, web: lost, db })
  })
})

describe('a script of clients', () => {
  it('has its run awaited, and may call whom it names, or everybody', () => {
    const web = service({ handle: call('db') })
    const all = clients({ rate: '1/s', call: script(({ call: ask }) => ask('anything')) })
    const shop = system('shop', { users: all, web, db })
    expectTypeOf(simulate(shop, options)).resolves.toExtend<Run>()
    type Everybody = (typeof shop)['names'] & {}
    expectTypeOf<Everybody['call']>().toEqualTypeOf<'users->web' | 'users->db' | 'web->db'>()

    const some = clients({
      rate: '1/s',
      tasks: {
        look: { steps: call('web') },
        // @ts-expect-error it has not said that it calls "web"
        buy: { steps: script(({ call: ask }) => ask('web'), { calls: ['db'] }) },
      },
    })
    const named = system('shop', { users: some, web, db })
    expectTypeOf(simulate(named, options)).resolves.toExtend<Run>()
    type Named = (typeof named)['names'] & {}
    expectTypeOf<Named['call']>().toEqualTypeOf<'users->web' | 'users->db' | 'web->db'>()
    expectTypeOf<Named['requestClass']>().toEqualTypeOf<'look' | 'buy'>()
    const lost = clients({ rate: '1/s', call: script(() => 1, { calls: ['dc'] }) })
    // @ts-expect-error "dc" is not declared
    system('shop', { users: lost, web, db })
  })
})

describe('code', () => {
  it('has its run awaited, of an exploration as of a system', () => {
    const shop = system('shop', { users, web: code(() => 1), db })
    const explored = exploration(shop, { for: '1s', holds: () => true })
    expectTypeOf(simulate(shop, options)).resolves.toExtend<Run>()
    expectTypeOf(simulate(explored.system, options)).resolves.toExtend<Run>()
  })

  it('is not awaited where there is none, nor where the compiler knows no names', () => {
    const shop = system('shop', { users, web: service({ handle: call('db') }), db })
    expectTypeOf(simulate(shop, options)).toExtend<Run>()
    expectTypeOf(simulate(systemFrom(shop.toJSON()), options)).toExtend<Run>()
  })
})
