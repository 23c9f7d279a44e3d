/** Cancelling goes down to the end of a chain, however long it is. */
import { call, clients, service, simulate, type Step, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'

describe('a chain of 10,000 calls', () => {
  it.each([{ propagate: true }, { cancel: true }])('is stopped to its end by %o', options => {
    const parts: Record<string, ReturnType<typeof service>> = {}
    for (let i = 0; i < 10_000; i++) {
      parts[`s${i}`] = service({ handle: call(`s${i + 1}`, options) as Step<never> })
    }
    const chain = system('chain', {
      users: clients({
        rate: '1/s',
        arrivals: 'steady',
        requests: 1,
        timeout: '1s',
        call: call('s0', options) as never,
      }),
      ...parts,
      s10000: store({ time: '1h' }),
    } as never)
    const run = simulate(chain, { for: '2s' })
    expect(run.at('s10000').outcomes.cancelled).toBe(1)
  })
})
