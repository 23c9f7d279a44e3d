/** A whole zone is lost: what the other can bear, and whether it ends. */
import { describe, expect, it } from 'vitest'
import { lost, outcome, play } from './outage.ts'
import { capacityOf, LOAD_PER_S } from './system.ts'

/** Who is sent to which zone is by chance: half of 9,600, give or take 4 standard deviations. */
const BY_CHANCE = 4 * Math.sqrt((0.5 * 0.5) / (60 * LOAD_PER_S))

describe('C9, C10 the loss of a zone', () => {
  it('takes all that runs there, and nothing else', () => {
    const run = play('no failover')
    expect(run.at('webA', { during: lost }).outcomes.ok).toBe(0)
    expect(run.at('ordersA', { during: lost }).issued).toBe(0)
    const { availability } = run.at('webB', { during: lost })
    expect(availability).toBe(1)
  })

  it('without failover takes its half of the clients', () => {
    const { before, during, lastMinute } = outcome('no failover')
    expect([before, lastMinute]).toEqual([1, 1])
    expect(Math.abs((during ?? 0) - 0.5)).toBeLessThan(BY_CHANCE)
  })
})

describe('C15 a zone outage with failover', () => {
  it('to a zone that has room is hardly noticed', () => {
    const { during, recovery, utilisation } = outcome('… and room for all')
    expect(during).toBe(1)
    expect(recovery).toBe('always')
    // One zone does all of 160 a second, of the 200 it can do.
    expect(utilisation).toBeCloseTo(LOAD_PER_S / capacityOf('… and room for all'), 2)
  })

  it('to a zone without room overloads it, and serves fewer than no failover would', () => {
    const [alone, helped] = [outcome('no failover'), outcome('failover, no room')]
    // It has 160 a second to do, and does 100; now and then a breaker lets it breathe.
    expect(alone.utilisation).toBeCloseTo(0.8, 1)
    expect(helped.utilisation).toBeGreaterThan(0.9)
    expect(helped.p99).toBeGreaterThan(500)
    expect(helped.during).toBeLessThan((alone.during ?? 0) - BY_CHANCE)
    expect([alone.inVain, helped.inVain > 1_000]).toEqual([0, true])
  })

  it('D7 keeps both zones overloaded when the lost one is back', () => {
    const { lastMinute, recovery } = outcome('failover, no room')
    expect(recovery).toBe('never')
    expect(lastMinute).toBeLessThan(0.9)
  })

  it('E5 and a short queue serves about what one zone can do, and ends with the fault', () => {
    const { during = 0, lastMinute, recovery, inVain } = outcome('… and a short queue')
    const most = capacityOf('… and a short queue') / LOAD_PER_S
    expect(during).toBeLessThanOrEqual(most)
    // Less than that while breakers take the overloaded zone for a lost one, too.
    expect(during).toBeGreaterThan(0.9 * most)
    expect([lastMinute, inVain]).toEqual([1, 0])
    // Breakers are open for 5 s at a time; one may open once more.
    expect(recovery).toBeLessThanOrEqual(90_000 + 2 * 5_000)
  })
})
