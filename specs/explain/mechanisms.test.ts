/** D9, D10: what carries a failure to the clients, and what feeds it once its trigger is over. */
import {
  cache,
  cached,
  call,
  clients,
  delay,
  errors,
  explain,
  flush,
  goal,
  publish,
  queue,
  ramp,
  service,
  simulate,
  slow,
  store,
  surge,
  system,
  worker,
  work,
  zipf,
  type Explanation,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { basic, named, whyOf } from './support/outages.ts'

describe('D10 a loop', () => {
  it('of retries is named with its gain, once what began it is over', () => {
    const shop = system('shop', {
      users: clients({ rate: '80/s', arrivals: 'steady', call: 'web', timeout: '5s' }),
      web: service({
        concurrency: 4_000,
        handle: call('db', { timeout: '200ms', retry: { attempts: 4, base: '10ms' } }),
      }),
      db: store({ concurrency: 1, queue: 1_000, time: '10ms' }),
    })
    const why = whyOf(shop, [slow('db', { by: '90ms' }).at('10s').for('5s')])
    expect(named(why)).toMatchObject({
      mechanism: 'retry loop',
      place: 'web->db',
      isConfirmed: true,
    })
    const { loop } = why.diagnosis
    expect(loop).toMatchObject({ component: 'db', fromMs: 15_000 })
    expect(loop?.alone).toBeCloseTo(0.8)
    expect(loop?.gain).toBeCloseTo(4, 1)
  })

  it('of cache misses and load is named', () => {
    const shop = system('shop', {
      users: clients({
        load: ramp({ from: '10/s', to: '300/s', over: '40s' }),
        call: 'web',
        timeout: '2s',
      }),
      web: service({
        concurrency: 400,
        handle: cached('mem', {
          key: zipf({ items: 600, exponent: 0.9 }),
          ttl: '5m',
          miss: call('db', { timeout: '500ms' }),
        }),
      }),
      mem: cache({ latency: '1ms', capacity: 5_000, concurrency: 500 }),
      db: store({ concurrency: 2, queue: 500, time: '20ms' }),
    })
    const flushed = flush('mem').at('60s')
    const run = simulate(shop, { for: '90s', faults: [flushed] })
    const why = explain(run, goal.availability('99%', { between: ['50s', '90s'] })) as Explanation
    expect(named(why)).toMatchObject({ mechanism: 'cache misses', place: 'web->db' })
    expect(why.diagnosis.loop).toMatchObject({ component: 'db', fromMs: 60_000 })
  })
})

describe('D9 load and the network', () => {
  it('too many requests are told beside how many there usually are', () => {
    const crowd = surge('users', { factor: 4 }).at('10s').for('10s')
    const why = whyOf(basic({}, { concurrency: 1, time: '10ms', queue: 10 }), [crowd])
    expect(named(why)).toMatchObject({ mechanism: 'load', place: 'db', faults: [String(crowd)] })
    expect(why.sentences[0]).toBe(`${crowd}: users sent 2,325 requests, not 596`)
  })

  it('a slow network is not taken for a slow callee', () => {
    const late = delay('web->db', { by: '400ms' }).at('10s').for('10s')
    const run = simulate(basic({ timeout: '2s' }), { for: '1m', faults: [late] })
    const why = explain(run, goal.latency('p99', '300ms')) as Explanation
    expect(named(why)).toMatchObject({ mechanism: 'slow network', place: 'web->db' })
  })
})

describe('D9 what stands between', () => {
  it("is the caller's own pool", () => {
    const pool = system('pool', {
      users: clients({ rate: '122/s', call: 'web', timeout: '10s' }),
      web: service({
        concurrency: 2_000,
        handle: call('db', { bulkhead: { limit: 8, queue: 10_000 } }),
      }),
      db: store({ concurrency: 200, time: '9ms' }),
    })
    const run = simulate(pool, {
      for: '1m',
      faults: [slow('db', { by: '100ms' }).at('10s').for('15s')],
    })
    const why = explain(run, goal.latency('p99', '500ms')) as Explanation
    expect(named(why)).toMatchObject({ mechanism: "caller's limit", place: 'web->db' })
    expect(why.sentences[1]).toMatch(/of 109ms need 1\d\.\d places, at its bulkhead of 8$/)
  })

  it('is a breaker that turns away what would be answered', () => {
    const flapping = basic({ breaker: { consecutive: 2, openFor: '10s' } })
    const why = whyOf(flapping, [errors('db', { rate: 0.15 }).at('10s').for('20s')], '95%')
    expect(named(why)).toMatchObject({ mechanism: 'open breaker', place: 'web->db' })
  })

  it('is a breaker that opens once the fault is over', () => {
    const late = basic({
      timeout: '500ms',
      breaker: { window: '10s', failureRate: 0.1, minimumCalls: 10, openFor: '5s' },
    })
    const why = whyOf(late, [slow('db', { by: '2s' }).at('10s').for('400ms')])
    expect(why.sentences.slice(1, 3)).toEqual([
      'the breaker of web->db opened once at 11.27s: 53 of 529 calls failed',
      'it turned away 298 calls; of those it let pass 0% were answered',
    ])
  })

  it('is the ejection of too many', () => {
    const fleet = system('fleet', {
      users: clients({ rate: '300/s', call: 'web', timeout: '2s' }),
      web: service({ concurrency: 500, handle: call('api', { timeout: '500ms' }) }),
      api: service({
        replicas: 6,
        concurrency: 5,
        outlierDetection: { consecutive: 2, base: '30s', most: 1 },
        panicThreshold: 0,
        handle: work('60ms'),
      }),
    })
    const why = whyOf(fleet, [errors('api', { rate: 0.3 }).at('10s').for('3s')], '95%')
    expect(named(why)).toMatchObject({ mechanism: 'ejection', place: 'api' })
    expect(why.sentences[1]).toMatch(/^6 of 6 replicas of api at a time were taken out of use/)
  })

  it('is a resource that is used up', () => {
    const few = basic({ timeout: '2s' }, { concurrency: 200, resources: { connections: 10 } })
    const why = whyOf(few, [slow('db', { by: '400ms' }).at('10s').for('10s')])
    expect(named(why)).toMatchObject({ mechanism: 'resource', place: 'db', isConfirmed: true })
  })

  it('is a queue that gives messages up before the fault is over', () => {
    const orders = system('orders', {
      users: clients({ rate: '60/s', call: 'api' }),
      api: service({ handle: publish('orders') }),
      orders: queue({ deliveries: 3, redeliverAfter: '1s', deadLetters: 'failed' }),
      failed: queue({}),
      mail: worker({ of: 'orders', concurrency: 10, handle: call('smtp', { timeout: '1s' }) }),
      smtp: store({ concurrency: 20, time: '10ms' }),
    })
    const run = simulate(orders, { for: '40s', faults: [errors('smtp').at('10s').for('10s')] })
    const why = explain(run, goal.losesNothing({ queue: 'orders' })) as Explanation
    expect(named(why)).toMatchObject({ mechanism: 'dead letters', place: 'orders' })
    expect(why.diagnosis.path).toEqual(['orders->mail', 'mail->smtp'])
  })
})

describe('D9 slow work', () => {
  it('of what stands in is no overload, and is compared with nothing', () => {
    const other = call('other', { timeout: '200ms' })
    const shop = system('shop', {
      users: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '2s' }),
      web: service({
        concurrency: 100,
        handle: call('db', { timeout: '200ms', fallback: other }),
      }),
      db: store({ time: '20ms' }),
      other: store({ time: '20ms' }),
    })
    const at = (name: 'db' | 'other') => slow(name, { by: '300ms' }).at('10s').for('10s')
    const why = whyOf(shop, [at('db'), at('other')])
    expect(named(why)).toMatchObject({ mechanism: 'slow work' })
    const slowed = 'other worked 320ms a request while that lasted'
    expect(why.sentences).toContain(`${at('other')}: ${slowed}`)
  })

  it('of a few is told with the share of them', () => {
    const slowed = slow('db', { by: '700ms' }).at('10s').for('10s').share(0.1)
    const why = whyOf(basic({}, { time: '9ms' }), [slowed], '99.5%')
    expect(why.sentences[0]).toContain(': db worked 709ms for 9% of its requests, not 9ms')
  })
})
