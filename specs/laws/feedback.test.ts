/** A queue that some leave only to join it again: Jackson's network with feedback. */
import { describe, expect, it } from 'vitest'
import { call, choose, clients, exponential, service, simulate, store, system } from 'gameday'
import { mismatch } from './support/agreement.ts'
import { meanQueue, meanSojourn, utilisation } from './support/queues.ts'
import { Replications } from './support/replications.ts'

/** Each visit ends, by chance, in another one: a way that calls itself, as the model has it. */
const ward = system(
  'feedback',
  {
    patients: clients({ rate: '40/s', call: 'visit' }),
    visit: service({
      concurrency: 100_000,
      handle: [
        call('doctor'),
        choose([
          { weight: 1, steps: call('visit') },
          { weight: 2, steps: [] },
        ]),
      ],
    }),
    doctor: store({ concurrency: 1, time: exponential('10ms') }),
  },
  { cycles: 'allowed' },
)
const AGAIN = 1 / 3
const doctor = { lambda: 0.04 / (1 - AGAIN), mu: 0.1, servers: 1 }

const settled = { between: ['20s', '140s'] } as const
const runs = new Replications(seed => simulate(ward, { for: '141s', seed, resolution: '1s' }))

describe('a third of the patients coming back', () => {
  it('makes the doctor’s work λ / (1 - p): 60 % and not 40 % of the time', () => {
    const busy = runs.each(run => run.at('doctor', settled).utilisation)
    expect(mismatch(busy, utilisation(doctor))).toBeNull()
    expect(utilisation(doctor)).toBeCloseTo(0.6)
  })

  it('leaves as many waiting as M/M/1 at that rate, though arrivals are not Poisson', () => {
    const lengths = runs.each(run => run.at('doctor', settled).queue.mean)
    expect(mismatch(lengths, meanQueue(doctor))).toBeNull()
  })

  // Sevcik & Mitrani 1981: a visit finds the doctor as anybody does at any time.
  it('lets each visit wait with a chance of ρ', () => {
    const waited = runs.each(run => run.at('doctor', settled).waited)
    expect(mismatch(waited, utilisation(doctor))).toBeNull()
  })

  it('costs a patient 1 / (1 - p) visits’ time', () => {
    const whole = runs.each(run => run.requests(settled).latency.mean)
    expect(mismatch(whole, meanSojourn(doctor) / (1 - AGAIN))).toBeNull()
  })
})
