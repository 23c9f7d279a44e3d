/** The estimate of a wait: Little's law with the service times of late. */
import { WaitEstimate } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

describe('the estimate of a wait (E5)', () => {
  it('is 0 while nothing is known', () => {
    expect(new WaitEstimate().waitMs(1_000, 1)).toBe(0)
  })

  it('is the queue times the mean service time over the slots', () => {
    const estimate = new WaitEstimate()
    estimate.served(40)
    expect(estimate.waitMs(10, 4)).toBe(100)
  })

  it('follows the service times of late: half-way after 14 requests, nearly there after 90', () => {
    const estimate = new WaitEstimate()
    estimate.served(10)
    const means = Array.from({ length: 90 }, () => {
      estimate.served(110)
      return estimate.serviceMs
    })
    expect(means.findIndex(mean => mean >= 60) + 1).toBe(14)
    expect(means.at(-1)).toBeCloseTo(110 - 100 * 0.95 ** 90, 9)
  })
})
