/**
 * B5 B7: queues in front of a shared link arise from the load on it, as theory says: M/M/1 and
 * M/D/1 first in, first out, M/G/1 with processor sharing, and with weights. Each comparison fails
 * by chance in 0.7 % of cases (see `support/agreement.ts`); the seeds are fixed.
 */
import {
  call,
  clients,
  constant,
  type Distribution,
  exponential,
  gamma,
  mixture,
  type SharingWord,
  simulate,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { mismatch, percentileMismatch } from './support/agreement.ts'
import { meanWait, pollaczekKhinchine, type Queue } from './support/queues.ts'
import { Replications } from './support/replications.ts'

const settled = { between: ['20s', '120s'] } as const

/** Messages of 1250 bytes on average take 10 ms over 1 Mbps. */
const SENDING_MS = 10

/** Requests of a size over a link; what they are sent to takes no time. */
function over(sharing: SharingWord, request: Distribution, perSecond: number) {
  const linked = system(
    'linked',
    {
      people: clients({ rate: `${perSecond}/s`, call: call('sink', { request }) }),
      sink: store({ concurrency: 10_000, time: 0 }),
    },
    { network: { 'people->sink': { bandwidth: '1Mbps', sharing } } },
  )
  return new Replications(seed => simulate(linked, { for: '121s', seed, resolution: '1s' }))
}

describe.each([30, 60, 80])('B5 an M/M/1 link that %d messages of 10 ms a second want', rate => {
  const runs = over('fifo', exponential(1_250), rate)
  const queue: Queue = { lambda: rate / 1_000, mu: 1 / SENDING_MS, servers: 1 }
  const busy = (rate * SENDING_MS) / 1_000

  it('takes 1/(1 - ρ) times as long as an empty one', () => {
    const latencies = runs.each(run => run.on('people->sink', settled).latency.mean)
    expect(mismatch(latencies, SENDING_MS / (1 - busy))).toBeNull()
  })

  it('makes messages wait for ρ/(1 - ρ) times their own time', () => {
    const waits = runs.each(run => run.on('people->sink', settled).network?.there.queuing.mean)
    expect(mismatch(waits, meanWait(queue))).toBeNull()
  })

  it('is busy for the share ρ of the time', () => {
    const shares = runs.each(run => run.on('people->sink', settled).network?.there.utilisation)
    expect(mismatch(shares, busy)).toBeNull()
  })

  it('keeps one message in a hundred for ln(100) times the mean', () => {
    const measured = runs.each(run => run.latency('p99', { on: 'people->sink', ...settled }))
    expect(percentileMismatch(measured, (Math.log(100) * SENDING_MS) / (1 - busy))).toBeNull()
  })
})

describe('B5 an M/D/1 link at 60 %', () => {
  const runs = over('fifo', constant(1_250), 60)

  it('makes messages wait half as long as an M/M/1 link', () => {
    const theory = pollaczekKhinchine(0.06, { mean: SENDING_MS, square: SENDING_MS * SENDING_MS })
    const waits = runs.each(run => run.on('people->sink', settled).network?.there.queuing.mean)
    expect(theory).toBeCloseTo(7.5)
    expect(mismatch(waits, theory)).toBeNull()
  })
})

describe('B7 a link whose messages share it fairly, at 60 %', () => {
  const sizes: { readonly [name: string]: Distribution } = {
    equal: constant(1_250),
    exponential: exponential(1_250),
    'gamma of shape 1/2': gamma({ shape: 0.5, mean: 1_250 }),
    'mostly small': mixture([
      { weight: 9, of: constant(500) },
      { weight: 1, of: constant(8_000) },
    ]),
  }

  it.each(Object.entries(sizes))('takes s/(1 - ρ) on average, sizes being %s', (_, size) => {
    const runs = over('fair', size, 60)
    const latencies = runs.each(run => run.on('people->sink', settled).latency.mean)
    expect(mismatch(latencies, SENDING_MS / 0.4)).toBeNull()
    const shares = runs.each(run => run.on('people->sink', settled).network?.there.utilisation)
    expect(mismatch(shares, 0.6)).toBeNull()
  })
})

/**
 * The mean time of a class in discriminatory processor sharing of two classes, whose messages take
 * an exponential time of mean s and have a weight of g: s / (1 - ρ) times what the other class, by
 * its weight, takes away or leaves (G. Fayolle, I. Mitrani, R. Iasnogorodski, Sharing a Processor
 * Among Many Job Classes, JACM 27, 1980).
 */
function discriminatory(own: Class, other: Class): number {
  const [busy, others] = [own, other].map(({ perMs, ms }) => perMs * ms)
  const rates = (own.weight / own.ms) * (1 - busy) + (other.weight / other.ms) * (1 - others)
  const shift = (others / own.ms) * (other.weight - own.weight)
  return (own.ms / (1 - busy - others)) * (1 + shift / rates)
}

type Class = { readonly perMs: number; readonly ms: number; readonly weight: number }

describe.each([1, 4, 20])('B7 two classes of messages, one with weight %d', weight => {
  const heavy: Class = { perMs: 0.03, ms: SENDING_MS, weight }
  const light: Class = { perMs: 0.02, ms: 2 * SENDING_MS, weight: 1 }
  const linked = system(
    'linked',
    {
      people: clients({ rate: '30/s', call: call('sink', { request: exponential(1_250) }) }),
      robots: clients({ rate: '20/s', call: call('sink', { request: exponential(2_500) }) }),
      sink: store({ concurrency: 10_000, time: 0 }),
    },
    {
      cables: { trunk: { bandwidth: '1Mbps', sharing: 'fair' } },
      network: { 'people->sink': { over: 'trunk', weight }, 'robots->sink': { over: 'trunk' } },
    },
  )
  const runs = new Replications(seed => simulate(linked, { for: '121s', seed, resolution: '1s' }))
  const means = (name: 'people->sink' | 'robots->sink') =>
    runs.each(run => run.on(name, settled).latency.mean)

  it('share it as discriminatory processor sharing has it', () => {
    expect(mismatch(means('people->sink'), discriminatory(heavy, light))).toBeNull()
    expect(mismatch(means('robots->sink'), discriminatory(light, heavy))).toBeNull()
  })
})
