/** Changes of the load while a run goes on. */
import { change, clients, constant, ramp, simulate, store, surge, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../kernel/support/mistakes.ts'

const shop = (load: object) =>
  system('shop', {
    users: clients({ ...load, call: 'db' } as { rate: '1/s'; call: 'db' }),
    db: store({ time: '1ms' }),
  })
const steady = { rate: '10/s', arrivals: 'steady' } as const

const sent = (run: ReturnType<typeof simulate>, from: number, to: number): number =>
  run.requests({ between: [`${from}s`, `${to}s`] }).issued

describe('A4 the rate of clients', () => {
  it('is another from then on, and what was due is not lost', () => {
    const less = change('users', { rate: '4/s' }).at('5050ms').for('5s')
    const run = simulate(shop(steady), { for: '20s', changes: [less], resolution: '1s' })
    // Half of the next is due at 5,050 ms: it comes after the other half, 125 ms at 4/s.
    expect([sent(run, 0, 5), sent(run, 6, 10), sent(run, 11, 20)]).toEqual([50, 16, 90])
    const once = simulate(shop(steady), { for: '6s', changes: [less], trace: true })
    const times = once.facts('attempt').map(({ at }) => at)
    expect(times.slice(50, 53)).toEqual([5_000, 5_175, 5_425])
  })

  it('is what a surge multiplies', () => {
    const more = change('users', { rate: '20/s' }).at('5s')
    const rush = surge('users', { factor: 3 }).at('2s').for('6s')
    const asked = { for: '12s', faults: [rush], changes: [more], resolution: '1s' } as const
    const run = simulate(shop(steady), asked)
    expect([sent(run, 0, 2), sent(run, 2, 5), sent(run, 5, 8), sent(run, 8, 12)]).toEqual([
      20, 90, 180, 80,
    ])
  })

  it('of chance stays that of a Poisson process', () => {
    const more = change('users', { rate: '100/s' }).at('100s')
    const run = simulate(shop({ rate: '10/s' }), { for: '200s', changes: [more] })
    expect(sent(run, 0, 100)).toBeGreaterThan(900)
    expect(sent(run, 0, 100)).toBeLessThan(1_100)
    expect(sent(run, 100, 200)).toBeGreaterThan(9_700)
    expect(sent(run, 100, 200)).toBeLessThan(10_300)
  })
})

describe('the number of users who think', () => {
  it('is another from then on', () => {
    const thinking = { users: 10, think: constant('999ms') }
    const changes = [
      change('users', { users: 30 }).at('10s'),
      change('users', { users: 5 }).at('20s'),
    ]
    const run = simulate(shop(thinking), { for: '30s', changes, resolution: '1s' })
    expect([sent(run, 2, 10), sent(run, 12, 20), sent(run, 22, 30)]).toEqual([80, 240, 40])
  })
})

describe('a change of load', () => {
  const refused = (load: object, options: object): string[] =>
    problemsOf(() =>
      simulate(shop(load), { for: '1s', changes: [change('users', options as never)] }),
    ).map(({ what }) => what)

  it('cannot make users of a rate, nor a rate beside a shape', () => {
    expect(refused(steady, { users: 5 })).toEqual([
      'load is either a rate or users, or it has a shape',
      'users must think between two tasks',
      'arrivals and requests belong to a rate',
    ])
    const shaped = { load: ramp({ from: '1/s', to: '5/s', over: '1s' }) }
    expect(refused(shaped, { rate: '5/s' })).toEqual([
      'load is either a rate or users, or it has a shape',
    ])
  })

  it('is none of a component that handles requests', () => {
    const problems = problemsOf(() =>
      simulate(shop(steady), { for: '1s', changes: [change('db', { rate: '5/s' })] }),
    )
    expect(problems.map(({ what }) => what)).toEqual(['there is no option "rate"'])
  })
})
