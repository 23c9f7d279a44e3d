/** Scenarios by name: what each is made of, and what comes of it in numbers. */
import { faultFrom, scenario, simulate } from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts } from '../../world/support/story.ts'
import { afterwards, meanwhile, play, shop } from '../support/scenario-shop.ts'

describe('C15 a scenario', () => {
  it('is a list of faults, plain data like any other', () => {
    const faults = scenario.networkDegradation('web->db', { at: '5s', for: '1s', loss: '10%' })
    expect(faults.map(String)).toEqual([
      "delay('web->db', { by: '100ms', jitter: '50ms' }).at('5s').for('1s')",
      "packetLoss('web->db', { rate: 0.1 }).at('5s').for('1s')",
      "throttleBandwidth('web->db', { to: 0.25 }).at('5s').for('1s')",
    ])
    expect(faults.map(fault => faultFrom(JSON.parse(JSON.stringify(fault))))).toEqual(faults)
  })

  it('begins at 30 s and lasts for 30 s unless told otherwise', () => {
    expect(`${scenario.nodeCrash('db')[0]}`).toBe("crash('db').at('30s').for('30s')")
    expect(`${scenario.nodeCrash('db', { at: '1m', for: '1s' })[0]}`).toBe(
      "crash('db').at('1m').for('1s')",
    )
  })

  it('without any, the shop serves everybody in 24 ms', () => {
    const run = play([])
    expect(counts(run.requests().outcomes)).toEqual({ ok: 9_000 })
    // 1 of work, 1 for the cache, 5.8 there, 10, 5.8 back.
    expect(run.latency('p50')).toBeCloseTo(23.6, 0)
    expect(run.on('web->db').attempts.issued).toBe(9_000)
  })
})

describe('C15 a node that crashes', () => {
  it('takes down all who need it, after three time-outs each, and comes back', () => {
    const run = play(scenario.nodeCrash('db'))
    const { issued, outcomes } = run.requests(meanwhile)
    // A time-out of 100 ms three times, and waits of 50 and 100 ms; those who have begun within
    // the last 450 ms still find it back.
    expect(run.latency('p50', meanwhile)).toBeCloseTo(453, -1)
    expect(issued - outcomes.error).toBe(35)
    expect(counts(run.requests(afterwards).outcomes)).toEqual({ ok: 3_000 })
  })

  it('that is one of two replicas takes down half', () => {
    const run = play(scenario.nodeCrash('web#0', { refuse: true }))
    expect(counts(run.requests(meanwhile).outcomes)).toEqual({ ok: 1_500, rejected: 1_500 })
  })
})

describe('C15 a spike of latency', () => {
  it('lets calls time out, be tried again, and work in vain', () => {
    const run = play(scenario.latencySpike('db'))
    expect(run.availability(meanwhile)).toBe(0)
    // Twenty slots, a second each: 20 of 300 attempts a second get through, and nobody wants them.
    expect(run.on('web->db', meanwhile).attempts.issued).toBeGreaterThan(8_900)
    expect(run.at('db', meanwhile).wasted.count).toBe(1_600)
  })

  it('leaves a queue that fails requests after it is over', () => {
    const { error, ok } = play(scenario.latencySpike('db')).requests(afterwards).outcomes
    expect(error).toBeGreaterThan(0)
    expect(error + ok).toBe(3_000)
  })
})

describe('C15 intermittent errors', () => {
  it('of a fifth are all but made up for by three attempts', () => {
    const run = play(scenario.intermittentErrors('db'))
    const { error } = run.requests(meanwhile).outcomes
    // 0.2³ of 3000 are 24, with a standard deviation of 5; 1 + 0.2 + 0.04 attempts each.
    expect(Math.abs(error - 24)).toBeLessThan(20)
    expect(Math.abs(run.on('web->db', meanwhile).attempts.issued - 3_720)).toBeLessThan(120)
  })
})

describe('C15 a network partition', () => {
  it('of both ways looks from outside like a crash', () => {
    const [cut, crashed] = [scenario.networkPartition('web->db'), scenario.nodeCrash('db')].map(
      faults => play(faults).requests(meanwhile).outcomes,
    )
    expect(cut).toEqual(crashed)
  })

  it('of the way back lets the database do everything three times in vain', () => {
    const run = play(scenario.networkPartition('web->db', { way: 'back' }))
    const { attempts } = run.on('web->db', meanwhile)
    expect(run.at('db', meanwhile).issued).toBeGreaterThan(attempts.issued - 10)
    expect(attempts.issued).toBeGreaterThan(8_900)
    expect(run.availability(meanwhile)).toBeLessThan(0.02)
  })
})

describe('C15 a network that degrades', () => {
  it('adds its delay, its jitter, and the time that is lost with messages', () => {
    const run = play(scenario.networkDegradation('web->db', { by: '20ms', jitter: '10ms' }))
    // 20 and half of 10 there, and 0.8 ms of transmission three times longer each way.
    expect(run.latency('p50', meanwhile)).toBeCloseTo(23.6 + 25 + 2 * 2.4, -1)
    const { issued, outcomes } = run.on('web->db', meanwhile).attempts
    // Of both ways 0.98² come through.
    expect(Math.abs(outcomes.timeout / issued - 0.0396)).toBeLessThan(0.015)
    expect(run.availability(meanwhile)).toBeGreaterThan(0.999)
  })
})

describe('C15 random failures', () => {
  it('take each component down for its share of the time', () => {
    const faults = scenario.randomFailures('db', { every: '20s', for: '5s', refuse: true })
    const run = simulate(shop, { for: '1h', faults, seed: 7, resolution: '1m' })
    const [{ periods }] = run.faults
    const downMs = periods.reduce((sum, { from, until }) => sum + Math.min(until, 3.6e6) - from, 0)
    // About 144 of them, a fifth of the hour; their lengths vary as much as they are long.
    expect(Math.abs(periods.length - 144)).toBeLessThan(48)
    expect(Math.abs(downMs / 3.6e6 - 0.2)).toBeLessThan(0.067)
    expect(run.availability()).toBeGreaterThan(1 - downMs / 3.6e6)
  })
})

describe('C15 the exhaustion of a resource', () => {
  it('of threads lets everybody wait for nothing', () => {
    const run = play(scenario.resourceExhaustion('db'))
    expect(run.availability(meanwhile)).toBe(0)
    expect(run.at('db').resources.threads).toMatchObject({ size: 20, peak: 20 })
    expect(run.at('db').queue.peak).toBe(1_000)
    expect(run.at('db').reasons[0].because).toBe('queue full')
  })
})

describe('C15 the outage of a zone', () => {
  it('takes what is in it, and nothing else', () => {
    const run = play(scenario.zoneOutage('eu'))
    expect(run.availability(meanwhile)).toBeLessThan(0.02)
    expect(counts(run.at('memo', meanwhile).outcomes)).toEqual({ ok: 3_000 })
    expect(counts(run.requests(afterwards).outcomes)).toEqual({ ok: 3_000 })
  })
})

describe('C13: the outage of a zone', () => {
  it('takes the name of the zone, or the target that it is for other faults', () => {
    expect(scenario.zoneOutage('zone:eu').map(String)).toEqual(
      scenario.zoneOutage('eu').map(String),
    )
    expect(`${scenario.zoneOutage('zone:eu')[0]}`).toBe("crash('zone:eu').at('30s').for('30s')")
  })
})
