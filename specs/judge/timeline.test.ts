/** How a failure spread, stage by stage. */
import { call, clients, crash, service, simulate, slow, store, system, timeline } from 'gameday'
import { describe, expect, it } from 'vitest'
import { type AvailabilityEvidence, judgeAvailability } from '../../src/judge/availability.ts'
import { availabilityText } from '../../src/report/goals/availability-text.ts'

const chain = system('chain', {
  users: clients({ rate: '100/s', arrivals: 'steady', call: 'api', timeout: '2s' }),
  api: service({
    concurrency: 10,
    queue: 0,
    handle: call('db', {
      timeout: '500ms',
      breaker: { consecutive: 30, openFor: '1m' },
    }),
  }),
  db: store({ concurrency: 100, time: '10ms' }),
})

describe('D1 the timeline of a run', () => {
  const fault = slow('db', { by: '5s' }).at('10s').for('5s')
  const run = simulate(chain, { for: '30s', faults: [fault], resolution: '100ms' })
  const stages = timeline(run)

  it('tells in order of time what was first wrong, and where', () => {
    expect(stages.map(({ at, of, what }) => [at, of, what])).toEqual([
      [10_000, `${fault}`, 'fault begins'],
      [10_100, 'api', 'slots are full'],
      [10_100, 'api', 'requests are turned away'],
      [10_100, 'users', 'clients are not served'],
      [10_500, 'api->db', 'calls time out'],
      [10_500, 'api', 'requests fail'],
      [expect.closeTo(11_590, -2), 'api->db', 'breaker opens'],
      [15_000, `${fault}`, 'fault ends'],
    ])
  })

  it('does not say that clients are served again while they are not', () => {
    expect(run.availability({ between: ['29s', '30s'] })).toBe(0)
    expect(stages.some(({ what }) => what === 'clients are served again')).toBe(false)
  })

  it('says when they are', () => {
    const crashed = simulate(chain, { for: '30s', faults: [crash('db').at('10s').for('100ms')] })
    const again = timeline(crashed).find(({ what }) => what === 'clients are served again')
    expect(again?.at).toBeGreaterThan(10_000)
  })

  it('is empty where nothing was wrong', () => {
    expect(timeline(simulate(chain, { for: '10s' }))).toEqual([])
  })
})

describe('an effect', () => {
  const slowly = system('slowly', {
    users: clients({ rate: '20/s', arrivals: 'steady', call: 'api', timeout: '5s' }),
    api: service({
      concurrency: 500,
      handle: call('db', { timeout: '3s', breaker: { consecutive: 30, openFor: '1m' } }),
    }),
    db: store({ concurrency: 500, time: '1s' }),
  })
  const outage = crash('db', { refuse: true }).at('120s').for('30s')
  const run = simulate(slowly, { for: '15m', faults: [outage] })

  it('is never told before its cause, though what was under way had come before', () => {
    expect(run.availability({ between: ['115s', '120s'] })).toBeLessThan(1)
    const stages = timeline(run)
    expect(stages[0]).toEqual({ at: 120_000, of: `${outage}`, what: 'fault begins' })
    expect(stages.map(({ of, what }) => [of, what])).toContainEqual(['api', 'requests fail'])
    expect(stages.every(({ at }) => at >= 120_000)).toBe(true)
  })

  it('is told by the moment at which it came to light', () => {
    const silent = simulate(slowly, { for: '15m', faults: [crash('db').at('120s').for('30s')] })
    const seen = timeline(silent).filter(({ what }) =>
      /time out|requests fail|not served/.test(what),
    )
    expect(seen.map(({ of, what }) => [of, what])).toEqual([
      ['db', 'requests fail'],
      ['api->db', 'calls time out'],
      ['api', 'requests fail'],
      ['users', 'clients are not served'],
    ])
    expect(seen.map(({ at }) => at)).toEqual([120_000, 122_000, 122_000, 122_000])
  })

  it('is not before its cause in a failure either', () => {
    const { evidence } = judgeAvailability(run, 0.999) as { evidence: AvailabilityEvidence }
    expect(evidence.failing).toEqual({ fromMs: 115_000, toMs: 185_000 })
    expect(evidence.failedFromMs).toBe(120_000)
    const text = availabilityText(
      { is: 'broken', margin: undefined, evidence },
      { atLeast: 0.999 },
      { run, question: {}, isNot: false, place: {} },
    )
    expect(text).toContain('Failing from t=120s on (arrivals between t=115s and t=185s)')
  })
})

it('clients are not served from when the first of them gave up', () => {
  const patient = system('patient', {
    users: clients({ rate: '20/s', arrivals: 'steady', call: 'db' }),
    db: store({ concurrency: 500, time: '1s' }),
  })
  const run = simulate(patient, { for: '15m', faults: [crash('db').at('120s').for('30s')] })
  const first = timeline(run).find(({ what }) => what === 'clients are not served')
  expect(first?.at).toBe(149_000)
})
