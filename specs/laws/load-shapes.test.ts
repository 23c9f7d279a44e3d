/**
 * Load that changes: random arrivals are a Poisson process whose rate is the declared one, so what
 * comes in a time has the integral of the rate as its mean and as its variance.
 */
import { describe, expect, it } from 'vitest'
import {
  burst,
  clients,
  diurnal,
  external,
  type LoadShape,
  ramp,
  type Run,
  simulate,
  spike,
  steps,
  system,
  trace,
} from 'gameday'
import { average, mismatch } from './support/agreement.ts'
import { Replications } from './support/replications.ts'

const SECONDS = 60
const SEEDS = 100

/** The rate after so many seconds, by the words of the declaration. */
type Rate = (seconds: number) => number

const TWO_PI = 2 * Math.PI

const shapes: readonly (readonly [name: string, load: LoadShape, rate: Rate])[] = [
  [
    'a ramp',
    ramp({ from: '10/s', to: '90/s', over: '40s', at: '10s' }),
    t => 10 + 80 * Math.min(1, Math.max(0, (t - 10) / 40)),
  ],
  [
    'a spike',
    spike({ from: '10/s', to: '120/s', at: '20s', for: '10s' }),
    t => (t >= 20 && t < 30 ? 120 : 10),
  ],
  [
    'bursts',
    burst({ from: '5/s', to: '60/s', every: '10s', for: '3s' }),
    t => (t % 10 < 3 ? 60 : 5),
  ],
  [
    'a day',
    diurnal({ low: '10/s', high: '70/s', period: '60s' }),
    t => 40 - 30 * Math.cos((TWO_PI * t) / 60),
  ],
  [
    'steps',
    steps([{ rate: '20/s', for: '15s' }, { rate: '0/s', for: '15s' }, { rate: '40/s' }]),
    t => (t < 15 ? 20 : t < 30 ? 0 : 40),
  ],
  [
    'counts per second',
    trace({ perSecond: Array.from({ length: SECONDS }, (_, i) => (i * 7) % 50) }),
    t => (Math.floor(t) * 7) % 50,
  ],
]

/** The integral of a rate, by the middles of many short stretches. */
function integral(rate: Rate, from: number, to: number): number {
  const steps = (to - from) * 1_000
  let sum = 0
  for (let i = 0; i < steps; i++) sum += rate(from + (i + 0.5) / 1_000) / 1_000
  return sum
}

const countIn = (run: Run, from: number, to: number): number =>
  run.requests({ between: [`${from}s`, `${to}s`] }).issued

const variance = (counts: readonly number[]): number => {
  const mean = average(counts)
  return counts.reduce((sum, n) => sum + (n - mean) * (n - mean), 0) / (counts.length - 1)
}

describe.each(shapes)('A11 random arrivals under %s', (_name, load, rate) => {
  const door = system('door', {
    people: clients({ load, call: 'door' }),
    door: external({ time: 0 }),
  })
  const runs = new Replications(
    seed => simulate(door, { for: `${SECONDS}s`, seed, resolution: '5s' }),
    SEEDS,
  )

  it.each([
    [0, 15],
    [10, 35],
    [15, 60],
    [0, 60],
  ])('are as many from %i s to %i s as the integral of the rate', (from, to) => {
    const counts = runs.each(run => countIn(run, from, to))
    expect(mismatch(counts, integral(rate, from, to))).toBeNull()
  })

  it('spread as those of a Poisson process: their variance is their mean', () => {
    const counts = runs.each(run => countIn(run, 0, SECONDS))
    // (n - 1) s² / mean follows chi-squared with 99 degrees of freedom: s² / mean has the standard
    // deviation √(2 / 99) = 0.14, and strays by three of them in 0.4 % of cases.
    expect(Math.abs(variance(counts) / average(counts) - 1)).toBeLessThan(0.43)
  })
})
