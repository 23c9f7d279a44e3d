/** What an expiry and a lost cache do to an origin, and what spares it. */
import { describe, expect, it } from 'vitest'
import { coldRestart } from './cold-cache.ts'
import { type Cure, hotPage, manyPages } from './expiry.ts'

describe('D6 an expiry of a page that everybody wants', () => {
  it.each([
    [100, 100, 10],
    [500, 100, 50],
    [500, 400, 200],
  ])('at %d/s, filled in %d ms, is missed by rate × fill time at once', (perSecond, fillMs, n) => {
    expect(hotPage('no cure', { perSecond, fillMs }).atOnce).toBe(n)
  })

  it.each<[Cure, { atOnce: number; fills: number; waited: number }]>([
    ['no cure', { atOnce: 50, fills: 200, waited: 200 }],
    ['coalescing', { atOnce: 1, fills: 4, waited: 200 }],
    ['stale while revalidate', { atOnce: 1, fills: 4, waited: 0 }],
    // Renewed in the last second of five, hence once more in the same time.
    ['refresh ahead', { atOnce: 1, fills: 5, waited: 0 }],
  ])('E10 with %s, four times over', (cure, numbers) => {
    expect(hotPage(cure)).toEqual(numbers)
  })

  it('E10 early refresh lets a few of them fill, by chance', () => {
    const { atOnce, fills, waited } = hotPage('early refresh')
    expect(waited).toBe(fills)
    expect(fills).toBeGreaterThanOrEqual(4)
    // The theorem of Vattani et al. bounds them by a small number, whatever the rate: not 200.
    expect(fills).toBeLessThan(4 * 10)
    expect(atOnce).toBeLessThan(25)
  })
})

describe('D6 pages that were filled at the same time', () => {
  it('expire at the same time', () => {
    expect(manyPages('0%').peak).toBeGreaterThan(150)
  })

  it('E10 expire one after another when their lives are staggered', () => {
    // 200 over 6 s are 17 in half a second; five standard deviations are 20 more.
    expect(manyPages('30%').peak).toBeLessThan(17 + 20)
  })
})

describe('D6 a cache that comes back empty', () => {
  const untouched = coldRestart('no cure')

  it('was all that stood between the load and the origin', () => {
    expect(untouched.before).toBe(1)
    // 2,000 pages that live for a minute are filled 33 times a second at most.
    expect(untouched.usual).toBeLessThan(34)
    // Nearly all of 500 a second, the more so as pages that time out are not kept.
    expect(untouched.peak).toBeGreaterThan(400)
  })

  it('D7 is never full again: the outage of two seconds does not end', () => {
    expect(untouched.recovery).toBe('never')
    expect(untouched.atTheEnd).toBe(0)
  })

  it('D7 nor with coalescing, since readers want different pages', () => {
    expect(coldRestart('coalescing').recovery).toBe('never')
  })

  it('E5 is filled in seconds when the origin answers those it lets in', () => {
    const { recovery, atTheEnd } = coldRestart('short queue')
    // From 92 s on: 2,000 pages at 100 a second.
    expect(recovery).toBeLessThanOrEqual(92_000 + 20_000)
    expect(atTheEnd).toBe(1)
  })

  it('in part asks no more of the origin than it can do', () => {
    // A seventh of all requests are for pages of the first shard, the most wanted one among them:
    // 70 a second besides the usual 30, give or take four standard deviations.
    const { during, peak, recovery } = coldRestart('a cache of 16 shards')
    expect(peak).toBeLessThan(70 + 30 + 4 * Math.sqrt(100))
    expect([during, recovery]).toEqual([1, 'always'])
  })
})
