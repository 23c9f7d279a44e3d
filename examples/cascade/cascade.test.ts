/** One slow database takes down what never asks it; a time-out and a breaker contain it. */
import { causesOf, timeline } from 'gameday'
import { expect } from 'gameday/vitest'
import { describe, it } from 'vitest'
import { minutes, outage, play } from './outage.ts'

describe('D1 the cascade of a slow database', () => {
  const run = play('none')
  const stages = timeline(run)
  const at = (of: string, what: string): number | undefined =>
    stages.find(stage => stage.of === of && stage.what === what)?.at

  it('climbs from the database to whoever calls it, in order', () => {
    const climb = [
      at(`${outage}`, 'fault begins'),
      at('reviewsDb', 'slots are full'),
      at('web', 'slots are full'),
      at('web', 'requests are turned away'),
      at('reviewsDb', 'requests are turned away'),
    ]
    expect(climb.every(moment => moment !== undefined)).toBe(true)
    expect(climb).toEqual(climb.toSorted((a, b) => (a ?? 0) - (b ?? 0)))
  })

  it('takes down buying, which never asks that database, while it is at its worst', () => {
    const [before, , worst] = minutes(run).map(({ buy }) => buy)
    expect(before).toBe(1)
    expect(worst).toBeLessThan(0.2)
    expect(run.at('ordersDb').utilisation).toBeLessThan(0.1)
  })

  it('ends soon after the fault: the queues drain', () => {
    expect(at('buy', 'clients are served again')).toBeGreaterThan(300_000)
    expect(at('buy', 'clients are served again')).toBeLessThan(310_000)
  })

  it('D10 can be followed from the clients back to the fault', () => {
    const links = causesOf(run)
    const chain = ['readers->web.buy', 'web', 'web->reviews', 'reviews', 'reviews->reviewsDb']
    const next = (effect: string): string[] =>
      links.filter(link => link.effect === effect).map(({ cause }) => cause)
    for (const [i, effect] of chain.entries()) {
      expect(next(effect)).toContain(chain[i + 1] ?? 'reviewsDb')
    }
    expect(next('reviewsDb')).toContain(`${outage}`)
  })
})

describe('with a short time-out, a breaker, and reviews that may be missing', () => {
  it('nobody is turned away', () => {
    const run = play('bulkhead')
    expect(run).toStayAvailable('100%')
    expect(run).toTripCircuit('web->reviews', { within: '10s' })
  })
})
