/** Faults of the engine that a fresh review found: each is a story that went wrong once. */
import {
  cache,
  cached,
  call,
  clients,
  crash,
  parallel,
  partition,
  repeat,
  service,
  simulate,
  slow,
  type Step,
  store,
  system,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'

const second = { rate: '1/s', arrivals: 'steady' } as const

describe('an event loop', () => {
  it('gives the slot of a stopped branch to whoever waits for it', () => {
    const bad = call('bad', { optional: true, fallback: parallel(call('late'), work('10s')) })
    const web = service({
      nonBlocking: true,
      operations: { a: [bad, call('slow')], b: work('1ms') },
    })
    const loop = system('loop', {
      one: clients({ ...second, requests: 1, call: 'web.a' }),
      others: clients({ ...second, requests: 3, call: 'web.b' }),
      web,
      bad: store({ time: 1, errorRate: 1 }),
      late: store({ time: '50ms', errorRate: 1 }),
      slow: store({ time: '20s' }),
    })
    const run = simulate(loop, { for: '10s', trace: true })
    expect(run.latency(1, { class: 'others' })).toBeLessThan(60)
  })
})

describe('a cache asked because another had missed', () => {
  it('leaves the first its own key', () => {
    const asked = { key: 1, miss: cached('second', { key: 1, miss: call('db') }) }
    const two = system('two', {
      users: clients({ rate: '10/s', arrivals: 'steady', requests: 10, call: 'web' }),
      web: service({ handle: cached('first', asked) }),
      first: cache({ replicas: 3 }),
      second: cache(),
      db: store({ time: 1 }),
    })
    const run = simulate(two, { for: '1s' })
    expect([run.at('first').issued, run.at('second').issued, run.at('db').issued]).toEqual([
      10, 1, 1,
    ])
  })
})

describe('a chain of 10,000 calls', () => {
  it.each([{ propagate: true }, { cancel: true }])('is stopped to its end by %o', options => {
    const parts: Record<string, ReturnType<typeof service>> = {}
    for (let i = 0; i < 10_000; i++) {
      parts[`s${i}`] = service({ handle: call(`s${i + 1}`, options) as Step<never> })
    }
    const chain = system('chain', {
      users: clients({ ...second, requests: 1, timeout: '1s', call: call('s0', options) as never }),
      ...parts,
      s10000: store({ time: '1h' }),
    } as never)
    const run = simulate(chain, { for: '2s' })
    expect(run.at('s10000').outcomes.cancelled).toBe(1)
  })
})

describe('what waits for nothing', () => {
  it('may be repeated at the same moment', () => {
    const busy = system('busy', {
      users: clients({ ...second, requests: 1, call: 'web' }),
      web: service({ handle: repeat(5_000, parallel<never>([], [])) }),
      db: store({ time: 1 }),
    })
    expect(() => simulate(busy, { for: '1s' })).not.toThrow()
  })

  it('is told where it would keep time from going on', () => {
    const hasty = system('hasty', {
      users: clients({ users: 2, think: 0, call: 'web' }),
      web: store({ time: '10ms' }),
    })
    const faults = [crash('web', { refuse: true }).at('1s').for('1s')]
    expect(() => simulate(hasty, { for: '5s', faults })).toThrow('time stands still at 1s')
  })
})

describe('a share of requests', () => {
  const steady = system('steady', {
    users: clients({ rate: '1000/s', arrivals: 'steady', timeout: '2s', call: 'web' }),
    web: service({ concurrency: 5_000, handle: repeat(10, work('1ms')) }),
  })

  it('is lost once, and not on both ways', () => {
    const faults = [partition('users->web').share('30%')]
    const lost = simulate(steady, { for: '20s', faults }).requests().outcomes.timeout
    expect(lost / 20_000).toBeCloseTo(0.3, 1)
  })

  it('is slow throughout, whatever its work is divided into', () => {
    const faults = [slow('web', { factor: 10 }).share('10%')]
    const run = simulate(steady, { for: '20s', faults })
    expect(run.slowerThan('11ms') / 20_000).toBeCloseTo(0.1, 1)
    expect(run.latency(1)).toBeCloseTo(100, 0)
  })

  it('of a zone’s replicas is taken from each component', () => {
    const zone = system('zone', {
      users: clients({ rate: '8/s', arrivals: 'steady', call: 'a' }),
      a: service({ zone: 'eu', replicas: 4, handle: call('b', { optional: true, timeout: '1s' }) }),
      b: store({ zone: 'eu', replicas: 4, time: 1 }),
    })
    const faults = [crash('zone:eu', { refuse: true }).share('50%')]
    const run = simulate(zone, { for: '10s', faults })
    expect([run.availability({ at: 'a' }), run.availability({ at: 'b' })]).toEqual([0.5, 0.5])
  })
})

describe('what never ends', () => {
  it('was not served', () => {
    const hung = system('hung', {
      users: clients({ rate: '2/s', arrivals: 'steady', timeout: '5s', call: 'web' }),
      web: service({ handle: call('db') }),
      db: store({ time: 1 }),
    })
    const run = simulate(hung, { for: '60s', faults: [crash('db').at('10s')] })
    expect(run.requests({ at: 'web' })).toMatchObject({ issued: 120, unfinished: 100 })
    expect(run.availability({ at: 'web' })).toBeCloseTo(20 / 120, 10)
  })

  it('is not made up for by a fallback that was not tried', () => {
    const shop = system('shop', {
      users: clients({
        rate: '10/s',
        arrivals: 'steady',
        timeout: '2s',
        call: call('web', { timeout: '1s', fallback: call('copy') }),
      }),
      web: store({ time: 1 }),
      copy: store({ time: 1 }),
    })
    const faults = [crash('web').at('5s'), crash('copy').at('5s')]
    const run = simulate(shop, { for: '10s', resolution: '1s', faults })
    expect(run.requests({ between: ['9s', '10s'] }).outcomes).toMatchObject({ degraded: 0 })
  })
})
