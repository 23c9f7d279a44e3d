/** Faults, queues and connections that a second review found: each went wrong once. */
import {
  blastRadius,
  clients,
  crash,
  errors,
  type Fault,
  heatMap,
  partition,
  publish,
  queue,
  queueOf,
  rate,
  service,
  simulate,
  slow,
  store,
  system,
  work,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'

const pair = system('pair', {
  users: clients({ rate: '1/s', arrivals: 'steady', call: 'db' }),
  db: store({ time: '1ms', replicas: 100 }),
})

describe('C11 a fault that begins and ends at every look', () => {
  const comes = rate('users', { over: '1s' }).above('0/s')
  const flapping = slow('db', { by: '1ms' }).when(comes).until(comes)

  it('takes no longer the longer the run is', () => {
    const run = simulate(pair, { for: '2h', faults: [flapping] })
    const [{ periods, until }] = run.faults
    expect(periods.length).toBe(71_999)
    expect(until).toBe(periods.at(-1)?.until)
  })
})

describe('C11 faults of each replica by itself', () => {
  it('are told when all together come too often', () => {
    const each = slow('db', { by: '1ms' }).randomly({ every: '1s', for: '1s', each: 'replica' })
    expect(() => simulate(pair, { for: '1h', faults: [each] })).toThrow(
      'would come about 180000 times: 10000 is the most',
    )
  })
})

describe('C11 a partition of each replica by itself', () => {
  it('cuts off one after another, though a replica has no links of its own', () => {
    const each = partition('db').randomly({ every: '5m', for: '1m', each: 'replica' })
    const [{ periods }] = simulate(pair, { for: '1m', faults: [each] }).faults
    expect(new Set(periods.map(({ replica }) => replica)).size).toBeGreaterThan(5)
  })
})

describe('C14 two faults of one sentence', () => {
  it('are one to whoever asks for the time during them, or after', () => {
    const fault = errors('db').randomly({ every: '2s', for: '1s' })
    const run = simulate(pair, { for: '30s', faults: [fault, fault] })
    const ends = run.faults.map(({ until }) => until)
    expect(ends[0]).not.toBe(ends[1])
    const last = run.at('db', { after: fault }).issued
    expect(last).toBe(Math.max(0, 30 - Math.ceil(Math.max(...ends) / 1_000)))
    const { issued, outcomes } = run.at('db', { during: fault })
    expect(outcomes.error).toBe(issued)
    expect(issued).toBe(run.at('db').outcomes.error)
  })
})

describe('C11 the queue of a queue', () => {
  it('is the messages that wait for a worker', () => {
    const post = system('post', {
      users: clients({ rate: '100/s', arrivals: 'steady', call: 'web' }),
      web: service({ handle: publish('orders') }),
      orders: queue({ latency: '1ms' }),
      mailer: worker({ of: 'orders', handle: work('1ms') }),
    })
    const down = crash('mailer').at('2s').for('2s')
    const late = slow('web', { by: '1ms' }).when(queueOf('orders').above(50))
    const run = simulate(post, { for: '10s', faults: [down, late] })
    expect(run.faults[1].periods[0].from).toBe(2_600)
  })
})

describe('a crash of workers that had nothing to do', () => {
  it('has tested something when messages then wait', () => {
    const post = system('post', {
      users: clients({ rate: '10/s', arrivals: 'steady', call: 'web' }),
      web: service({ handle: publish('orders') }),
      orders: queue(),
      mailer: worker({ of: 'orders', handle: work('1ms') }),
    })
    const run = simulate(post, { for: '5s', faults: [crash('mailer').at('2.05s').for('1s')] })
    expect(run.warnings).toEqual([])
    expect(run.faults[0].touched).toBe(10)
  })
})

describe('a connection kept alive', () => {
  it('does not outlive the process at its other end', () => {
    const linked = system(
      'linked',
      {
        users: clients({ rate: '1/s', arrivals: 'steady', call: 'web' }),
        web: service({ handle: work('1ms') }),
      },
      { network: { 'users->web': { latency: '5ms', connection: {}, keepAlive: { most: 1 } } } },
    )
    const made = (faults: Fault<'web'>[]): number | undefined =>
      simulate(linked, { for: '10s', faults }).on('users->web').network?.connections
    expect(made([])).toBe(1)
    expect(made([crash('web').at('4.5s').for('100ms')])).toBe(2)
  })
})

describe('a name that is none', () => {
  it('is told where it was written', () => {
    expect(() => queueOf(3 as never)).toThrow('3 is no name')
    expect(() => crash(null as never)).toThrow('null is no name')
  })
})

describe('D9 D11 what judges are told', () => {
  const run = simulate(pair, { for: '1s' })

  it('is checked as all else is', () => {
    expect(() => blastRadius(run, { below: NaN })).toThrow('NaN is no share')
    expect(() => heatMap(run, { thresholds: {} as never })).toThrow('degraded is missing')
  })
})
