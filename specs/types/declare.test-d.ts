/** What must compile, and what must not: names, units and options, before anything runs. */
import { expectTypeOf } from 'expect-type'
import {
  cache,
  cached,
  call,
  clients,
  crash,
  errors,
  parallel,
  partition,
  publish,
  type Run,
  service,
  simulate,
  slow,
  store,
  system,
  work,
} from 'gameday'
import type { CallOptions, Component, Duration, Fault, Step } from 'gameday'
import { describe, it } from 'vitest'

const shop = system(
  'shop',
  {
    users: clients({ rate: '100/s', call: 'web.home', timeout: '3s' }),
    shoppers: clients({
      users: 50,
      think: '1s',
      tasks: { browse: { steps: call('web.home') }, buy: { steps: call('web.cart') } },
      first: 'browse',
    }),
    web: service({
      zone: 'eu',
      operations: {
        home: [cached('pages', { key: 10, ttl: '60s', miss: call('db') })],
        cart: parallel(call('db', { timeout: '250ms', fallback: call('copy') }), work('1ms')),
      },
    }),
    pages: cache({ capacity: 50, latency: '0.4ms' }),
    db: store({ zone: 'us', concurrency: 20, time: '5ms', errorRate: '1%' }),
    copy: store({ zone: 'us', time: 5 }),
  },
  { network: { default: 'sameZone', 'users->web': '20ms', 'eu<->us': { distance: '6000km' } } },
)
const run = simulate(shop, { for: '3m', faults: [slow('db', { by: '2s' }).at('60s').for('30s')] })

describe('a declared system', () => {
  it('knows its names', () => {
    type NamesOfRun = typeof run extends Run<infer N> ? N : never
    expectTypeOf<NamesOfRun['component']>().toEqualTypeOf<'web' | 'pages' | 'db' | 'copy'>()
    expectTypeOf<NamesOfRun['call']>().toEqualTypeOf<
      | 'users->web.home'
      | 'users->web'
      | 'shoppers->web.home'
      | 'shoppers->web.cart'
      | 'shoppers->web'
      | 'web->pages'
      | 'web->db'
      | 'web->copy'
    >()
    expectTypeOf<NamesOfRun['requestClass']>().toEqualTypeOf<'users' | 'browse' | 'buy'>()
    expectTypeOf(run.availability()).toEqualTypeOf<number | undefined>()
  })

  it('does not call what it does not declare', () => {
    expectTypeOf(call('db')).toEqualTypeOf<Step<'db'>>()
    // @ts-expect-error dbb is not declared
    system('s', { u: clients({ rate: '1/s', call: 'dbb' }), db: store({ time: 1 }) })
    system('s', {
      u: clients({ rate: '1/s', call: 'web' }),
      // @ts-expect-error nor is it inside other steps
      web: service({ handle: parallel(work(1), [call('dbb')]) }),
      db: store({ time: 1 }),
    })
    system('s', {
      u: clients({ rate: '1/s', call: 'web' }),
      // @ts-expect-error nor as what stands in
      web: service({ handle: call('db', { fallback: call('dbb') }) }),
      db: store({ time: 1 }),
    })
  })

  it('calls operations by their names', () => {
    const web = service({ operations: { home: work(1) } })
    expectTypeOf(web).toExtend<Component<never, 'home'>>()
    system('s', { u: clients({ rate: '1/s', call: 'web.home' }), web })
    // @ts-expect-error there is no such operation
    system('s', { u: clients({ rate: '1/s', call: 'web.hom' }), web })
    // @ts-expect-error which operation?
    system('s', { u: clients({ rate: '1/s', call: 'web' }), web })
    // @ts-expect-error a store has no operations
    system('s', { u: clients({ rate: '1/s', call: 'db.read' }), db: store({ time: 1 }) })
  })

  it('does not call clients', () => {
    const u = clients({ rate: '1/s', call: 'web' })
    expectTypeOf(u).toExtend<Component<'web'>>()
    // @ts-expect-error clients answer nothing
    system('s', { u, web: service({ handle: call('u') }) })
  })
})

describe('faults', () => {
  it('strike what is declared', () => {
    expectTypeOf(crash('db')).toExtend<Fault<'db'>>()
    simulate(shop, { for: '1m', faults: [crash('web#1'), errors('web->db'), partition('eu<->us')] })
    simulate(shop, {
      for: '1m',
      faults: [slow('zone:eu', { by: 5 }), slow('users->web.home', { by: 5 })],
    })
    // @ts-expect-error dbb is not declared
    simulate(shop, { for: '1m', faults: [crash('dbb')] })
    // @ts-expect-error there is no such call
    simulate(shop, { for: '1m', faults: [partition('users->db')] })
    // @ts-expect-error there is no such zone
    simulate(shop, { for: '1m', faults: [crash('zone:asia')] })
  })
})

describe('questions', () => {
  it('are about what is declared', () => {
    expectTypeOf(run.at('db').issued).toEqualTypeOf<number>()
    run.on('web->db')
    run.latency('p99', { class: 'browse', between: ['1s', '2s'] })
    // @ts-expect-error there is no such component
    run.at('dbb')
    // @ts-expect-error there is no such call
    run.on('users->db')
    // @ts-expect-error there is no such class
    run.availability({ class: 'shoppers' })
    // @ts-expect-error a percentile begins with p
    run.latency('99')
  })
})

describe('units', () => {
  it('are written', () => {
    expectTypeOf<'250ms'>().toExtend<Duration>()
    call('db', { timeout: 250, deadline: '2s' })
    call('db', { record: { lease: '10s', holder: 'replica' } })
    // @ts-expect-error nothing of the kind is done to a record
    call('db', { record: 'erase' })
    // @ts-expect-error queues keep no records
    publish('jobs', { record: 'write' })
    // @ts-expect-error 250 what?
    call('db', { timeout: '250' })
    // @ts-expect-error per what?
    clients({ rate: '100', call: 'db' })
    // @ts-expect-error a number does not say per what
    clients({ rate: 100, call: 'db' })
    // @ts-expect-error a share is 0.999 or has a percent sign
    store({ time: 1, errorRate: '99.9' })
    // @ts-expect-error no such unit
    work('5 minutes')
  })
})

describe('options', () => {
  it('have their names', () => {
    expectTypeOf<{ timeout: '1s' }>().toExtend<CallOptions>()
    call('db', { hedge: { after: 'p95', budget: '10%' }, limit: { algorithm: 'vegas' } })
    store({ time: 1, shedding: { order: 'lifo', codel: { target: '5ms' } } })
    // @ts-expect-error a percentile is p95
    call('db', { hedge: { after: '95%' } })
    // @ts-expect-error backoff is AIMD's
    call('db', { limit: { algorithm: 'vegas', backoff: 0.9 } })
    // @ts-expect-error protection is go-zero's
    call('db', { throttle: { protection: 5 } })
    // @ts-expect-error evict
    store({ time: 1, shedding: { evikt: 'oldest' } })
    // @ts-expect-error timeout
    call('db', { timout: '1s' })
    // @ts-expect-error concurrency
    store({ time: 1, concurency: 5 })
    // @ts-expect-error by
    slow('db', { bye: '1s' })
    // @ts-expect-error faults
    simulate(shop, { for: '1m', fault: [] })
    // @ts-expect-error for is missing
    simulate(shop, {})
    // @ts-expect-error there is no such task
    clients({ users: 1, think: 1, tasks: { a: { steps: call('db') } }, first: 'b' })
    const db = store({ time: 1 })
    // @ts-expect-error a link that is no call
    system('s', { u: clients({ rate: '1/s', call: 'db' }), db }, { network: { 'u->x': 1 } })
  })
})

describe('B5 B7 a network', () => {
  it('knows its cables, its regions and its zones by name', () => {
    const parts = {
      users: clients({ rate: '1/s', call: 'web' }),
      web: service({ zone: 'eu1', handle: call('db') }),
      db: store({ zone: 'us1', time: 1 }),
    }
    const cables = { sea: { bandwidth: '1Gbps' } } as const
    const regions = { eu: ['eu1'], us: ['us1'] } as const
    system('s', parts, { cables, regions, network: { 'eu<->us': { over: 'sea' } } })
    system('s', parts, { regions, network: { 'eu1<->us1': 'sameRegion' } })
    // @ts-expect-error no cable of that name
    const overNothing = () => system('s', parts, { cables, network: { default: { over: 'see' } } })
    // @ts-expect-error no region of that name
    const nowhere = () => system('s', parts, { regions, network: { 'eu<->asia': '1ms' } })
    // @ts-expect-error no zone of that name
    const noZone = () => system('s', parts, { regions: { eu: ['eu7'] } })
    // @ts-expect-error there are no regions
    const noRegions = () => system('s', parts, { network: { 'eu<->us': '1ms' } })
    expectTypeOf([overNothing, nowhere, noZone, noRegions]).items.toBeFunction()
  })

  it('knows the zones that replicas are spread over', () => {
    const spread = system(
      's',
      {
        users: clients({ rate: '1/s', call: 'web' }),
        web: service({ zones: ['eu-a', 'eu-b'], replicas: 2, handle: work(1) }),
      },
      { network: { 'eu-a<->eu-b': '1ms' } },
    )
    simulate(spread, { for: '1m', faults: [crash('zone:eu-b')] })
    // @ts-expect-error there is no such zone
    simulate(spread, { for: '1m', faults: [crash('zone:eu-c')] })
    // @ts-expect-error no way of that name
    const noWay = () => store({ zones: ['a', 'b'], replicas: 2, zoneRouting: 'nearest', time: 1 })
    expectTypeOf(noWay).toBeFunction()
  })
})
