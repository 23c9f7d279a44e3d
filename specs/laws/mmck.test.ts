/** A bounded queue: whom it turns away, and how many are inside. */
import { describe, expect, it } from 'vitest'
import { clients, exponential, simulate, store, system } from 'gameday'
import { mismatch } from './support/agreement.ts'
import { chancesOfNumbers } from './support/queues.ts'
import { Replications } from './support/replications.ts'

const SERVERS = 3
const PLACES = 8
const mmck = { lambda: 0.33, mu: 0.1, servers: SERVERS }

/** More comes than can be done: only the bound keeps it in balance. */
const office = system('mmck', {
  people: clients({ rate: '330/s', call: 'clerks' }),
  clerks: store({ concurrency: SERVERS, queue: PLACES - SERVERS, time: exponential('10ms') }),
})
const settled = { between: ['5s', '45s'] } as const
const runs = new Replications(seed => simulate(office, { for: '46s', seed, resolution: '1s' }))
const chances = chancesOfNumbers(mmck, PLACES)

describe('in M/M/3/8 at 110 % load', () => {
  it('whoever finds all eight places taken is turned away', () => {
    const rejected = runs.each(run => {
      const { issued, outcomes } = run.at('clerks', settled)
      return outcomes.rejected / issued
    })
    expect(mismatch(rejected, chances[PLACES])).toBeNull()
  })

  it('the mean number inside is that of the birth-death process', () => {
    const inside = runs.each(run => run.at('clerks', settled).inFlight.mean)
    const mean = chances.reduce((sum, chance, n) => sum + n * chance, 0)
    expect(mismatch(inside, mean)).toBeNull()
  })

  it('who is turned away does not wait, and who is let in waits as Little says', () => {
    const waits = runs.each(run => run.at('clerks', settled).waiting.mean)
    const waiting = chances.reduce((sum, p, n) => sum + Math.max(0, n - SERVERS) * p, 0)
    expect(mismatch(waits, waiting / (mmck.lambda * (1 - chances[PLACES])))).toBeNull()
  })

  it('never are more than five waiting or eight inside', () => {
    const peaks = runs.each(run => run.at('clerks').queue.peak)
    const inside = runs.each(run => run.at('clerks').inFlight.peak)
    expect(Math.max(...peaks)).toBe(PLACES - SERVERS)
    expect(Math.max(...inside)).toBe(PLACES)
  })
})
