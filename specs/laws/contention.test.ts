/**
 * Work that gets into the way of other work: N. J. Gunther's universal scalability law (Guerrilla
 * Capacity Planning, 2007, chapter 4) for its throughput, and a birth-death process for how many
 * are inside. A processor that all work shares is insensitive: only the mean of the work counts,
 * however fast it is with so many (F. P. Kelly, Reversibility and Stochastic Networks, 1979,
 * section 3.3).
 */
import { describe, expect, it } from 'vitest'
import {
  clients,
  type Distribution,
  constant,
  exponential,
  logNormal,
  type ResourcesSpec,
  simulate,
  store,
  system,
} from 'gameday'
import { mismatch } from './support/agreement.ts'
import { Replications } from './support/replications.ts'

const usl = { alpha: 0.03, beta: 0.0005 }
const workMs = 10
const settled = { between: ['5s', '65s'] } as const

const slowness = (n: number): number => 1 + usl.alpha * (n - 1) + usl.beta * n * (n - 1)
/** The law: how many requests a millisecond N at a time get done. */
const throughput = (n: number): number => n / slowness(n) / workMs

/** So many users who ask again at once: as many requests are always being handled. */
const always = (users: number, spec: Partial<Parameters<typeof store>[0]>) =>
  system('full', {
    people: clients({ users, think: 0, call: 'db' }),
    db: store({ concurrency: 1_000, time: constant(workMs), ...spec }),
  })

const doneIn = (users: number, resources: ResourcesSpec): number =>
  simulate(always(users, { resources }), { for: '65s' }).at('db', settled).outcomes.ok

describe('the universal scalability law, α = 3 % and β = 0.05 %', () => {
  it.each([1, 2, 8, 16, 44, 100, 200])('%i at a time get N / (1 + α(N-1) + βN(N-1)) done', n => {
    expect(Math.abs(doneIn(n, { contention: usl }) - 60_000 * throughput(n))).toBeLessThanOrEqual(n)
  })

  it('is at its best with √((1 - α) / β), which is 44; more get less done', () => {
    expect(Math.round(Math.sqrt((1 - usl.alpha) / usl.beta))).toBe(44)
    const [fewer, best, more] = [30, 44, 65].map(n => doneIn(n, { contention: usl }))
    expect(best).toBeGreaterThan(fewer)
    expect(best).toBeGreaterThan(more)
  })

  it("is Amdahl's with α alone: no more than 1 / α at once, however many there are", () => {
    const alone = doneIn(1, { contention: { alpha: 0.1 } })
    const many = doneIn(900, { contention: { alpha: 0.1 } })
    expect(many / alone).toBeCloseTo(900 / (1 + 0.1 * 899), 1)
    expect(many / alone).toBeLessThan(10)
  })

  it('holds for what cores are shared by, too: four of them for eight', () => {
    const done = doneIn(8, { cpu: 4, contention: usl })
    expect(Math.abs(done - (60_000 * throughput(8)) / 2)).toBeLessThanOrEqual(8)
  })
})

/** How many are inside on average, of Poisson arrivals: p(n) ∝ Π λ / X(k). */
function meanInside(lambda: number): number {
  let [share, all, inside] = [1, 1, 0]
  for (let n = 1; n < 400; n++) {
    share *= lambda / throughput(n)
    all += share
    inside += n * share
    if (share < 1e-15 * all) break
  }
  return inside / all
}

describe.each<[string, Distribution]>([
  ['equal', constant(workMs)],
  ['exponential', exponential(workMs)],
  ['log-normal', logNormal({ mean: workMs, sigma: 1 })],
])('800 requests a second of %s work, which contends', (_, time) => {
  const shop = system('open', {
    people: clients({ rate: '800/s', call: 'db' }),
    db: store({ concurrency: 10_000, time, resources: { contention: usl } }),
  })
  const runs = new Replications(seed => simulate(shop, { for: '26s', seed, resolution: '1s' }))

  it('are inside as the birth-death process says, whatever the law of their work', () => {
    expect(meanInside(0.8)).toBeCloseTo(11.5, 0)
    const inside = runs.each(run => run.at('db', { between: ['5s', '25s'] }).inFlight.mean)
    expect(mismatch(inside, meanInside(0.8))).toBeNull()
  })
})

describe('conflicts', () => {
  it.each([2, 10, 40])('%i at a time fail with 1 - (1 - p)^(N - 1)', n => {
    const busy = always(n, { time: exponential(workMs), conflictRate: 0.005 })
    const runs = new Replications(seed => simulate(busy, { for: '5s', seed }))
    const failed = runs.each(run => {
      const { outcomes, issued } = run.at('db')
      return outcomes.error / issued
    })
    expect(mismatch(failed, 1 - Math.exp((n - 1) * Math.log1p(-0.005)))).toBeNull()
  })
})

describe('the collection of garbage', () => {
  const memory = { size: '100MB', each: '10MB', gc: '10%' } as const

  it.each([1, 5, 8, 9])('makes work take 1 + gc × used / free times as long, of ten %i used', n => {
    const done = doneIn(n, { memory })
    const expected = (60_000 * n) / (workMs * (1 + (0.1 * n) / (10 - n)))
    expect(Math.abs(done - expected)).toBeLessThanOrEqual(n)
  })

  it('takes 98 % of the time at most, so that nothing stands still for ever', () => {
    expect(Math.abs(doneIn(10, { memory }) - (60_000 * 10) / (workMs * 50))).toBeLessThanOrEqual(10)
  })
})
