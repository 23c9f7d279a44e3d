/** How well each component was over time, in four levels. */
import {
  call,
  clients,
  crash,
  errors,
  type Fault,
  heatMap,
  service,
  simulate,
  slow,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'

const one = system('one', {
  users: clients({ rate: '1000/s', arrivals: 'steady', call: 'db', timeout: '10s' }),
  db: store({ concurrency: 100_000, time: '10ms' }),
})

describe('D11 the heat map', () => {
  const heat = (fault: Fault<'db'>) =>
    heatMap(simulate(one, { for: '3s', faults: [fault] }), { every: '1s' })[0].cells.map(
      ({ level }) => level,
    )

  it('has four levels by the share of failures', () => {
    expect(heat(errors('db', { rate: 0.05 }).at('1s').for('1s'))[1]).toBe('healthy')
    expect(heat(errors('db', { rate: 0.2 }).at('1s').for('1s'))[1]).toBe('degraded')
    expect(heat(errors('db', { rate: 0.4 }).at('1s').for('1s'))[1]).toBe('warning')
    expect(heat(errors('db', { rate: 0.6 }).at('1s').for('1s'))[1]).toBe('critical')
  })

  it('has four levels by the p99 latency', () => {
    expect(heat(slow('db', { by: '50ms' }).at('1s').for('1s'))[1]).toBe('healthy')
    expect(heat(slow('db', { by: '200ms' }).at('1s').for('1s'))[1]).toBe('degraded')
    expect(heat(slow('db', { by: '1s' }).at('1s').for('1s'))[1]).toBe('warning')
    expect(heat(slow('db', { by: '3s' }).at('1s').for('1s'))[1]).toBe('critical')
  })

  it('is critical where a component is down, and healthy before and after', () => {
    expect(heat(crash('db').at('1s').for('1s'))).toEqual(['healthy', 'critical', 'healthy'])
  })

  it('takes other thresholds', () => {
    const run = simulate(one, { for: '3s', faults: [errors('db', { rate: 0.05 })] })
    const strict = { errors: '1%', latency: '10s' } as const
    const thresholds = { degraded: strict, warning: strict, critical: { ...strict, errors: 1 } }
    const [row] = heatMap(run, { every: '1s', thresholds })
    expect(row.cells.map(({ level }) => level)).toEqual(['warning', 'warning', 'warning'])
  })

  it('is idle where nobody came', () => {
    const quiet = system('quiet', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 1, call: 'db' }),
      db: store({ time: '10ms' }),
    })
    const [row] = heatMap(simulate(quiet, { for: '3s' }), { every: '1s' })
    expect(row.cells.map(({ level }) => level)).toEqual(['healthy', 'idle', 'idle'])
  })
})

describe('D11 a component that everybody gave up on', () => {
  it('is as bad as the time that they waited, and not idle', () => {
    const hasty = system(
      'hasty',
      {
        users: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '600ms' }),
        web: service({ concurrency: 100, handle: call('db') }),
        db: store({ concurrency: 100, time: '5s' }),
      },
      { propagateDeadlines: true },
    )
    const [db] = heatMap(simulate(hasty, { for: '2s' }), { every: '1s' })
    expect(db.cells.map(({ level }) => level)).toEqual(['warning', 'warning'])
  })
})

describe('D11 the thresholds of health', () => {
  it('are checked as all else is', () => {
    const run = simulate(one, { for: '1s' })
    expect(() => heatMap(run, { thresholds: {} as never })).toThrow('degraded is missing')
  })
})
