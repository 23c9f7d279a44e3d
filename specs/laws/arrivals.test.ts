/** How requests come: at random moments they are a Poisson process, steady ones are exact. */
import { describe, expect, it } from 'vitest'
import { call, clients, external, type Run, simulate, system } from 'gameday'
import { average, mismatch } from './support/agreement.ts'
import { Replications } from './support/replications.ts'

const SECONDS = 240
const runOf = (arrivals: 'poisson' | 'steady', seed: number): Run =>
  simulate(
    system('arrivals', {
      people: clients({ rate: '50/s', arrivals, call: 'door' }),
      door: external({ time: '1ms' }),
    }),
    { for: `${SECONDS}s`, seed, resolution: '1s' },
  )

/** How many came in each step of the run. */
function counts(run: Run, stepSeconds: number): number[] {
  const steps = run.series('rate', { every: `${stepSeconds}s` })
  return steps.map(({ value = 0 }) => Math.round(value * stepSeconds))
}

/** Variance over mean, with n - 1 below: 1 on average for Poisson counts. */
function dispersion(numbers: readonly number[]): number {
  const mean = average(numbers)
  const squares = numbers.reduce((sum, n) => sum + (n - mean) * (n - mean), 0)
  return squares / (numbers.length - 1) / mean
}

describe('Poisson arrivals at 50 a second', () => {
  const runs = new Replications(seed => runOf('poisson', seed))

  it('are 50 in a second on average', () => {
    expect(
      mismatch(
        runs.each(run => average(counts(run, 1))),
        50,
      ),
    ).toBeNull()
  })

  it.each([1, 10])('spread as widely as they are many, counted every %i s', step => {
    expect(
      mismatch(
        runs.each(run => dispersion(counts(run, step))),
        1,
      ),
    ).toBeNull()
  })

  it('forget: how many come in one second says nothing of the next', () => {
    const correlations = runs.each(run => correlationOfNeighbours(counts(run, 1)))
    // With the mean taken from the same n numbers, the estimate is -1/n on average (Kendall 1954).
    expect(mismatch(correlations, -1 / SECONDS)).toBeNull()
  })

  it('split by weight into Poisson streams', () => {
    const shop = system('split', {
      people: clients({
        rate: '50/s',
        tasks: {
          browse: { weight: 4, steps: call('door') },
          buy: { weight: 1, steps: call('door') },
        },
      }),
      door: external({ time: '1ms' }),
    })
    const runs = new Replications(seed =>
      simulate(shop, { for: `${SECONDS}s`, seed, resolution: '1s' }),
    )
    const bought = runs.each(run => run.requests({ class: 'buy' }).issued / SECONDS)
    const spread = runs.each(run => {
      const steps = run.series('rate', { every: '1s', class: 'buy' })
      return dispersion(steps.map(({ value = 0 }) => value))
    })
    expect(mismatch(bought, 10)).toBeNull()
    expect(mismatch(spread, 1)).toBeNull()
  })
})

describe('steady arrivals at 50 a second', () => {
  it('are 50 in every second, whatever the seed', () => {
    const run = runOf('steady', 7)
    expect(counts(run, 1)).toEqual(Array.from({ length: SECONDS }, () => 50))
  })

  it('begin at 0 and come every 20 ms', () => {
    const moments = simulate(
      system('steady', {
        people: clients({ rate: '50/s', arrivals: 'steady', call: 'door' }),
        door: external({ time: '1ms' }),
      }),
      { for: '100ms', trace: true },
    )
    expect(moments.facts('attempt').map(({ at }) => at)).toEqual([0, 20, 40, 60, 80])
  })
})

function correlationOfNeighbours(numbers: readonly number[]): number {
  const mean = average(numbers)
  const away = numbers.map(n => n - mean)
  const together = away.slice(1).reduce((sum, a, i) => sum + a * away[i], 0)
  return together / away.reduce((sum, a) => sum + a * a, 0)
}
