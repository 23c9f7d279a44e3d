/** What never ends was not served, and nothing made up for it. */
import { call, clients, crash, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'

describe('what never ends', () => {
  it('was not served', () => {
    const hung = system('hung', {
      users: clients({ rate: '2/s', arrivals: 'steady', timeout: '5s', call: 'web' }),
      web: service({ handle: call('db') }),
      db: store({ time: 1 }),
    })
    const run = simulate(hung, { for: '60s', faults: [crash('db').at('10s')] })
    expect(run.requests({ at: 'web' })).toMatchObject({ issued: 120, unfinished: 100 })
    expect(run.availability({ at: 'web' })).toBeCloseTo(20 / 120, 10)
  })

  it('is not made up for by a fallback that was not tried', () => {
    const shop = system('shop', {
      users: clients({
        rate: '10/s',
        arrivals: 'steady',
        timeout: '2s',
        call: call('web', { timeout: '1s', fallback: call('copy') }),
      }),
      web: store({ time: 1 }),
      copy: store({ time: 1 }),
    })
    const faults = [crash('web').at('5s'), crash('copy').at('5s')]
    const run = simulate(shop, { for: '10s', resolution: '1s', faults })
    expect(run.requests({ between: ['9s', '10s'] }).outcomes).toMatchObject({ degraded: 0 })
  })
})
