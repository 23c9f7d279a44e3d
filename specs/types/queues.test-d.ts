/** What must compile of queues, workers and what stands in front, and what must not. */
import { expectTypeOf } from 'expect-type'
import {
  cached,
  call,
  cdn,
  clients,
  crash,
  errors,
  gateway,
  publish,
  queue,
  type Run,
  service,
  simulate,
  store,
  system,
  work,
  worker,
  type WorkerComponent,
} from 'gameday'
import { describe, it } from 'vitest'

describe('A10 queues and workers', () => {
  const orders = queue({ deadLetters: 'orphans' })
  const orphans = queue()
  const mailer = worker({ of: 'orders', handle: call('smtp') })
  const users = clients({ rate: '1/s', call: publish('orders', { timeout: '1s' }) })
  const smtp = store({ time: 1 })
  const small = system('s', { users, orders, orphans, mailer, smtp })
  const ran = simulate(small, { for: '1m', faults: [errors('orders->mailer'), crash('mailer#0')] })

  it('are no caches, and what answers from one is', () => {
    const edged = system('c', {
      visitors: clients({ rate: '1/s', call: 'edge' }),
      edge: cdn({ origin: 'smtp', key: 1 }),
      smtp,
    })
    const visited = simulate(edged, { for: '1s' })
    expectTypeOf(visited.cache('edge').hits).toEqualTypeOf<number>()
    // @ts-expect-error a store is no cache
    expectTypeOf(() => visited.cache('smtp')).toBeFunction()
    const inside = system('s', {
      users: clients({ rate: '1/s', call: 'web' }),
      web: service({ localCache: 9, handle: cached({ key: 5, miss: call('db') }) }),
      db: store({ time: 1 }),
    })
    expectTypeOf(simulate(inside, { for: 1 }).cache('web').hits).toEqualTypeOf<number>()
    // @ts-expect-error there is no cache inside a store
    expectTypeOf(() => simulate(inside, { for: 1 }).cache('db')).toBeFunction()
  })

  it('know their names', () => {
    type NamesOfRun = typeof ran extends Run<infer N> ? N : never
    expectTypeOf<NamesOfRun['queue']>().toEqualTypeOf<'orders' | 'orphans'>()
    expectTypeOf<NamesOfRun['call']>().toEqualTypeOf<
      'users->orders' | 'orders->mailer' | 'orders->orphans' | 'mailer->smtp'
    >()
    expectTypeOf(ran.queue('orders').unfinished).toEqualTypeOf<number>()
    ran.on('orders->mailer')
    ran.series('depth', { at: 'orders' })
    // @ts-expect-error a store is no queue
    ran.queue('smtp')
    ran.times({ of: 'wait', queue: 'orders', by: 'completion' })
    ran.times({ on: 'orders->mailer', ended: ['ok', 'served'] })
    // @ts-expect-error a store is no queue
    ran.times({ queue: 'smtp' })
    // @ts-expect-error nobody is told to end so
    ran.times({ ended: 'shed' })
    // @ts-expect-error there is no such delivery
    ran.on('orphans->mailer')
  })

  it('are declared', () => {
    expectTypeOf(mailer).toExtend<WorkerComponent<'smtp', 'orders'>>()
    // @ts-expect-error there is no such queue
    system('s', { users, orders, orphans, smtp, mailer: worker({ of: 'oders', handle: work(1) }) })
    // @ts-expect-error a store is no queue
    system('s', { users, orders, orphans, smtp, mailer: worker({ of: 'smtp', handle: work(1) }) })
    // @ts-expect-error there is no queue for dead letters
    system('s', { users, orders, smtp, mailer })
    // @ts-expect-error nobody calls a worker
    system('s', { u: clients({ rate: '1/s', call: 'mailer' }), orders, orphans, mailer, smtp })
    // @ts-expect-error nothing is published to what is not there
    system('s', { u: clients({ rate: '1/s', call: publish('letters') }), smtp })
  })
})

describe('A1 what stands in front', () => {
  it('knows whom it asks', () => {
    const web = store({ time: 1 })
    const u = clients({ rate: '1/s', call: 'edge' })
    const small = system('s', { u, edge: cdn({ origin: 'web', key: 1 }), web })
    const ran = simulate(small, { for: '1m' })
    expectTypeOf<Parameters<typeof ran.at>[0]>().toEqualTypeOf<'edge' | 'web'>()
    system('s', { u, edge: gateway({ handle: call('web') }), web })
    // @ts-expect-error its origin is not declared
    system('s', { u, edge: cdn({ origin: 'wbe', key: 1 }), web })
  })
})
