/** Faults of one operation: its requests meet them, and those of the others do not. */
import {
  badDeployment,
  call,
  clients,
  contend,
  corrupt,
  crash,
  delay,
  errors,
  type Fault,
  faultFrom,
  parallel,
  partition,
  pause,
  service,
  simulate,
  skewClock,
  slow,
  system,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../kernel/support/mistakes.ts'
import { once } from '../support/story.ts'

type Target = 'db' | 'db.read' | 'db.write' | 'web->db.read'

/** Each second one reads, and one writes. */
const shop = system('shop', {
  readers: once('db.read', { requests: 2 }),
  writers: once('db.write', { requests: 2 }),
  db: service({
    operations: { read: [work('10ms')], write: [work('20ms'), parallel([work('20ms')])] },
  }),
})

const play = (...faults: Fault<Exclude<Target, 'web->db.read'>>[]) =>
  simulate(shop, { for: '4s', faults })

/** How long reads and writes take. */
const latencies = (...faults: Parameters<typeof play>): (number | undefined)[] => {
  const run = play(...faults)
  return [run.on('readers->db').latency.mean, run.on('writers->db').latency.mean]
}

describe('C3 a fault of one operation', () => {
  it('adds its time to the requests for that, and to no others', () => {
    expect(latencies()).toEqual([10, 40])
    expect(latencies(slow('db.read', { by: '100ms' }))).toEqual([110, 40])
    expect(latencies(slow('db.write', { by: '100ms' }))).toEqual([10, 140])
  })

  it('stretches all work of it, also in branches', () => {
    expect(latencies(slow('db.write', { factor: 3 }))).toEqual([10, 120])
    // By a tenth of its strength at the second one, so by 10 and 12 ms.
    expect(latencies(slow('db.read', { factor: 3 }).ramp('10s'))).toEqual([11, 40])
  })

  it('adds up with one of the whole component', () => {
    const both = [slow('db', { by: '5ms', factor: 2 }), slow('db.read', { by: '1ms', factor: 3 })]
    expect(latencies(...both)).toEqual([66, 85])
  })

  it('touches no others, and tells of the component that it struck', () => {
    const [record] = play(slow('db.read', { by: '100ms' })).faults
    expect(record).toMatchObject({ struck: ['db'], touched: 2 })
  })

  it('answers requests for it by errors, or wrongly', () => {
    const failed = play(errors('db.write', { code: 503 }), corrupt('db.read'))
    expect(failed.on('readers->db').outcomes.incorrect).toBe(2)
    expect(failed.on('writers->db').outcomes.error).toBe(2)
    expect(failed.on('writers->db').reasons).toEqual([{ because: '503', count: 2 }])
  })

  it('is bad code of that operation at some replicas', () => {
    const wide = system('wide', {
      readers: once('db.read', { requests: 4 }),
      db: service({ replicas: 2, operations: { read: [work('1ms')], write: [] } }),
    })
    const faults = [badDeployment('db.read', { errorRate: 1 }).share('50%')]
    expect(simulate(wide, { for: '5s', faults }).availability()).toBe(0.5)
  })

  it('strikes the ways of its calls, where it is one of links', () => {
    expect(latencies(delay('db.read', { by: '7ms' }))).toEqual([17, 40])
    const cut = play(partition('db.write'))
    expect(cut.at('db').issued).toBe(2)
  })
})

describe('C3 what strikes a component as a whole', () => {
  const told = (fault: Fault<'db.read'>) =>
    problemsOf(() => simulate(shop, { for: '1s', faults: [fault] }))

  it('cannot strike one operation of it', () => {
    expect(told(crash('db.read'))).toEqual([
      {
        what: 'crash strikes db as a whole, not one operation of it',
        where: "crash('db.read').at('0ms').forever()",
        fix: 'aim it at "db"',
      },
    ])
    for (const fault of [
      pause('db.read'),
      contend('db.read'),
      skewClock('db.read', { ahead: '1s', tokens: '1m' }),
      errors('db.read', { code: '40001' }),
    ]) {
      expect(told(fault)[0].what).toContain('strikes db as a whole')
    }
  })

  it('an operation that is none is a mistake', () => {
    // @ts-expect-error: the db has no such operation
    expect(problemsOf(() => play(slow('db.raed', { by: '1s' })))[0].fix).toBe(
      'did you mean "db.read"?',
    )
    const plain = system('plain', {
      users: clients({ rate: '1/s', call: call('db') }),
      db: service({ handle: [work('1ms')] }),
    })
    // @ts-expect-error: it has none at all
    expect(problemsOf(() => simulate(plain, { for: '1s', faults: [pause('db.')] }))).toHaveLength(1)
  })

  it('goes to JSON, and back', () => {
    const fault = slow('db.read', { by: '1s' }).at('1s')
    expect(String(faultFrom(JSON.parse(JSON.stringify(fault))))).toBe(
      "slow('db.read', { by: '1s' }).at('1s').forever()",
    )
  })
})
