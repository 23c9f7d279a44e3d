/** C3: messages that are late by a time that varies. */
import { clients, delay, faultFrom, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../kernel/support/mistakes.ts'
import { story } from '../support/story.ts'

const line = system('line', {
  users: clients({ rate: '100/s', arrivals: 'steady', call: 'db' }),
  db: store({ time: '1ms' }),
})

const latencies = (options: { by: '100ms'; jitter: '20ms'; plusMinus?: boolean }): number[] => {
  const faults = [delay('users->db', options)]
  const run = simulate(line, { for: '20s', faults, trace: true })
  return story(run).map(([at, until]) => until - at - 1)
}

describe('C3 jitter of a delay', () => {
  it('is added, anything from nothing on', () => {
    const all = latencies({ by: '100ms', jitter: '20ms' })
    expect(Math.min(...all)).toBeGreaterThan(100)
    expect(Math.min(...all)).toBeLessThan(100.2)
    expect(Math.max(...all)).toBeGreaterThan(119.8)
    expect(Math.max(...all)).toBeLessThan(120)
  })

  it('goes both ways where told so, as in netem: it is late by as much in the mean', () => {
    const all = latencies({ by: '100ms', jitter: '20ms', plusMinus: true })
    expect(Math.min(...all)).toBeGreaterThan(80)
    expect(Math.min(...all)).toBeLessThan(80.2)
    expect(Math.max(...all)).toBeGreaterThan(119.8)
    expect(Math.max(...all)).toBeLessThan(120)
    // 2,000 even draws of a range of 40: four standard errors of the mean are 1.03.
    expect(Math.abs(all.reduce((a, b) => a + b, 0) / all.length - 100)).toBeLessThan(1.03)
  })

  it('reads as it was written, and comes back from JSON', () => {
    const fault = delay('a->b', { by: '100ms', jitter: '20ms', plusMinus: true })
    expect(`${fault}`).toBe(
      "delay('a->b', { by: '100ms', jitter: '20ms', plusMinus: true }).at('0ms').forever()",
    )
    expect(faultFrom(JSON.parse(JSON.stringify(fault)))).toEqual(fault)
  })

  it('goes no further back than the delay', () => {
    const told = (options: object) =>
      problemsOf(() => delay('a->b', options)).map(({ what }) => what)
    const wrong = 'a jitter that goes both ways is over nothing, and no longer than the delay'
    expect(told({ by: '10ms', jitter: '20ms', plusMinus: true })).toEqual([wrong])
    expect(told({ by: '10ms', plusMinus: true })).toEqual([wrong])
    expect(told({ by: '20ms', jitter: '20ms', plusMinus: true })).toEqual([])
  })
})
