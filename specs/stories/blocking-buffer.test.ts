/** A best-effort buffer that blocks when it is full takes down what it was to protect. */
import {
  call,
  clients,
  crash,
  external,
  publish,
  queue,
  service,
  simulate,
  system,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'

describe('a best-effort buffer in front of a stream', () => {
  /** Web servers sign users in, and note that in a buffer which a shipper empties. */
  const signIn = (whenFull: 'wait' | 'reject') =>
    system('sign-in', {
      users: clients({ rate: '100/s', arrivals: 'steady', call: 'web', timeout: '2s' }),
      web: service({ concurrency: 50, queue: 50, handle: publish('buffer', { optional: true }) }),
      buffer: queue({ capacity: 1_000, whenFull, deliveries: 'unbounded', redeliverAfter: '1s' }),
      shipper: worker({ of: 'buffer', concurrency: 20, handle: call('stream', { timeout: '1s' }) }),
      stream: external({ time: '10ms' }),
    })
  const outage = crash('stream', { refuse: true }).at('20s').for('60s')
  const seconds = (whenFull: 'wait' | 'reject') => {
    const run = simulate(signIn(whenFull), { for: '2m', faults: [outage] })
    return [19, 25, 31, 79, 100].map(at =>
      run.availability({ between: [at * 1_000, (at + 1) * 1_000] }),
    )
  }

  it('stops all who write into it once it is full, 10 s into the outage of the stream', () => {
    expect(seconds('wait')).toEqual([1, 1, 0, 0, 1])
  })

  it('that drops what it cannot hold lets them go on', () => {
    expect(seconds('reject')).toEqual([1, 1, 1, 1, 1])
  })
})
