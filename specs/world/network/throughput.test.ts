/** B8: the bandwidth–delay product, and throughput that a window or loss limits. */
import {
  bandwidthDelayProduct,
  call,
  type LinkParts,
  pareto,
  simulate,
  type Size,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../support/story.ts'

/** How long a message is being sent over 1 Gbps with a round trip of 100 ms. */
function sendingMs(request: Size, parts: LinkParts): number {
  const small = system(
    'small',
    { users: once(call('db', { request }), { timeout: '1h' }), db: store({ time: 0 }) },
    { network: { default: { bandwidth: '1Gbps', latency: '50ms', ...parts } } },
  )
  return simulate(small, { for: '1s', trace: true }).breakdown().there.transmission
}

/** In bits per millisecond. */
const throughput = (request: number, parts: LinkParts): number =>
  (request * 8) / sendingMs(request, parts)

describe('B8 the bandwidth–delay product', () => {
  it('of 1 Gbps and 100 ms is 12.5 MB', () => {
    expect(bandwidthDelayProduct('1Gbps', '100ms')).toBe(12_500_000)
  })
})

describe('B8 throughput', () => {
  it('is the bandwidth when the window is at least that product', () => {
    expect(throughput(1e8, { window: '12.5MB' })).toBeCloseTo(1e6)
    expect(throughput(1e8, { window: '20MB' })).toBeCloseTo(1e6)
    expect(throughput(1e8, {})).toBeCloseTo(1e6)
  })

  it('is window / round trip when the window is smaller', () => {
    expect(throughput(1e8, { window: '6.25MB' })).toBeCloseTo(0.5e6)
    expect(throughput(1e8, { window: 65_536 })).toBeCloseTo((65_536 * 8) / 100)
  })

  it('of what fits into the window is the bandwidth', () => {
    expect(sendingMs('64KB', { window: '64KB' })).toBeCloseTo(0.512)
  })

  it('falls further with loss: MSS / round trip · √(3/2) / √p (Mathis)', () => {
    const loss = { rate: '0.01%', rto: '1ms' } as const
    const mathis = ((1_460 * 8) / 100) * (Math.sqrt(1.5) / Math.sqrt(0.0001))
    expect(throughput(1e8, { window: '6.25MB', mss: 1_460, loss })).toBeCloseTo(mathis)
    expect(mathis).toBeCloseTo(14_304.6, 0) // 14 Mbps of 1000
  })

  it('of each message is limited, not that of the link', () => {
    const many = system(
      'many',
      {
        users: once(call('db', { request: '1MB' }), { rate: '1000/ms', requests: 3 }),
        db: store({ time: 0 }),
      },
      {
        network: {
          default: { bandwidth: '1Gbps', latency: '50ms', window: '500KB', sharing: 'fair' },
        },
      },
    )
    const run = simulate(many, { for: '1s' })
    expect(run.on('users->db').latency.p50).toBeCloseTo(100 + 200, -1)
    expect(run.on('users->db').network?.there.queuing.mean).toBe(0)
  })

  it('needs a round trip with a mean', () => {
    const latency = pareto({ min: '1ms', shape: 0.9 })
    expect(() => sendingMs(1, { latency, window: '1KB' })).toThrow('infinite')
  })
})
