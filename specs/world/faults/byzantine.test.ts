/** Lies: different callers see different answers, and each always the same. */
import { call, lie, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../support/story.ts'

const READERS = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6'] as const

/** Seven services ask the same ledger of two replicas, in turn, a hundred times each. */
const library = (seed: string, fault = lie('ledger')) => {
  const reader = () => service({ handle: call('ledger') })
  const people = (to: (typeof READERS)[number]) => once(to, { rate: '100/s', requests: 100 })
  const parts = {
    ...Object.fromEntries(READERS.map(name => [`people of ${name}`, people(name)])),
    ...Object.fromEntries(READERS.map(name => [name, reader()])),
    ledger: store({ time: '1ms', replicas: 2 }),
  }
  return simulate(system('library', parts), { for: '1s', seed, faults: [fault as never] })
}

const wrongTo = (run: ReturnType<typeof library>): number[] =>
  READERS.map(name => run.on(`${name}->ledger` as never).outcomes.incorrect)

describe('C5 a liar', () => {
  it('tells some callers the truth, some a lie, and each of them the same every time', () => {
    // Each replica answers every other request of a reader: both lie, one of them, or none.
    const wrong = ['1', '2', '3'].flatMap(seed => wrongTo(library(seed)))
    expect(new Set(wrong)).toEqual(new Set([0, 50, 100]))
  })

  it('lies to a share of the pairs of who answers and who asks', () => {
    const runs = Array.from({ length: 20 }, (_, seed) => wrongTo(library(`${seed}`)))
    const liedTo = runs.flat().reduce((sum, wrong) => sum + wrong / 50, 0)
    // 20 runs × 7 readers × 2 replicas are 280 lots of a half: four deviations are 34.
    expect(Math.abs(liedTo - 140)).toBeLessThan(34)
  })

  it('is believed: nobody fails, and everybody who was lied to is incorrect', () => {
    const run = library('1')
    const { ok, error, incorrect } = run.requests().outcomes
    expect(error).toBe(0)
    expect(ok + incorrect).toBe(700)
    expect(run.faults[0].touched).toBe(incorrect)
    expect(run.at('ledger').outcomes.incorrect).toBe(incorrect)
  })

  it('that is one replica disagrees with the other', () => {
    const wrong = wrongTo(library('1', lie('ledger#1', { rate: 1 }) as never))
    expect(wrong).toEqual(READERS.map(() => 50))
  })
})
