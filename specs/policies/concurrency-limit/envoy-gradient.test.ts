/** Envoy's gradient, followed through its phases in exact figures. */
import { ConcurrencyLimiter } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

/** Requests one after the other, each taking so long; the limit after each. */
class Story {
  readonly limiter = new ConcurrencyLimiter(
    { algorithm: 'envoy', min: 4, max: 100, minRttRequests: 3, minRttEvery: 10_000 },
    () => 0,
  )
  now = 0

  request(rttMs: number): number {
    const passage = this.limiter.start()
    this.limiter.admit(passage, this.now)
    this.now += rttMs
    this.limiter.settle(passage, 'ok', this.now)
    return this.limiter.limit
  }

  requests(count: number, rttMs: number): number[] {
    return Array.from({ length: count }, () => this.request(rttMs))
  }
}

describe("Envoy's gradient (E7)", () => {
  it('measures the minRTT at the lowest limit, then grows by gradient and headroom', () => {
    const story = new Story()
    expect(story.requests(3, 10)).toEqual([4, 4, 4])
    // 100 ms later: gradient 10 * 1.25 / 10, so 4 * 1.25 + sqrt(5) = 7.2, and so on.
    expect(story.requests(11, 10).at(-1)).toBe(7)
    // 7 * 1.25 + sqrt(8.75) = 11.7
    expect(story.requests(10, 10).at(-1)).toBe(11)
  })

  it('never halves nor doubles more than once an interval', () => {
    const story = new Story()
    story.requests(3, 100)
    expect(story.request(1)).toBe(4)
    // 100 * 1.25 / 1 is 125, taken for 2: 8 + sqrt(8) = 10.8.
    story.requests(99, 1)
    expect(story.request(1)).toBe(10)
    // 100 * 1.25 / 4_000 is 0.03, taken for 0.5: 5 + sqrt(5) = 7.2; the latency comes first.
    expect(story.request(4_000)).toBe(10 * 2 + Math.floor(Math.sqrt(20)))
    expect(story.request(4_000)).toBe(Math.floor(12 + Math.sqrt(12)))
  })

  it('goes back to the lowest limit when the minRTT is due, and returns', () => {
    const story = new Story()
    story.requests(3, 10)
    const before = story.requests(500, 10).at(-1)
    expect(before).toBeGreaterThan(50)
    while (story.now < 10_020) story.request(10)
    expect(story.request(10)).toBe(4)
    expect(story.requests(3, 10)).toEqual([4, 4, 100])
  })
})
