/** E5: who waits in which order, who is shed when there are too many, and at what moment. */
import { clients, simulate, store, system } from 'gameday'
import type { SheddingSpec } from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once, story } from '../support/story.ts'

const traced = { for: '1s', trace: true } as const

/** Requests 1 ms apart to one slot that takes 10 ms for each. */
const burst = (shedding: SheddingSpec, { requests = 5, queue = 2 } = {}) =>
  simulate(
    system('burst', {
      users: once('db', { rate: '1000/s', requests }),
      db: store({ concurrency: 1, queue, time: '10ms', shedding }),
    }),
    traced,
  )

describe('E5 the order of a queue', () => {
  it('first come, first served, is the usual one', () => {
    expect(story(burst({ order: 'fifo' }, { requests: 4, queue: 3 }))).toEqual([
      [0, 10, 'ok'],
      [1, 20, 'ok'],
      [2, 30, 'ok'],
      [3, 40, 'ok'],
    ])
  })

  it('lifo serves the last that came', () => {
    expect(story(burst({ order: 'lifo' }, { requests: 4, queue: 3 }))).toEqual([
      [0, 10, 'ok'],
      [1, 40, 'ok'],
      [2, 30, 'ok'],
      [3, 20, 'ok'],
    ])
  })

  it('priority serves the most important, and of those the first that came', () => {
    const at = (priority: number, rate: '250/s' | '500/s') =>
      clients({ rate, arrivals: 'steady', requests: 2, call: 'db', priority })
    const mixed = system('mixed', {
      // At 0, 0 and 0; then 2, 4 and 4.
      batch: at(9, '500/s'),
      people: at(5, '250/s'),
      staff: at(0, '250/s'),
      db: store({ concurrency: 1, time: '10ms', shedding: { order: 'priority' } }),
    })
    const run = simulate(mixed, traced)
    expect(run.recording.journeys.map(({ call, at, until }) => [call, at, until])).toEqual([
      ['batch->db', 0, 10],
      ['people->db', 0, 40],
      ['staff->db', 0, 20],
      ['batch->db', 2, 60],
      ['people->db', 4, 50],
      ['staff->db', 4, 30],
    ])
  })
})

describe('E5 when the queue is full', () => {
  const shedAt = (shedding: SheddingSpec) =>
    story(burst(shedding)).flatMap(([at, until, how]) => (how === 'rejected' ? [[at, until]] : []))

  it('the newest is turned away, unless it is said otherwise', () => {
    const run = burst({})
    expect(story(run).slice(3)).toEqual([
      [3, 3, 'rejected'],
      [4, 4, 'rejected'],
    ])
    expect(run.at('db').reasons).toEqual([{ because: 'queue full', count: 2 }])
  })

  it('the oldest makes room at the very moment another comes', () => {
    expect(shedAt({ evict: 'oldest' })).toEqual([
      [1, 3],
      [2, 4],
    ])
    const run = burst({ evict: 'oldest' })
    expect(run.at('db').reasons).toEqual([{ because: 'shed under load', count: 2 }])
    expect(run.at('db').counts).toEqual({ 'requests shed': 2 })
  })

  it('any of them goes at random, the same for the same seed', () => {
    const shed = shedAt({ evict: 'random' })
    expect(shed).toHaveLength(2)
    expect(shedAt({ evict: 'random' })).toEqual(shed)
  })

  it.each([
    ['the least important goes, of those the oldest', 'oldest', [4, 8]],
    ['or of those the newest', 'newest', [8, 4]],
  ] as const)('%s', (_what, within, [first, second]) => {
    const from = (rate: '1000/s' | '250/s', priority: number) =>
      clients({ rate, arrivals: 'steady', requests: 3, call: 'db', priority })
    const mixed = system('mixed', {
      batch: from('1000/s', 9),
      people: from('250/s', 5),
      db: store({
        concurrency: 1,
        queue: 3,
        time: '10ms',
        shedding: { evict: 'leastImportant', within },
      }),
    })
    // Batch 0 works; people 0, batch 1 and batch 2 wait when people come at 4 and at 8.
    const { journeys } = simulate(mixed, traced).recording
    const rejected = journeys.filter(({ outcome }) => outcome === 'rejected')
    expect(rejected.map(({ call, at, until }) => [call, at, until])).toEqual([
      ['batch->db', 1, first],
      ['batch->db', 2, second],
    ])
  })

  it('an equal takes the place of an equal only when it is said', () => {
    expect(shedAt({ evict: 'leastImportant' })).toEqual([
      [3, 3],
      [4, 4],
    ])
    expect(shedAt({ evict: 'leastImportant', displaceEquals: true })).toEqual([
      [1, 3],
      [2, 4],
    ])
  })
})

describe('E5 shedding by time', () => {
  it('turns out at exactly its time who has waited too long', () => {
    const run = burst({ order: 'lifo', queueTimeout: '15ms' }, { requests: 4, queue: 3 })
    expect(story(run)).toEqual([
      [0, 10, 'ok'],
      [1, 16, 'rejected'],
      [2, 17, 'rejected'],
      [3, 20, 'ok'],
    ])
    expect(run.at('db').reasons).toEqual([{ because: 'waited too long for a place', count: 2 }])
  })

  it('does not let in who would wait too long, by the service times so far', () => {
    const steady = system('steady', {
      users: once('db', { rate: '200/s', requests: 8 }),
      db: store({ concurrency: 1, time: '20ms', shedding: { expectedWait: '40ms' } }),
    })
    // At 5, 10, 15 nothing is known. From 20 on one works and two or more wait: 60 ms at least.
    expect(story(simulate(steady, traced))).toEqual([
      [0, 20, 'ok'],
      [5, 40, 'ok'],
      [10, 60, 'ok'],
      [15, 80, 'ok'],
      [20, 20, 'rejected'],
      [25, 25, 'rejected'],
      [30, 30, 'rejected'],
      [35, 35, 'rejected'],
    ])
  })

  it('does not let in who could not be answered before its deadline', () => {
    const hurried = system(
      'hurried',
      {
        users: once('db', { rate: '100/s', requests: 4, timeout: '45ms' }),
        db: store({ concurrency: 1, time: '20ms', shedding: { heedDeadline: true } }),
      },
      { propagateDeadlines: true },
    )
    // At 20 one works: 20 + 20 + 20 ms is in time. At 30 one waits, too: 90 ms is not by 75.
    expect(story(simulate(hurried, traced))).toEqual([
      [0, 20, 'ok'],
      [10, 40, 'ok'],
      [20, 60, 'ok'],
      [30, 30, 'rejected'],
    ])
  })

  it('CoDel sheds a queue that stands, from the first interval on, and no calm one', () => {
    const load = (rate: '90/s' | '200/s') =>
      simulate(
        system('standing', {
          users: clients({ rate, arrivals: 'steady', call: 'db' }),
          db: store({ concurrency: 1, time: '10ms', shedding: { codel: {} } }),
        }),
        { for: '10s' },
      )
    expect(counts(load('90/s').requests().outcomes)).toEqual({ ok: 900 })
    const { outcomes, waiting } = load('200/s').at('db', { between: ['1s', '10s'] })
    expect(outcomes.ok).toBeGreaterThan(850)
    expect(outcomes.rejected).toBeGreaterThan(850)
    expect(waiting.p99).toBeLessThan(120)
  })
})
