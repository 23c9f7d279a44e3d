/** F8 The order of equal-time events: as they were planned, or drawn, so that races are seen. */
import {
  call,
  clients,
  crash,
  publish,
  queue,
  type Run,
  service,
  simulate,
  store,
  system,
  work,
  worker,
} from 'gameday'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anything, mistakes, problemsOf } from '../kernel/support/mistakes.ts'
import { breachesOf } from '../laws/support/accounts.ts'
import { drawnSystems, LOAD_MS } from '../laws/support/random-systems.ts'
import { counts, once, story } from '../world/support/story.ts'

const ORDERS = Array.from({ length: 20 }, (_, ties) => ties)

/** Two that come at the same moments, and one place. */
const race = system('race', {
  ann: clients({ rate: '10/s', arrivals: 'steady', call: 'desk' }),
  ben: clients({ rate: '10/s', arrivals: 'steady', call: 'desk' }),
  desk: store({ concurrency: 1, queue: 0, time: '20ms' }),
})

const winsOf = (run: Run): number => run.requests({ class: 'ann' }).outcomes.ok

describe('F8 events at the same moment', () => {
  it('come in the order in which they were planned', () => {
    const run = simulate(race, { for: '1s' })
    expect([winsOf(run), run.ties]).toEqual([10, 'fifo'])
  })

  it('come in an order that is drawn from a number', () => {
    const wins = ORDERS.map(ties => winsOf(simulate(race, { for: '1s', ties })))
    expect(Math.min(...wins)).toBeLessThan(4)
    expect(Math.max(...wins)).toBeGreaterThan(6)
  })

  it('come in the same order for the same number, byte for byte', () => {
    const digest = (ties: number): string => simulate(race, { for: '1s', ties }).digest
    expect(ORDERS.map(digest)).toEqual(ORDERS.map(digest))
    expect(new Set(ORDERS.map(digest)).size).toBe(ORDERS.length)
  })

  it('come as they were planned when that is what is asked for, and nothing else changes', () => {
    const asked = simulate(race, { for: '1s', ties: 'fifo' })
    expect(asked.digest).toBe(simulate(race, { for: '1s' }).digest)
    expect(JSON.stringify(asked.recording)).not.toContain('ties')
  })

  it('are drawn whatever the seed is, which moves nothing else', () => {
    const [one, other] = [1, 2].map(seed => simulate(race, { for: '1s', seed, ties: 3 }))
    expect(winsOf(one)).toBe(winsOf(other))
    expect(one.digest).not.toBe(other.digest)
  })

  it('show what an answer at the very moment of its time-out may come to', () => {
    const hasty = system('hasty', {
      users: clients({ rate: '10/s', arrivals: 'steady', call: 'db', timeout: '20ms' }),
      db: store({ time: '20ms' }),
    })
    const outcomes = (ties?: number) =>
      Object.keys(counts(simulate(hasty, { for: '1s', ties }).requests().outcomes))
    expect(outcomes()).toHaveLength(1)
    expect(outcomes(1)).toEqual(['ok', 'timeout'])
  })

  it('come after a fault that begins or ends then', () => {
    const shop = system('shop', {
      users: once('web', { requests: 100, rate: '10/s' }),
      web: service({ handle: work(0) }),
    })
    const fault = crash('web', { refuse: true }).at('1s').for('1s')
    for (const ties of ORDERS) {
      const run = simulate(shop, { for: '3s', ties, trace: true, faults: [fault] })
      const refused = story(run).filter(([, , outcome]) => outcome !== 'ok')
      expect(refused.map(([at]) => at)).toEqual(
        [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9].map(s => s * 1_000),
      )
    }
  })

  it('never come before their cause, not even where nothing takes any time', () => {
    const still = system('still', {
      users: once('a', { requests: 50, rate: '100/s' }),
      a: service({ handle: [work(0), call('b'), call('b')] }),
      b: service({ handle: [work(0), call('c')] }),
      c: store({ time: 0 }),
    })
    for (const ties of ORDERS) {
      const run = simulate(still, { for: '1s', ties })
      expect(run.availability()).toBe(1)
      expect(['a', 'b', 'c'].map(name => run.at(name as 'a').outcomes.ok)).toEqual([50, 100, 100])
    }
  })

  it('leave a line first come, first served', () => {
    const line = system('line', {
      users: clients({ rate: '100/s', arrivals: 'steady', requests: 30, call: 'db' }),
      db: store({ concurrency: 1, time: '20ms' }),
    })
    const calm = story(simulate(line, { for: '2s', trace: true }))
    for (const ties of ORDERS) {
      expect(story(simulate(line, { for: '2s', trace: true, ties }))).toEqual(calm)
    }
  })

  it('leave no message of a queue behind', () => {
    const post = system('post', {
      users: clients({ rate: '50/s', arrivals: 'steady', requests: 50, call: publish('box') }),
      box: queue({ capacity: 100 }),
      first: worker({ of: 'box', concurrency: 1, handle: work('20ms') }),
      second: worker({ of: 'box', concurrency: 1, handle: work('20ms') }),
    })
    for (const ties of ORDERS) {
      const run = simulate(post, { for: '2s', ties })
      const [first, second] = [run.at('first').outcomes.ok, run.at('second').outcomes.ok]
      expect(first + second).toBe(50)
    }
  })

  it('are told with the run', () => {
    const run = simulate(race, { for: '1s', ties: 7 })
    expect(run.ties).toBe(7)
    expect(run.recording.toJSON()).toMatchObject({ seed: '1', ties: 7 })
  })
})

describe('F8 in any system, with any faults and events of equal time in any order', () => {
  it('the accounts are in order, and the same numbers tell the same story', () => {
    const property = fc.property(drawnSystems, fc.nat(1_000), (drawn, ties) => {
      const play = () =>
        simulate(drawn.system, {
          for: LOAD_MS,
          faults: drawn.faults,
          ties,
          eventLimit: 5_000_000,
          strict: false,
        })
      const run = play()
      expect(breachesOf(run, drawn)).toEqual([])
      expect(play().digest).toBe(run.digest)
    })
    fc.assert(property, { seed: 2027, numRuns: 15, endOnFailure: true })
  })
})

describe('F8 a way to break ties', () => {
  it.each([-1, 1.5, Number.NaN, Infinity, '7', 'lifo', '', null, true, {}])('is not %s', ties => {
    const play = () => simulate(race, { for: '1s', ties: anything(ties) })
    expect(mistakes(play)[0]).toMatch(/is no way to break ties$/)
    expect(problemsOf(play)[0]).toMatchObject({
      where: 'simulate › ties',
      fix: "write 'fifo', or a whole number to draw an order from, as in { ties: 7 }",
    })
  })
})
