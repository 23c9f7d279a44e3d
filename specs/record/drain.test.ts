/** What is drained when the load has ended is part of the whole run, and of no window. */
import { call, clients, service, simulate, slow, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../world/support/story.ts'

/** 20 requests a second for a slot that handles 10, and callers who lose patience. */
const overloaded = system('overloaded', {
  users: once('web', { rate: '20/s', requests: 1_000_000, timeout: '10m' }),
  web: service({
    concurrency: 10_000,
    handle: call('db', { timeout: '8s', retry: { attempts: 5, base: '1s', jitter: 'none' } }),
  }),
  db: store({ concurrency: 1, queue: 10_000, time: '100ms' }),
  aside: store({ time: '1ms' }),
})
const aside = slow('aside', { by: '1ms' })
const fault = aside.at('50s').for('10s')
const played = (length: '60s' | '70s', ...faults: (typeof fault)[]) =>
  simulate(overloaded, { for: length, faults, strict: false, resolution: '1s' })
const [short, long] = [played('60s', fault), played('70s', fault)]
const last = { between: ['50s', '60s'] } as const

describe('a window that ends with the load', () => {
  it('has the levels of a run that goes on', () => {
    const levels = ({ queue, inFlight, utilisation }: ReturnType<typeof short.at>) => ({
      queue,
      inFlight,
      utilisation,
    })
    expect(levels(short.at('db', last))).toEqual(levels(long.at('db', last)))
    expect(short.at('db', last).utilisation).toBeCloseTo(1, 9)
  })

  it('has the queue that there was, not that of the drain', () => {
    const line = system('line', {
      users: once('db', { rate: '20/s', requests: 1_000_000, timeout: '10m' }),
      db: store({ concurrency: 1, queue: 10_000, time: '100ms' }),
    })
    const runs = (['60s', '70s'] as const).map(length => simulate(line, { for: length }))
    for (const run of runs) expect(run.at('db', last).queue.mean).toBe(550)
    expect(runs[0].at('db', last).queue).toEqual(runs[1].at('db', last).queue)
    expect(runs[0].at('db').queue.mean).toBeCloseTo(300, -1)
  })

  it('counts the attempts that were made in it, and the whole run those of the drain', () => {
    const issued = (run: typeof short, part = {}) => run.on('web->db', part).attempts.issued
    expect(issued(short, last)).toBe(issued(long, last))
    expect(issued(short)).toBeGreaterThan(issued(short, { between: [0, '60s'] }))
  })

  it('is the same by its moments, during a fault, and after one', () => {
    expect(short.at('db', { during: fault })).toEqual(short.at('db', last))
    const before = aside.at('40s').for('10s')
    expect(played('60s', before).at('db', { after: before })).toEqual(short.at('db', last))
    const forever = aside.at('50s')
    expect(played('60s', forever).at('db', { during: forever })).toEqual(short.at('db', last))
    const longer = aside.at('50s').for('11s')
    expect(played('60s', longer).at('db', { during: longer })).toEqual(short.at('db', last))
  })

  it('agrees with the series', () => {
    const depth = short.series('depth', { at: 'db', every: '10s' }).at(-1)
    expect(depth).toEqual({ at: 50_000, value: short.at('db', last).queue.mean })
  })
})

describe('one request that takes long elsewhere', () => {
  it('thins out the use of the whole run, and of no window', () => {
    const shop = system('shop', {
      users: once('db', { rate: '5/s', requests: 1_000_000 }),
      db: store({ concurrency: 1, time: '100ms' }),
      robots: clients({ rate: '5/s', timeout: '1h', call: 'job' }),
      job: store({ time: '30m', concurrency: 10_000 }),
    })
    const run = simulate(shop, { for: '60s' })
    expect(run.at('db', last).utilisation).toBeCloseTo(0.5, 9)
    expect(run.at('db').utilisation).toBeCloseTo(30 / 1_860, 3)
  })
})
