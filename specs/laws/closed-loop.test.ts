/** A fixed number of users who think and ask in turn: the interactive response time law. */
import { describe, expect, it } from 'vitest'
import { clients, constant, type Distribution, exponential, simulate, store, system } from 'gameday'
import { mismatch } from './support/agreement.ts'
import { throughputOf } from './support/queues.ts'
import { Replications } from './support/replications.ts'

const loop = { users: 12, thinkMs: 100, serviceMs: 10 }
const X = throughputOf(loop)
const settled = { between: ['5s', '65s'] } as const

const terminals = (think: Distribution) =>
  system('closed', {
    users: clients({ users: loop.users, think, call: 'computer' }),
    computer: store({ concurrency: 1, time: exponential(loop.serviceMs) }),
  })

/** With one exponential server only the mean of thinking matters (Baskett et al. 1975, BCMP). */
const laws = {
  'for exponential times': exponential(loop.thinkMs),
  'always equally long': constant(loop.thinkMs),
}

describe.each(Object.entries(laws))('twelve users who think %s', (_, think) => {
  const room = terminals(think)
  const runs = new Replications(seed => simulate(room, { for: '66s', seed, resolution: '1s' }))

  it('ask as often as in M/M/1//12', () => {
    const perMs = runs.each(run => run.requests(settled).issued / 60_000)
    expect(mismatch(perMs, X)).toBeNull()
  })

  it('wait for R = N / X - Z, which is 41 ms', () => {
    const responses = runs.each(run => run.requests(settled).latency.mean)
    expect(mismatch(responses, loop.users / X - loop.thinkMs)).toBeNull()
  })

  it('keep the computer busy for X S of the time', () => {
    const busy = runs.each(run => run.at('computer', settled).utilisation)
    expect(mismatch(busy, X * loop.serviceMs)).toBeNull()
  })

  it('are never more than twelve at the computer', () => {
    const most = runs.each(run => run.at('computer').inFlight.peak)
    expect(Math.max(...most)).toBeLessThanOrEqual(loop.users)
  })
})
