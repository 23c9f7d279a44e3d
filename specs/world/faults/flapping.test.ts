/** C11: a fault by a condition that begins and ends at every look. */
import { clients, rate, simulate, slow, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'

const pair = system('pair', {
  users: clients({ rate: '1/s', arrivals: 'steady', call: 'db' }),
  db: store({ time: '1ms', replicas: 100 }),
})

describe('C11 a fault that begins and ends at every look', () => {
  const comes = rate('users', { over: '1s' }).above('0/s')
  const flapping = slow('db', { by: '1ms' }).when(comes).until(comes)

  it('takes no longer the longer the run is', () => {
    const run = simulate(pair, { for: '2h', faults: [flapping] })
    const [{ periods, until }] = run.faults
    expect(periods.length).toBe(71_999)
    expect(until).toBe(periods.at(-1)?.until)
  })
})
