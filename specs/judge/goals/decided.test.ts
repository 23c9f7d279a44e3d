/** F13: a goal says while a run goes on that it is decided, and is right about it. */
import {
  call,
  clients,
  crash,
  decidedBy,
  errors,
  publish,
  queue,
  slow,
  worker,
  type Goal,
  goal,
  service,
  start,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { Run } from '../../../src/record/run.ts'

const shop = system('shop', {
  users: clients({ rate: '50/s', call: 'web', timeout: '1s' }),
  web: service({
    concurrency: 50,
    handle: [call('db', { timeout: '100ms', breaker: { consecutive: 5, openFor: '60s' } })],
  }),
  db: store({ concurrency: 10, time: '10ms' }),
})

const down = crash('db').at('10s').for('5s')
const starting = () => start(shop, { for: '30s', faults: [down] })

/** The first of so many moments at which it is decided, and as what. */
function decision(wanted: Goal): string {
  const simulation = starting()
  for (let moment = 0; moment <= 30_000; moment += 500) {
    simulation.runUntil(moment)
    const is = decidedBy(wanted, simulation)
    if (is !== undefined) return `${is} at ${moment}`
  }
  return 'open'
}

describe('F13 a goal while the run goes on', () => {
  it.each<[Goal, string]>([
    [goal.availability('99%', { between: ['2s', '8s'] }), 'held at 8500'],
    [goal.latency('p99', '5ms', { between: ['2s', '8s'] }), 'broken at 8500'],
    [goal.availability('99%', { between: ['10s', '12s'] }), 'broken at 12500'],
    [goal.availability('100%'), 'broken at 10500'],
    [goal.availability('100%', { on: 'web->db' }), 'broken at 10500'],
    [goal.trips('web->db'), 'held at 10500'],
    [goal.trips('web->db', { within: '1ms' }), 'open'],
    [goal.trips('web->db', { within: '1s' }), 'held at 10500'],
    [goal.availability('99%'), 'open'],
    [goal.availability('99%', { after: down }), 'open'],
  ])('is decided as soon as nothing can change it: %s', (wanted, when) => {
    expect(decision(wanted)).toBe(when)
  })

  it('is decided by the first message that is lost, and by a queue that was too deep', () => {
    const mail = system('mail', {
      users: clients({ rate: '20/s', arrivals: 'steady', call: 'web' }),
      web: service({ handle: [publish('outbox')] }),
      outbox: queue({ capacity: 100, deliveries: 1 }),
      sender: worker({ of: 'outbox', concurrency: 1, handle: [call('smtp')] }),
      smtp: store({ time: '10ms' }),
    })
    const faults = [
      slow('smtp', { by: '1s' }).at('2s').for('2s'),
      errors('smtp').at('6s').for('1s'),
    ]
    const goals = [goal.losesNothing(), goal.queueBound('outbox', { depth: 5 })]
    const simulation = start(mail, { for: '10s', resolution: '1s', faults })
    const at = goals.map(() => Infinity)
    for (let moment = 0; moment <= 10_000; moment += 500) {
      simulation.runUntil(moment)
      goals.forEach((wanted, i) => {
        if (decidedBy(wanted, simulation) === 'broken') at[i] = Math.min(at[i], moment)
      })
    }
    expect(at).toEqual([6_500, 2_500])
    const run = simulation.finish()
    expect(goals.map(wanted => wanted.judge(run).is)).toEqual(['broken', 'broken'])
  })

  it('is not decided by clients that are served while what they left behind goes on', () => {
    const mail = system('mail', {
      users: clients({ rate: '20/s', arrivals: 'steady', call: 'web' }),
      web: service({ handle: [publish('outbox')] }),
      outbox: queue({ capacity: 1_000, deliveries: 1 }),
      sender: worker({ of: 'outbox', concurrency: 1, handle: [call('smtp')] }),
      smtp: store({ time: '10ms', errorRate: '100%' }),
    })
    const faults = [slow('smtp', { by: '1s' }).at('1s').for('2s')]
    const between = ['1s', '2s'] as const
    const goals = [
      goal.availability('99%', { between }),
      goal.losesNothing({ between: ['3s', '4s'] }),
      goal.queueBound('outbox', { wait: '1s', between }),
    ]
    const simulation = start(mail, { for: '10s', resolution: '1s', faults })
    simulation.runUntil('2200ms')
    const said = goals.map(wanted => decidedBy(wanted, simulation))
    expect(said).toEqual(['held', undefined, undefined])
  })

  it('is not decided by a breaker that opened before the first fault, from which it counts', () => {
    const busy = system('busy', {
      users: clients({ rate: '100/s', arrivals: 'steady', call: 'web' }),
      web: service({ handle: [call('db', { breaker: { consecutive: 1, openFor: '60s' } })] }),
      db: store({ time: '1ms', errorRate: '50%' }),
    })
    const wanted = goal.trips('web->db', { within: '2s' })
    const faults = [crash('db').at('5s').for('1s')]
    const simulation = start(busy, { for: '10s', faults, strict: false })
    simulation.runUntil('1s')
    expect(wanted.judge(new Run(simulation.recording)).is).toBe('held')
    expect(decidedBy(wanted, simulation)).toBeUndefined()
    expect(wanted.judge(simulation.finish()).is).toBe('unknown')
  })

  it('says in the end what it said when it was decided', () => {
    const wanted = goal.availability('99%', { between: ['10s', '12s'] })
    const simulation = starting()
    simulation.runUntil('13s')
    const early = decidedBy(wanted, simulation)
    expect(wanted.judge(simulation.finish()).is).toBe(early)
  })

  it('is asked of a goal and of a run under way, and of nothing else', () => {
    const wanted = goal.availability('99%')
    expect(() => decidedBy(undefined as never, starting())).toThrow('undefined is no goal')
    expect(() => decidedBy(wanted, undefined as never)).toThrow('undefined is no run')
  })
})
