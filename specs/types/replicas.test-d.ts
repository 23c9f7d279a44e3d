/** What must compile, and what must not: ways of choosing replicas, and shapes of load. */
import { expectTypeOf } from 'expect-type'
import {
  type BalanceSpec,
  call,
  clients,
  failProbes,
  type LoadShape,
  ramp,
  restart,
  service,
  type ReplicaChange,
  simulate,
  steps,
  store,
  system,
  trace,
  work,
} from 'gameday'
import { describe, it } from 'vitest'

describe('replicas', () => {
  it('are chosen by a way that has a name', () => {
    expectTypeOf<'powerOfTwo'>().toExtend<BalanceSpec>()
    expectTypeOf<{ by: 'peakEwma'; decay: '5s' }>().toExtend<BalanceSpec>()
    expectTypeOf<{ by: 'leastConnections'; ties: 'lowestIndex' }>().toExtend<BalanceSpec>()
    // @ts-expect-error ties belong to leastConnections
    store({ time: 1, replicas: 3, balance: { by: 'powerOfTwo', ties: 'inTurn' } })
    // @ts-expect-error roundRobin
    store({ time: 1, replicas: 3, balance: 'roundrobin' })
    // @ts-expect-error points belong to consistentHash
    store({ time: 1, replicas: 3, balance: { by: 'random', points: 5 } })
    // @ts-expect-error a unit is missing
    store({ time: 1, replicas: 3, health: { every: '5' } })
    store({ time: 1, replicas: 3, outlierDetection: { base: '30s', most: '10%' } })
  })

  it('change in facts of their own', () => {
    const db = store({ time: 1, replicas: 3, health: { every: '5s' } })
    const users = clients({ rate: '1/s', call: call('db', { key: 5 }) })
    const shop = system('shop', { users, db: { ...db } })
    const run = simulate(shop, { for: '1m' })
    expectTypeOf(run.facts('replica')).toEqualTypeOf<ReplicaChange[]>()
    expectTypeOf(run.at('db').replicas[0].issued).toEqualTypeOf<number>()
  })
})

describe('what replicas do besides', () => {
  const users = clients({ rate: '1/s', call: 'web' })
  const db = store({ time: 1, start: work('5s'), stop: { within: '1s' } })

  it('is typed as what they do with requests', () => {
    const health = { check: call('db') }
    const web = service({ start: [work(1), call('db')], health, handle: call('cards') })
    const shop = system('shop', { users, web, db, cards: store({ time: 1 }) })
    const run = simulate(shop, { for: '1m', faults: [restart('web'), failProbes('web#0')] })
    expectTypeOf<Parameters<(typeof run)['on']>[0]>().toEqualTypeOf<
      'users->web' | 'web->db' | 'web->cards'
    >()
    // @ts-expect-error nothing is called so
    simulate(shop, { for: '1m', faults: [restart('wob')] })
    // @ts-expect-error the start calls what nobody declares
    system('shop', { users, web: service({ start: call('dbb'), handle: call('db') }), db })
    const deep = service({ health: { check: call('dbb') }, handle: call('db') })
    // @ts-expect-error so does the check
    system('shop', { users, web: deep, db })
    // @ts-expect-error a store calls nobody
    store({ time: 1, start: call('web') })
  })
})

describe('load', () => {
  it('is a rate, a shape or users, and no two of them', () => {
    const load = ramp({ from: '1/s', to: '9/s', over: '1m' })
    expectTypeOf(load).toEqualTypeOf<LoadShape>()
    clients({ load, arrivals: 'steady', call: 'db' })
    clients({ load: trace({ arrivals: [1, 2] }), requests: 1, call: 'db' })
    // @ts-expect-error a rate says per what
    ramp({ from: '1', to: '9/s', over: '1m' })
    // @ts-expect-error levels have rates
    steps([{ for: '1m' }])
    // @ts-expect-error a load has a shape
    clients({ load: '10/s', call: 'db' })
  })
})
