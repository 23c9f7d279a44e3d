/** Which of the faults that were over before a window are told as causes of its failures. */
import { call, causesOf, clients, errors, service, simulate, slow, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '20/s', arrivals: 'steady', call: 'web', timeout: '1s' }),
  web: service({ concurrency: 500, handle: call('db') }),
  db: store({ time: '10ms' }),
})
const early = errors('db', { code: 500 }).at('10s').for('2s')
const late = errors('db', { code: 503 }).at('30s').for('2s')

describe('a fault that was over before a window', () => {
  it('is no cause of its failures where all was well in between', () => {
    const run = simulate(shop, { for: '60s', faults: [early, late] })
    const causes = causesOf(run, { between: ['20s', '40s'] }).map(({ cause }) => cause)
    expect(causes).toContain(`${late}`)
    expect(causes).not.toContain(`${early}`)
    expect(causesOf(run).map(({ cause }) => cause)).toContain(`${early}`)
  })

  it('is told, and marked, where nothing was well in between', () => {
    const run = simulate(shop, { for: '60s', faults: [early, errors('db').at('12s').for('8s')] })
    expect(causesOf(run, { between: ['15s', '20s'] }).map(({ sentence }) => sentence)).toContain(
      `db was touched 40 times by ${early}, which ended at 12s`,
    )
  })

  it('is told where a queue drains that it has left behind', () => {
    const lazy = slow('db', { by: '200ms' }).at('10s').for('2s')
    const busy = system('busy', {
      users: clients({ rate: '90/s', arrivals: 'steady', call: 'db', timeout: '1s' }),
      db: store({ time: '10ms', concurrency: 1, queue: 10_000 }),
    })
    const run = simulate(busy, { for: '60s', faults: [lazy], resolution: '1s' })
    expect(run.availability({ between: ['16s', '18s'] })).toBe(0)
    expect(causesOf(run, { between: ['16s', '18s'] }).map(({ cause }) => cause)).toContain(
      `${lazy}`,
    )
  })
})
