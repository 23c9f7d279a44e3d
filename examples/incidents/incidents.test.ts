/** Public outages in a few lines each: what happened, and what would have ended it. */
import { explain, goal } from 'gameday'
import { describe, expect, it } from 'vitest'
import * as coldCache from './cold-cache.ts'
import * as failover from './connections-at-failover.ts'
import * as leases from './lease-manager.ts'
import * as herd from './restart-herd.ts'
import * as poisoned from './poisoned-message.ts'
import * as zoneLoss from './zone-loss.ts'

describe('D7 a lease manager after the name is back', () => {
  const launching = goal.availability('99%', { class: 'customers' })
  const since = { between: ['10m', '35m'] } as const
  const servedIn = (name: string, minute: number) =>
    leases.play(leases.variants[name]).availability({
      class: 'customers',
      between: [minute * 60_000, (minute + 1) * 60_000],
    })

  it('makes no lease in time any more, though nothing is wrong', () => {
    const run = leases.play()
    expect(run.availability({ class: 'customers', ...since })).toBeLessThan(0.002)
    expect(run.at('manager', since).utilisation).toBeGreaterThan(0.99)
    const { issued, outcomes } = run.on('servers->manager.lease', since).attempts
    expect([issued, outcomes.ok]).toEqual([155_664, 51])
  })

  it('D9 is told by its fault and its loop, though the customers never retry', () => {
    const recovery = goal.recovers('5m', { of: launching, after: leases.nameLost })
    const found = explain(leases.play(), recovery)?.diagnosis
    expect(found).toMatchObject({
      faults: [leases.nameLost],
      guilt: 'needed',
      mechanism: 'retry loop',
      place: 'servers->manager.lease',
      isConfirmed: true,
      loop: { component: 'manager', fromMs: 600_000 },
    })
    expect(found?.loop?.alone).toBeCloseTo(0.31, 2)
    expect(found?.loop?.gain).toBeGreaterThan(5)
  })

  it('heals ten minutes after hosts restart and nine in ten are turned away', () => {
    expect(servedIn('hosts restarted', 34)).toBe(0)
    const theirs = [19, 23, 34].map(at => servedIn('throttled and restarted (theirs)', at))
    expect(theirs).toEqual([0, expect.closeTo(0.11, 1), 1])
  })

  it('heals sooner with short queues, and would not have collapsed with them', () => {
    expect(servedIn('restarted with queues of 10', 24)).toBe(1)
    expect(servedIn('queues of 10 from the start', 19)).toBe(1)
    expect(servedIn('16 hosts from the start', 19)).toBe(1)
  })
})

describe('a cache fleet that goes cold', () => {
  const outcome = (name: string) => coldCache.outcome(coldCache.variants[name])

  it('is borne where one node of four is emptied, and never heals where three are', () => {
    expect(outcome('one node of four')).toMatchObject({ first: 1, last: 1 })
    const { last, hits } = outcome('three nodes, as it was')
    expect(last).toBeLessThan(0.4)
    expect(hits).toBeLessThan(0.4)
  })

  it('fills again while boots are throttled, and is no matter for a query of two shards', () => {
    const theirs = outcome('boots throttled, min 8 to 12 (theirs)')
    expect(theirs).toMatchObject({ fifth: expect.closeTo(0.25, 1), last: 1, hits: 1 })
    // What ends it sooner is the same throttle as soon as it is known what to do.
    expect(outcome('throttled at once, min 6 to 8')).toMatchObject({ fifth: 1, last: 1, hits: 1 })
    expect(outcome('two shards asked, from the start')).toMatchObject({ first: 1, last: 1 })
  })
})

describe('a restart herd', () => {
  const outcome = (name: string) => herd.outcome(herd.variants[name])

  it('keeps all tasks from being ready, by reads in vain', () => {
    const { readyAt, served, inVain } = outcome('all start at once, as it was')
    expect({ readyAt, served }).toEqual({ readyAt: undefined, served: 0 })
    expect(inVain).toBeGreaterThan(10_000)
    expect(outcome('jitter of 5 s').readyAt).toBeUndefined()
  })

  it.each(['one each 200 ms (theirs)', 'five at a time', 'jitter of 30 s'])('%s: none', name => {
    expect(outcome(name)).toMatchObject({ served: 1, reads: 1_000, inVain: 0 })
  })
})

describe('a zone that is lost for its neighbours', () => {
  const outcome = (name: string) => zoneLoss.outcome(zoneLoss.variants[name])

  it('costs one call in twenty, and all of them where it is drained without room', () => {
    expect(outcome('as it was').last).toBeCloseTo(0.957, 2)
    expect(outcome('zone a drained after 5 min').last).toBeLessThan(0.01)
  })

  it('costs none once it is drained with room, nor where calls stay in their zone', () => {
    expect(outcome('drained, with room (theirs)').last).toBe(1)
    expect(outcome('calls stay in their zone (theirs since)')).toMatchObject({
      first: 1,
      last: 1,
      crossing: 0,
    })
  })
})

describe('connections over the limit of a database', () => {
  const outcome = (name: string) => failover.outcome(failover.pools[name])

  it('shut out who comes over at failover, while idle ones keep their places', () => {
    const { east, west, peak } = outcome('pools of 8, as it was')
    expect(east).toBeLessThan(0.4)
    expect({ west, peak }).toEqual({ west: expect.closeTo(1, 2), peak: 100 })
  })

  it('fit in smaller pools; shorter idle times are half of a remedy', () => {
    expect(outcome('pools of 4 (theirs)')).toMatchObject({ east: 1, west: 1, denied: 0 })
    expect(outcome('200 connections taken')).toMatchObject({ east: 1, west: 1, denied: 0 })
    expect(outcome('pools of 8, idle for 1 s').east).toBeCloseTo(0.93, 1)
  })
})

describe('a poisoned message in a partition', () => {
  const outcome = (name: string) => poisoned.outcome(poisoned.variants[name])

  it('holds up all behind it for as long as it is tried again', () => {
    const { lags, aside } = outcome('tried for ever, as it was')
    expect(lags.filter(lag => lag > 50)).toHaveLength(3)
    expect(aside).toBe(0)
  })

  it.each(['put aside after 5 tries (theirs)', 'put aside at once'])('%s: holds up none', name => {
    expect(outcome(name)).toMatchObject({ lags: [0, 0, 0, 0], aside: 5 })
  })
})
