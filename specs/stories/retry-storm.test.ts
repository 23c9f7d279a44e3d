/** D3, D7: retries multiply load layer by layer, and keep an outage alive behind its trigger. */
import { call, crash, errors, service, simulate, slow, store, system, timeline } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../world/support/story.ts'

const retry = { attempts: 3, base: '10ms', backoff: 'constant' } as const

describe('D3 retries at every layer', () => {
  const layers = system('layers', {
    users: once(call('one', { retry }), { rate: '10/s', requests: 10 }),
    one: service({ handle: call('two', { retry }) }),
    two: service({ handle: call('three', { retry }) }),
    three: service({ handle: call('db') }),
    db: store({ time: '1ms' }),
  })

  it('multiply: 3, 9, 27 calls for one', () => {
    const run = simulate(layers, { for: '1s', faults: [errors('db')] })
    const issued = (['one', 'two', 'three', 'db'] as const).map(name => run.at(name).issued)
    expect(issued).toEqual([30, 90, 270, 270])
  })

  it('cost nothing while all is well', () => {
    expect(simulate(layers, { for: '1s' }).at('db').issued).toBe(10)
  })
})

describe('D7 a retry storm', () => {
  /** 80 requests a second for a store that can do 100; those that take over 200 ms are given up. */
  const shop = (attempts: number) =>
    system('shop', {
      users: once(call('db', { timeout: '200ms', retry: { attempts, base: '10ms' } }), {
        rate: '80/s',
        requests: 1e6,
      }),
      db: store({ concurrency: 1, queue: 1_000, time: '10ms' }),
    })
  const glitch = crash('db').at('10s').for('2s')

  it('outlives its trigger: after two seconds of outage nothing recovers in a minute', () => {
    const run = simulate(shop(4), {
      for: '70s',
      faults: [slow('db', { by: '1s' }).at('10s').for('2s')],
    })
    expect(run.availability({ between: [0, '9s'] })).toBe(1)
    expect(run.availability({ between: ['60s', '70s'] })).toBe(0)
    expect(run.at('db', { between: ['60s', '70s'] }).utilisation).toBeGreaterThan(0.99)
  })

  it('does not begin when the queue is lost with the crash and load is as before', () => {
    const run = simulate(shop(1), { for: '30s', faults: [glitch] })
    expect(run.availability({ after: glitch })).toBe(1)
  })

  describe('heals below the load at which the retries alone keep the store busy', () => {
    // Once nobody is answered in time each request costs 4 calls, of which the store can do 100 a
    // second: the queue drains below 25 requests a second, and grows above.
    const at = (rate: `${number}/s`) => {
      const storm = system('storm', {
        users: once(call('db', { timeout: '200ms', retry: { attempts: 4, base: '10ms' } }), {
          rate,
          requests: 1e6,
        }),
        db: store({ concurrency: 1, queue: 100, time: '10ms' }),
      })
      const trigger = slow('db', { by: '1s' }).at('10s').for('5s')
      return simulate(storm, { for: '3m', faults: [trigger] })
    }
    const lastMinute = { between: ['2m', '3m'] } as const

    it('at 20/s it is over in a minute', () => {
      expect(at('20/s').availability(lastMinute)).toBe(1)
    })

    it('at 30/s it never is, though the store could do three times as many', () => {
      const run = at('30/s')
      expect(run.availability({ between: [0, '9s'] })).toBe(1)
      expect(run.availability(lastMinute)).toBeLessThan(0.1)
      expect(timeline(run).some(({ what }) => what === 'clients are served again')).toBe(false)
    })
  })
})
