/** A retry storm outlives its trigger; what each cure does about it, in numbers. */
import { timeline } from 'gameday'
import { describe, expect, it } from 'vitest'
import { healing, outcome, play } from './storm.ts'
import type { Variant } from './system.ts'

/** Recoveries are known by the second. */
const SECOND = 1_000

/** Whether it was well when expected; what began under the fault takes up to a second more. */
const isHealed = ({ recovery, expectedMs }: ReturnType<typeof healing>): boolean =>
  Number(recovery) >= expectedMs - SECOND && Number(recovery) <= expectedMs + 2 * SECOND

describe('D7 a retry storm', () => {
  it('outlives its trigger: nobody is served again, though the database is well', () => {
    const { asks, ...storm } = outcome('no cure')
    expect(storm).toEqual({
      before: 1,
      during: 0,
      after: 0,
      lastMinute: 0,
      recovery: 'never',
      busy: 1,
    })
    // Those that began before 25 s still ask after that.
    expect(asks).toBeCloseTo(4, 2)
  })

  it('begins with the trigger and does not end with it', () => {
    const stages = timeline(play('no cure')).map(({ what }) => what)
    expect(stages).toContain('clients are not served')
    expect(stages).toContain('fault ends')
    expect(stages).not.toContain('clients are served again')
  })

  it('is work for nobody: the database does all it can, in vain', () => {
    const { wasted, outcomes } = play('no cure').at('db', { between: ['60s', '2m'] })
    expect(outcomes.ok).toBe(wasted.count)
    // Of 6,000 in a minute; those of the last 10 s are in the queue yet.
    expect(wasted.count).toBeGreaterThan(4_900)
  })

  it.each([10, 15, 20, 23])('at %d requests a second is over when its queue is drained', load => {
    expect(isHealed(healing(load))).toBe(true)
  })

  it.each([25, 30])('at %d, a quarter of the capacity or more, never is', load => {
    expect(healing(load).recovery).toBe('never')
  })
})

describe('D7 the cure of a retry storm', () => {
  it.each<[Variant, number]>([
    ['no retries', 1],
    ['retry budget 10%', 1.1],
  ])('E3 with %s a request asks %d times at most, and the queue is drained', (variant, asks) => {
    expect(outcome(variant).asks).toBeLessThanOrEqual(asks)
    expect(isHealed(healing(80, variant, asks))).toBe(true)
  })

  it('E1 a breaker lets the queue drain while it is open', () => {
    // Open for 2 s: that is how late it may notice.
    expect(outcome('breaker').recovery).toBeLessThanOrEqual(27 * SECOND)
  })

  it('E4 deadlines passed on do not help: whoever is next has just too little time left', () => {
    const { lastMinute, recovery } = outcome('deadlines passed on')
    expect(lastMinute).toBeLessThan(0.01)
    expect(recovery).toBe('never')
  })

  it.each<Variant>(['… and heeded', 'short queue', 'CoDel queue'])(
    'E5 whoever would be answered too late is turned away: %s',
    variant => {
      const { recovery, lastMinute } = outcome(variant)
      // At once, but for what began under the fault and takes up to a second.
      expect(recovery).toBeLessThanOrEqual(26 * SECOND)
      expect(lastMinute).toBe(1)
    },
  )

  it('costs nothing while all is well', () => {
    const { attempts } = play('short queue').on('web->db', { between: [0, '20s'] })
    expect(attempts.issued).toBe(20 * 80)
  })
})
