/** C14: two faults of one sentence are one to whoever asks for the time of it. */
import { clients, errors, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'

const pair = system('pair', {
  users: clients({ rate: '1/s', arrivals: 'steady', call: 'db' }),
  db: store({ time: '1ms', replicas: 100 }),
})

describe('C14 two faults of one sentence', () => {
  it('are one to whoever asks for the time during them, or after', () => {
    const fault = errors('db').randomly({ every: '2s', for: '1s' })
    const run = simulate(pair, { for: '30s', faults: [fault, fault] })
    const ends = run.faults.map(({ until }) => until)
    expect(ends[0]).not.toBe(ends[1])
    const last = run.at('db', { after: fault }).issued
    expect(last).toBe(Math.max(0, 30 - Math.ceil(Math.max(...ends) / 1_000)))
    const { issued, outcomes } = run.at('db', { during: fault })
    expect(outcomes.error).toBe(issued)
    expect(issued).toBe(run.at('db').outcomes.error)
  })
})
