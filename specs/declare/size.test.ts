/** What is too large for memory is refused when it is declared, with the product. */
import { clients, service, simulate, store, system, work } from 'gameday'
import { describe, expect, it } from 'vitest'
import { anything, problemsOf } from '../kernel/support/mistakes.ts'

const u = clients({ rate: '10/s', call: anything('a0') })
const handle = [work('1ms')]

const named = (many: number, replicas: number): Record<string, unknown> =>
  Object.fromEntries(
    Array.from({ length: many }, (_, i) => [`a${i}`, service({ replicas, handle })]),
  )

const ring = (replicas: number, points?: number) =>
  service({
    replicas,
    balance: { by: 'consistentHash', ...(points === undefined ? {} : { points }) },
    handle,
  })

describe('a system that would not fit in memory', () => {
  it('names components × replicas', () => {
    expect(problemsOf(() => system('big', anything({ u, ...named(300, 10_000) })))).toEqual([
      {
        what:
          '300 components × 10,000 replicas = 3,000,000 replicas: ' +
          'a system has 100,000 at most',
        where: 'system "big"',
        fix: 'declare fewer replicas: a tenth of them under a tenth of the load behaves alike',
      },
    ])
  })

  it('counts those of other components, too', () => {
    const parts = { u, ...named(10, 10_000), extra: store({ time: '1ms' }) }
    expect(problemsOf(() => system('big', anything(parts)))[0].what).toBe(
      '10 components × 10,000 replicas = 100,000 replicas, and 1 others: ' +
        'a system has 100,000 at most',
    )
    expect(problemsOf(() => system('big', anything({ u, ...named(10, 10_000) })))).toEqual([])
  })

  it('names replicas × points of a ring, and the component', () => {
    expect(problemsOf(() => system('big', anything({ u, a0: ring(10_000, 10_000) })))).toEqual([
      {
        what:
          '10,000 replicas × 10,000 points = 100,000,000 places on the ring: ' +
          'there is room for 10,000,000',
        where: 'a0',
        fix: 'write fewer, as in points: 160',
      },
    ])
  })

  it('counts all rings together, and the points that are by default', () => {
    const rings = (many: number) =>
      Object.fromEntries(Array.from({ length: many }, (_, i) => [`a${i}`, ring(10_000)]))
    expect(problemsOf(() => system('big', anything({ u, ...rings(6) })))).toEqual([])
    expect(problemsOf(() => system('big', anything({ u, ...rings(7) })))[0].what).toBe(
      '10,000 replicas × 160 points = 1,600,000 places on the ring, and 9,600,000 on others: ' +
        'there is room for 10,000,000',
    )
  })
})

describe('a run whose numbers would not fit in memory', () => {
  it('names slots × replicas', () => {
    const large = system('large', anything({ u, ...named(1, 10_000) }))
    const run = { for: '10s', resolution: '1ms' } as const
    expect(problemsOf(() => simulate(large, run))).toEqual([
      {
        what:
          '10,001 slots of time × 10,001 replicas and clients = 100,020,001 to keep: ' +
          'there is room for 30,000,000',
        where: 'simulate, system "large"',
        fix: expect.stringContaining('a coarser `resolution`'),
      },
    ])
  })
})
