/**
 * One connection that carries all requests, as clients of Redis and of HTTP/2 have it, through
 * something that forgets connections after ten seconds (a proxy, a NAT). Over a pool one request
 * fails at a time; over the shared one all that are under way fail at the same moment. A retry
 * goes over a new connection where all have lost theirs, and maybe over another old one of a pool.
 */
import {
  call,
  clients,
  type KeepAliveSpec,
  resetConnections,
  type RetrySpec,
  service,
  simulate,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'

/** 500 requests a second to a store that takes 18 ms and is 1 ms away: ten at a time. */
const shop = (keepAlive: KeepAliveSpec, retry?: RetrySpec) =>
  system(
    'shop',
    {
      users: clients({ rate: '500/s', call: 'web' }),
      web: service({
        concurrency: 100,
        handle: call('redis', { timeout: '1s', ...(retry && { retry }) }),
      }),
      redis: store({ concurrency: 100, time: '18ms' }),
    },
    {
      network: {
        default: { latency: '0ms' },
        'web->redis': { latency: '1ms', connection: {}, keepAlive },
      },
    },
  )

/** How many requests failed, and how many of them within the same millisecond. */
const failed = (keepAlive: KeepAliveSpec, retry?: RetrySpec) => {
  const run = simulate(shop(keepAlive, retry), {
    for: '30s',
    trace: true,
    faults: [resetConnections('web->redis', { after: '10s' })],
  })
  const failures = run.recording.journeys.filter(({ outcome }) => outcome === 'error')
  const times = failures.map(({ until }) => Math.floor(until))
  const mostAtOnce = Math.max(0, ...times.map(at => times.filter(other => other === at).length))
  return { failures: failures.length, mostAtOnce }
}

describe('connections that are forgotten after ten seconds', () => {
  const pool = { most: 20 } as const
  const shared = { least: 1, most: 1, atOnce: 'unbounded' } as const

  it('take one request each with them, or all that are under way where they share one', () => {
    expect(failed(pool)).toEqual({ failures: 11, mostAtOnce: 2 })
    expect(failed(shared)).toEqual({ failures: 13, mostAtOnce: 9 })
  })

  it('take hardly any where what was lost is asked for once again', () => {
    const again = { attempts: 2, base: 0 } as const
    // The next connection is new where all shared one; in a pool it may be as old as the last.
    expect(failed(shared, again).failures).toBe(0)
    expect(failed(pool, again).failures).toBe(2)
    expect(failed(pool, { ...again, attempts: 3 }).failures).toBe(0)
  })
})
