/** No queue at all: Erlang's loss formula, which asks for the mean of the service time only. */
import { describe, expect, it } from 'vitest'
import {
  clients,
  constant,
  type Distribution,
  exponential,
  logNormal,
  simulate,
  store,
  system,
} from 'gameday'
import { mismatch } from './support/agreement.ts'
import { erlangB } from './support/queues.ts'
import { Replications } from './support/replications.ts'

const trunk = { lambda: 0.4, mu: 0.1, servers: 5 }
const settled = { between: ['2s', '17s'] } as const

/** Four Erlangs offered to five lines, with calls of 10 ms on average. */
const lines = (time: Distribution) =>
  system('erlang-b', {
    callers: clients({ rate: '400/s', call: 'lines' }),
    lines: store({ concurrency: trunk.servers, queue: 0, time }),
  })

const laws = {
  'exponential calls': exponential('10ms'),
  'log-normal calls': logNormal({ mean: '10ms', sigma: 1 }),
  'calls that last equally long': constant('10ms'),
}

describe.each(Object.entries(laws))('five lines without a queue, %s', (_, law) => {
  const system = lines(law)
  const runs = new Replications(seed => simulate(system, { for: '18s', seed, resolution: '1s' }))

  it('are all taken for 20 % of those who call: Erlang’s B', () => {
    const blocked = runs.each(run => {
      const { issued, outcomes } = run.at('lines', settled)
      return outcomes.rejected / issued
    })
    expect(mismatch(blocked, erlangB(trunk))).toBeNull()
    expect(erlangB(trunk)).toBeCloseTo(0.1991, 4)
  })

  it('carry what is not blocked', () => {
    const carried = runs.each(run => run.at('lines', settled).inFlight.mean)
    expect(mismatch(carried, 4 * (1 - erlangB(trunk)))).toBeNull()
  })
})
