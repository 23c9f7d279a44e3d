/**
 * An autoscaler by the rules of Kubernetes. What starts slowly chases a load that rises; what takes
 * away too soon has to do it again at each wave.
 */
import {
  type AutoscalingSpec,
  clients,
  diurnal,
  type Duration,
  type LoadShape,
  ramp,
  type Run,
  service,
  simulate,
  system,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'

/** Each replica has four slots for 200 ms: it bears 20 requests a second, and has 12 at 60 %. */
const web = (load: LoadShape, replicas: Partial<AutoscalingSpec>, start: Duration) =>
  system('web', {
    users: clients({ load, arrivals: 'steady', call: 'web', timeout: '2s' }),
    web: service({
      replicas: { min: 4, max: 60, target: { utilisation: '60%' }, ...replicas },
      concurrency: 4,
      queue: 100,
      start: work(start),
      handle: work('200ms'),
    }),
  })

const percent = (run: Run): number => Math.round(100 * (run.availability() ?? Number.NaN))

/** How many are wanted, decision by decision. */
const course = (run: Run): number[] =>
  run.changes.flatMap(({ periods }) =>
    periods.map(({ began }) => Number(/to (\d+) replicas/.exec(began)?.[1])),
  )

describe('load that rises tenfold in five minutes', () => {
  const load = ramp({ from: '40/s', to: '400/s', over: '5m', at: '2m' })
  const played = (replicas: Partial<AutoscalingSpec>, start: Duration) =>
    simulate(web(load, replicas, start), { for: '15m' })

  it('is borne by replicas that are there at once, and outruns those that start slowly', () => {
    const starts: Duration[] = ['1s', '30s', '1m', '2m']
    expect(starts.map(start => percent(played({}, start)))).toEqual([100, 98, 80, 40])
  })

  it('is not seen while replicas start: none has more than all its slots in use', () => {
    const run = played({}, '2m')
    // Seven are wanted at 165 s; nothing is decided before more are ready, at 270 s and 285 s.
    expect(course(run).slice(0, 4)).toEqual([6, 7, 10, 12])
    expect(run.changes[0].periods.map(({ from }) => from / 1_000).slice(0, 4)).toEqual([
      150, 165, 285, 300,
    ])
  })

  it('is seen by its rate, whoever is ready', () => {
    const byRate = played({ target: { rate: '12/s' } }, '2m')
    expect(course(byRate).at(-1)).toBe(32)
    expect(percent(byRate)).toBe(74)
  })

  it('leaves time to start with a target that is lower', () => {
    const early = played({ target: { utilisation: '30%' }, max: 80 }, '2m')
    expect(percent(early)).toBe(95)
  })
})

describe('load that comes in waves of six minutes', () => {
  const load = diurnal({ low: '60/s', high: '300/s', period: '6m' })
  const played = (stabilisationWindow: Duration) =>
    simulate(web(load, { stabilisationWindow }, '1m'), { for: '30m' })

  it('finds too few at each wave when those of the last are taken away at once', () => {
    const run = played('0s')
    expect(percent(run)).toBe(45)
    // Up and down again, with each of the five waves.
    expect(course(run).filter(count => count === 27)).toHaveLength(5)
    expect(course(run).filter(count => count === 6)).toHaveLength(6)
  })

  it('finds them there when none goes that was wanted in the last five minutes', () => {
    const run = played('5m')
    expect(course(run)).toEqual([6, 7, 10, 12, 17, 20, 27, 25])
    const last = run.availability({ between: ['6m', '30m'] })
    expect(last).toBe(1)
  })
})
