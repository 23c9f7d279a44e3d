/** A11 load that changes over time: steady arrivals come exactly when their number is reached. */
import {
  burst,
  clients,
  diurnal,
  type LoadShape,
  ramp,
  simulate,
  spike,
  steps,
  store,
  system,
  systemFrom,
  trace,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { wire } from '../../../src/engine/compile.ts'
import { Alarm } from '../../../src/kernel/alarm.ts'
import { TimeGrid } from '../../../src/record/grid.ts'
import { Recording } from '../../../src/record/recording.ts'
import { World } from '../../../src/world/world.ts'
import { story } from '../support/story.ts'

const db = store({ time: '1ms' })
const under = (load: LoadShape, more: { arrivals?: 'steady'; requests?: number } = {}) =>
  system('shaped', { users: clients({ load, call: 'db', ...more }), db })

const steady = { arrivals: 'steady' } as const

/** When requests came, to the microsecond. */
const moments = (load: LoadShape, length: `${number}s`, more = {}): number[] =>
  story(simulate(under(load, { ...steady, ...more }), { for: length, trace: true })).map(
    ([at]) => Math.round(at * 1_000) / 1_000,
  )

/** How many came in each second. */
const perSecond = (load: LoadShape, length: `${number}s`): (number | undefined)[] =>
  simulate(under(load, steady), { for: length, resolution: '1s' })
    .series('rate', { every: '1s' })
    .map(({ value }) => value)

describe('A11 a ramp', () => {
  it('has had t² / 2 arrivals after t seconds, if it grows by one a second each second', () => {
    const root = (n: number): number => Math.round(Math.sqrt(2 * n) * 1e6) / 1e3
    const load = ramp({ from: '0/s', to: '4/s', over: '4s' })
    expect(moments(load, '4.5s')).toEqual([...[0, 1, 2, 3, 4, 5, 6, 7, 8].map(root), 4_250])
  })

  it('may begin later, and may go down to nothing', () => {
    const load = ramp({ from: '4/s', to: '0/s', at: '1s', over: '2s' })
    // Four in the first second; then 4 t - t²: the fifth, n = 4, comes as it begins.
    const later = [0, 1, 2, 3].map(n => 1_000 + 1_000 * (2 - Math.sqrt(4 - n)))
    const rounded = later.map(at => Math.round(at * 1_000) / 1_000)
    expect(moments(load, '60s')).toEqual([0, 250, 500, 750, ...rounded])
  })
})

describe('A11 steps, a spike and bursts', () => {
  it('go from level to level, the last for good', () => {
    const load = steps([{ rate: '2/s', for: '2s' }, { rate: '0/s', for: '1s' }, { rate: '5/s' }])
    expect(perSecond(load, '6s')).toEqual([2, 2, 0, 5, 5, 5])
  })

  it('or for as long as the last one says', () => {
    const load = steps([
      { rate: '2/s', for: '2s' },
      { rate: '3/s', for: '1s' },
    ])
    expect(perSecond(load, '5s')).toEqual([2, 2, 3, 0, 0])
  })

  it('come once', () => {
    const load = spike({ from: '1/s', to: '50/s', at: '2s', for: '2s' })
    expect(perSecond(load, '6s')).toEqual([1, 1, 50, 50, 1, 1])
  })

  it('come again and again', () => {
    const load = burst({ from: '1/s', to: '9/s', every: '3s', for: '1s', at: '1s' })
    expect(perSecond(load, '9s')).toEqual([1, 9, 1, 1, 9, 1, 1, 9, 1])
    const often = burst({ from: '0/s', to: '7/s', every: '2s', for: '1s' })
    expect(perSecond(often, '6s')).toEqual([7, 0, 7, 0, 7, 0])
  })
})

describe('A11 a day', () => {
  it('has as many arrivals as its mean says, fewer by the swing × period / 2π at first', () => {
    const load = diurnal({ low: '10/s', high: '30/s', period: '40s' })
    const seconds = perSecond(load, '80s').map(value => value ?? 0)
    const upTo = (end: number): number =>
      seconds.slice(0, end).reduce((sum, count) => sum + count, 0)
    // 20 t - 10 sin(2π t / 40) / (2π / 40): 200 - 63.66 after a quarter.
    expect([upTo(10), upTo(20), upTo(30), upTo(40), upTo(80)]).toEqual([137, 400, 664, 800, 1_600])
    expect(seconds[0]).toBe(11)
    expect(seconds[20]).toBe(30)
  })

  it('may begin with nothing', () => {
    const load = diurnal({ low: '0/s', high: '10/s', period: '10s' })
    expect(moments(load, '20s').length).toBe(100)
  })
})

describe('A11 a trace', () => {
  it('has its requests come when they came', () => {
    const load = trace({ arrivals: [0, 12.5, 12.5, 80] })
    expect(moments(load, '1s', { arrivals: undefined })).toEqual([0, 12.5, 12.5, 80])
  })

  it('may be a text with a number on each line', () => {
    const text = '# ms\n0\n\n  7.25\r\n1e2\n'
    expect(moments(trace({ arrivals: text }), '1s', { arrivals: undefined })).toEqual([
      0, 7.25, 100,
    ])
  })

  it('may be counts for each second, and ends with them', () => {
    expect(perSecond(trace({ perSecond: [3, 0, 7, 49, 1] }), '7s')).toEqual([3, 0, 7, 49, 1, 0, 0])
    const hour = Array.from({ length: 3_600 }, (_, i) => (i * i) % 13)
    const total = hour.reduce((sum, count) => sum + count, 0)
    const run = simulate(under(trace({ perSecond: hour.join('\n') }), steady), { for: '1h' })
    expect(run.requests().issued).toBe(total)
  })

  it('is no longer than was said', () => {
    const load = trace({ arrivals: [1, 2, 3] })
    expect(moments(load, '1s', { arrivals: undefined, requests: 2 })).toEqual([1, 2])
  })
})

describe('A11 a shape of load', () => {
  it('is plain data, which comes back from JSON', () => {
    const load = ramp({ from: '1/s', to: '20/s', over: '5s' })
    const again = systemFrom(JSON.parse(JSON.stringify(under(load))))
    expect(simulate(again, { for: '9s' }).digest).toBe(simulate(under(load), { for: '9s' }).digest)
  })

  it('of one rate is the same load as that rate', () => {
    const plain = system('shaped', { users: clients({ rate: '50/s', call: 'db' }), db })
    const shaped = under(steps([{ rate: '50/s' }]))
    const [one, other] = [plain, shaped].map(load => simulate(load, { for: '20s' }).requests())
    expect(one.issued).toBe(other.issued)
  })
})

/** When tasks begin under a surge of some factors, each from a moment on. */
function surged(users: ReturnType<typeof clients>, surges: readonly [at: number, by: number][]) {
  const parts = { users, db }
  const grid = new TimeGrid(4_000, 1_000)
  const world = new World(new Recording({ system: 's', seed: '1', seedFrom: 'option' }, grid), 1)
  const wired = wire(system('s', parts as never).data, world)
  const owner = wired.components.get('users')?.owner
  const alarm = new Alarm<number>(world.agenda, factor => owner?.surge(factor))
  for (const [at, factor] of surges) alarm.set(at, factor)
  for (const source of wired.sources) source.start()
  world.agenda.run(4_000, 1e6)
  return world.recording.journeys.map(({ at }) => Math.round(at * 1_000) / 1_000)
}

describe('A11 a surge', () => {
  it('of five makes steady load five times as frequent, at once and until it ends', () => {
    const users = clients({ rate: '2/s', arrivals: 'steady', call: 'db' })
    // The one due at 1,000 is 500 ms away at 500; at 1,250 half of one has been waited for.
    expect(
      surged(users as never, [
        [750, 5],
        [1_200, 1],
      ]),
    ).toEqual([0, 500, 800, 900, 1_000, 1_100, 1_200, 1_700, 2_200, 2_700, 3_200, 3_700])
  })

  it('of nothing stops load, and it goes on where it was', () => {
    const users = clients({ rate: '1/s', arrivals: 'steady', call: 'db' })
    expect(
      surged(users as never, [
        [1_500, 0],
        [2_500, 1],
      ]),
    ).toEqual([0, 1_000, 3_000])
  })

  it('multiplies random arrivals, and moves none before it', () => {
    const users = clients({ rate: '100/s', call: 'db' }) as never
    const calm = surged(users, [])
    const busy = surged(users, [
      [1_000, 4],
      [3_000, 1],
    ])
    const before = (all: number[]): number[] => all.filter(at => at < 1_000)
    expect(before(busy)).toEqual(before(calm))
    const during = busy.filter(at => at >= 1_000 && at < 3_000).length
    // Poisson with mean 800 and standard deviation 28: four of them either way.
    expect(Math.abs(during - 800)).toBeLessThan(113)
  })

  it('repeats what was recorded, parts adding up to whole ones', () => {
    const users = clients({ load: trace({ arrivals: [0, 10, 20, 30, 40, 50] }), call: 'db' })
    expect(surged(users as never, [[5, 2.5]])).toEqual([
      0, 10, 10, 20, 20, 20, 30, 30, 40, 40, 40, 50, 50,
    ])
    expect(surged(users as never, [[5, 0.5]])).toEqual([0, 20, 40])
  })

  it('brings more users, who leave after their task when it ends', () => {
    const users = clients({ users: 2, think: '100ms', call: 'db' }) as never
    const all = surged(users, [
      [1_050, 3],
      [2_050, 1],
    ])
    const within = (from: number, to: number): number =>
      all.filter(at => at >= from && at < to).length
    expect(within(900, 1_009)).toBe(2)
    expect(within(1_300, 1_400)).toBe(6)
    expect(within(2_300, 2_400)).toBe(2)
  })
})
