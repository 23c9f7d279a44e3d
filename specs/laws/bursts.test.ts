/** Losses in bursts: the share that is lost, and how long bursts and the gaps between them are. */
import { clients, drop, type Fault, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { mismatch } from './support/agreement.ts'
import { story } from '../world/support/story.ts'

const line = system('line', {
  users: clients({ rate: '100/s', arrivals: 'steady', call: 'db', timeout: '5ms' }),
  db: store({ time: '1ms' }),
})

/** The lengths of runs of requests that were lost, and that were not; each way to be in turn. */
function runsOf(fault: Fault<'users->db'>, seed: number): { lost: number[]; kept: number[] } {
  const run = simulate(line, { for: '200s', faults: [fault], seed, trace: true })
  const lengths = { lost: [] as number[], kept: [] as number[] }
  let [length, before] = [0, '']
  for (const [, , outcome] of story(run)) {
    if (outcome !== before && length > 0) lengths[before === 'ok' ? 'kept' : 'lost'].push(length)
    length = outcome === before ? length + 1 : 1
    before = outcome
  }
  return lengths
}

const mean = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0) / all.length
const seeds = Array.from({ length: 20 }, (_, seed) => seed)

describe("messages lost by Gilbert's channel", () => {
  const fault = drop('users->db', { rate: '20%', burst: 5, way: 'there' })
  const runs = seeds.map(seed => runsOf(fault, seed))

  it('are the share that was said', () => {
    const shares = seeds.map(seed => {
      const { outcomes, issued } = simulate(line, { for: '200s', faults: [fault], seed }).requests()
      return outcomes.timeout / issued
    })
    expect(mismatch(shares, 0.2)).toBeNull()
  })

  it('are so many in a row, in the mean', () => {
    expect(
      mismatch(
        runs.map(({ lost }) => mean(lost)),
        5,
      ),
    ).toBeNull()
  })

  it('are followed by so many that are not', () => {
    // A burst begins after each message with the chance 0.2 / 5 / 0.8.
    expect(
      mismatch(
        runs.map(({ kept }) => mean(kept)),
        20,
      ),
    ).toBeNull()
  })

  it('are fewer in a row where each is lost by itself', () => {
    const alone = drop('users->db', { rate: '20%', way: 'there' })
    const rows = seeds.map(seed => mean(runsOf(alone, seed).lost))
    expect(mismatch(rows, 1 / (1 - 0.2))).toBeNull()
  })
})
