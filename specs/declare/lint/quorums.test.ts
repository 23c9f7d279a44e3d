/** What rules reckon of branches of which some are enough. */
import { call, clients, quorum, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { warned } from './support/told.ts'

const users = clients({ rate: '100/s', arrivals: 'steady', call: 'api' })

/** Two stores are asked, of which one answers late. */
const asking = (needed: number, lateSlots = 100) =>
  system('asking', {
    users,
    api: service({ concurrency: 4, handle: quorum(needed, call('near'), call('late')) }),
    near: store({ time: '5ms' }),
    late: store({ concurrency: lateSlots, time: '50ms' }),
  })

describe('a quorum', () => {
  it('holds a slot until enough are done, and no longer', () => {
    expect(warned(asking(1))).toEqual([])
    expect(simulate(asking(1), { for: '10s' }).at('api').utilisation).toBeCloseTo(0.125, 3)
    expect(warned(asking(2))).toEqual([
      'overloaded api: 100 requests a second hold 5 slots while they wait for what they call, ' +
        'and there are 4: 125% of it, while nothing is wrong',
    ])
  })

  it('asks all, however many are enough', () => {
    expect(warned(asking(1, 4))).toEqual([
      'overloaded late: 100 requests a second bring more work than 4 slots can do: 125% of it, ' +
        'while nothing is wrong',
    ])
    const late = simulate(asking(1, 4), { for: '10s' }).at('late')
    expect(late.utilisation).toBeGreaterThan(0.99)
  })

  it('lets through what is not too few, so that what is behind it counts', () => {
    const behind = (needed: number) =>
      system('behind', {
        users,
        api: service({
          concurrency: 100,
          handle: [quorum(needed, call('a'), call('b')), call('db')],
        }),
        a: store({ time: 0, errorRate: 0.5 }),
        b: store({ time: 0, errorRate: 0.5 }),
        db: store({ concurrency: 1, time: '20ms' }),
      })
    expect(warned(behind(1))).toEqual([
      'overloaded db: 75 requests a second bring more work than 1 slot can do: 150% of it, ' +
        'while nothing is wrong',
    ])
    expect(warned(behind(2))).toEqual([])
    const run = simulate(behind(1), { for: '1m' })
    expect(run.on('api->db').issued / run.on('api->a').issued).toBeCloseTo(0.75, 1)
  })

  it('needs only what it cannot do without', () => {
    const timeout = '100ms'
    const live = (needed: number) =>
      system('live', {
        users: clients({ rate: '10/s', call: 'web' }),
        web: service({ handle: call('live', { timeout, fallback: call('copy', { timeout }) }) }),
        live: service({ handle: quorum(needed, call('disks'), call('others')) }),
        copy: store({ time: '1ms' }),
        disks: service({ handle: call('power') }),
        others: service({ handle: call('power') }),
        power: store({ time: '1ms' }),
      })
    expect(warned(live(1))).toEqual(warned(live(2)))
  })
})
