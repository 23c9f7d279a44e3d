/** A11 load: when requests come, from whom, and how a run ends. */
import { call, clients, exponential, simulate, store, system, work } from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once, story } from '../support/story.ts'

const db = store({ time: '10ms' })

describe('A11 steady arrivals', () => {
  it('come at exactly equal distances from 0, and none at the end', () => {
    const steady = system('steady', { users: once('db', { rate: '3/s', requests: 100 }), db })
    const run = simulate(steady, { for: '2s', trace: true })
    expect(story(run).map(([at]) => at)).toEqual([0, 1, 2, 3, 4, 5].map(i => i / 0.003))
  })

  it('are no more than was said', () => {
    const steady = system('steady', { users: once('db', { rate: '1000/s', requests: 7 }), db })
    expect(simulate(steady, { for: '1m' }).requests().issued).toBe(7)
  })
})

describe('A11 Poisson arrivals', () => {
  it('come as often as was said, at distances that vary as they should', () => {
    const poisson = system('poisson', { users: clients({ rate: '100/s', call: 'db' }), db })
    const run = simulate(poisson, { for: '100s', trace: true })
    const at = story(run).map(([at]) => at)
    const gaps = at.slice(1).map((time, i) => time - at[i])
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) * (gap - mean), 0) / gaps.length
    // 10,000 exponential gaps: mean and standard deviation are alike, each within 4 %.
    expect(Math.abs(mean - 10)).toBeLessThan(0.4)
    expect(Math.abs(Math.sqrt(variance) - 10)).toBeLessThan(0.6)
  })
})

describe('A11 users', () => {
  it('think, then do a task, and think again when it is done', () => {
    const one = system('one', { user: clients({ users: 1, think: '90ms', call: 'db' }), db })
    expect(story(simulate(one, { for: '500ms', trace: true }))).toEqual([
      [90, 100, 'ok'],
      [190, 200, 'ok'],
      [290, 300, 'ok'],
      [390, 400, 'ok'],
      [490, 500, 'ok'],
    ])
  })

  it('do no more when the system is slow: that is a closed loop', () => {
    const busy = system('busy', {
      users: clients({ users: 5, think: 0, call: 'db' }),
      db: store({ concurrency: 1, time: '10ms' }),
    })
    const run = simulate(busy, { for: '1s' })
    expect(run.at('db').inFlight.peak).toBe(5)
    // One every 10 ms up to 990, and what the other four had begun by then.
    expect(run.requests().issued).toBe(100 + 4)
    expect(run.at('db', { between: [0, '1s'] }).utilisation).toBeCloseTo(1, 1)
  })

  it('go on to the next call of a task when one fails', () => {
    const tasks = {
      shop: { steps: [call('broken'), work('5ms'), call('db')] },
    } as const
    const one = system('one', {
      user: clients({ users: 1, think: '1s', tasks }),
      broken: store({ time: '1ms', errorRate: 1 }),
      db,
    })
    expect(story(simulate(one, { for: '1.1s', trace: true }))).toEqual([
      [1_000, 1_001, 'error'],
      [1_006, 1_016, 'ok'],
    ])
  })

  it('begin with the first task, each of them, and choose by weight after that', () => {
    const tasks = {
      login: { weight: 0.000001, steps: call('db') },
      browse: { weight: 3, steps: call('db') },
      buy: { weight: 1, steps: call('db') },
    } as const
    const shop = system('shop', {
      users: clients({ users: 10, think: exponential('50ms'), tasks, first: 'login' }),
      db,
    })
    const run = simulate(shop, { for: '1m' })
    expect(run.requests({ class: 'login' }).issued).toBe(10)
    const [browse, buy] = [
      run.requests({ class: 'browse' }).issued,
      run.requests({ class: 'buy' }).issued,
    ]
    expect(Math.abs(buy / (browse + buy) - 0.25)).toBeLessThan(0.02)
    expect(run.requests().issued).toBe(10 + browse + buy)
  })
})

describe('the end of load', () => {
  it('lets requests under way be answered', () => {
    const late = system('late', {
      users: once('db', { rate: '1/s', requests: 9 }),
      db: store({ time: '5s' }),
    })
    const run = simulate(late, { for: '2s', trace: true })
    expect(story(run)).toEqual([
      [0, 5_000, 'ok'],
      [1_000, 6_000, 'ok'],
    ])
    expect(run.recording.endedAt).toBe(6_000)
  })

  it('or time out, and leaves none uncounted', () => {
    const stuck = system('stuck', {
      users: once('db', { rate: '10/s', requests: 99, timeout: '4s' }),
      db: store({ concurrency: 1, time: '3s' }),
    })
    const { issued, outcomes } = simulate(stuck, { for: '1s' }).requests()
    // Served at 3 s; the second would be at 6 s.
    expect([issued, counts(outcomes)]).toEqual([10, { ok: 1, timeout: 9 }])
  })

  it('begins no further call of a task under way', () => {
    const tasks = { two: { steps: [call('db'), call('db')] } } as const
    const one = system('one', { user: clients({ users: 1, think: '95ms', tasks }), db })
    expect(story(simulate(one, { for: '100ms', trace: true }))).toEqual([[95, 105, 'ok']])
  })

  it('comes at the end of the time that was asked for, however little there was to do', () => {
    const small = system('small', { users: once('db'), db })
    expect(simulate(small, { for: '1h' }).recording.endedAt).toBe(3_600_000)
  })
})
