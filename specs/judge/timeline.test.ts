/** How a failure spread, stage by stage. */
import { call, clients, crash, service, simulate, slow, store, system, timeline } from 'gameday'
import { describe, expect, it } from 'vitest'

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
      [10_000, 'api->db', 'calls time out'],
      [10_000, 'api', 'requests fail'],
      [10_000, 'users', 'clients are not served'],
      [10_100, 'api', 'slots are full'],
      [10_100, 'api', 'requests are turned away'],
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
