/** What may be said of an autoscaler, and what is answered to what may not. */
import { change, clients, service, simulate, store, system, systemFrom, work } from 'gameday'
import { code } from 'gameday/code'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../kernel/support/mistakes.ts'

const users = clients({ rate: '1/s', call: 'web' })

const said = (make: () => unknown): string[] =>
  problemsOf(make).map(({ what, fix }) => `${what}: ${fix}`)

const mistakes = (replicas: unknown): string[] =>
  said(() => system('shop', { users, web: service({ replicas, handle: work(1) } as never) }))

describe('A9 an autoscaler', () => {
  it('is told all that is missing or wrong', () => {
    expect(mistakes({ min: 4, max: 2, target: { utilisation: '50%' } })).toEqual([
      'there are to be at least 4 replicas and at most 2: write max: 4, or min: 2',
    ])
    expect(mistakes({ min: 1, max: 3, initial: 5, target: { queue: 2 } })).toEqual([
      'it begins with 5 replicas, of at least 1 and at most 3: write initial: 3',
    ])
    expect(mistakes({ min: 1, max: 3 })).toEqual([
      'target is missing: write target: { utilisation: … }',
    ])
    expect(mistakes({ min: 1, max: 3, target: { utilisation: 0.5 }, coolDown: '5m' })).toEqual([
      'there is no option "coolDown": did you mean "cooldown"?',
    ])
    expect(mistakes({ min: 1, max: 3, target: { rate: '5/s', queue: 2 } })).toEqual([
      'there is no option "queue": write one of "rate"',
    ])
  })

  it('goes through JSON', () => {
    const replicas = { min: 2, max: 9, target: { rate: '5/s' }, delay: '30s' } as const
    const shop = system('shop', { users, web: service({ replicas, handle: work(1) }) })
    const again = systemFrom(JSON.parse(JSON.stringify(shop)))
    expect(again.data).toEqual(shop.data)
  })
})

describe('code', () => {
  const shop = system('shop', {
    users: clients({ rate: '1/s', call: 'pricing' }),
    pricing: code(() => 1, { calls: ['db'] }),
    db: store({ time: 1 }),
  })

  it('has as many processes as at the start', () => {
    const more = change('pricing', { replicas: 2 })
    expect(said(() => simulate(shop, { for: '1s', changes: [more] }))).toEqual([
      '"pricing" is code, which has as many processes as at the start: ' +
        'leave replicas out, or declare as many as there are to be',
    ])
  })
})
