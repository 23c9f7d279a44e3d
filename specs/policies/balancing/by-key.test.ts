/** A9 consistent hashing: keys are spread evenly, and few of them move. */
import { Balancer, type BalancingName } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

const KEYS = 100_000
const none = (): number => Number.NaN

/** Whose key is whose, among these servers of so many. */
function owners(by: BalancingName, servers: number, usable?: readonly number[]): number[] {
  const balancer = new Balancer({ by }, { servers, random: none })
  if (usable !== undefined) balancer.use(usable)
  return Array.from({ length: KEYS }, (_, key) => balancer.choose(0, key))
}

const movedBetween = (before: readonly number[], after: readonly number[]): number[] =>
  before.map((_, key) => key).filter(key => before[key] !== after[key])

describe('A9 consistent hashing over ten servers', () => {
  const ten = owners('consistentHash', 10)

  it('gives each a tenth of the keys, within a fifth of that', () => {
    const counts = Array.from({ length: 10 }, (_, server) => ten.filter(o => o === server).length)
    // With 160 points each a share varies by 1/√160 = 8 % of itself; 2.5 of these are 20 %.
    for (const count of counts) expect(Math.abs(count - KEYS / 10)).toBeLessThan(KEYS / 50)
  })

  it('moves the keys of a server that goes, to several others, and no other key', () => {
    const nine = owners('consistentHash', 10, [0, 1, 2, 3, 4, 5, 6, 8, 9])
    const moved = movedBetween(ten, nine)
    expect(moved.length).toBe(ten.filter(owner => owner === 7).length)
    expect(moved.every(key => ten[key] === 7)).toBe(true)
    expect(new Set(moved.map(key => nine[key])).size).toBe(9)
  })

  it('moves keys only to a server that is added, a share of about 1/11', () => {
    const eleven = owners('consistentHash', 11)
    const moved = movedBetween(ten, eleven)
    expect(moved.every(key => eleven[key] === 10)).toBe(true)
    expect(Math.abs(moved.length / KEYS - 1 / 11)).toBeLessThan(0.02)
  })

  it('tells keys apart that differ only above 32 bits', () => {
    const balancer = new Balancer({ by: 'consistentHash' }, { servers: 10, random: none })
    const far = Array.from({ length: 1_000 }, (_, i) => balancer.choose(0, i * 4_294_967_296))
    expect(new Set(far).size).toBe(10)
  })
})

describe('A9 the remainder of a key', () => {
  it('moves nine of ten keys when one of ten servers goes', () => {
    const nine = owners('modulo', 10, [0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(movedBetween(owners('modulo', 10), nine).length / KEYS).toBeCloseTo(0.9, 3)
  })
})

describe('A9 a ring that is too large', () => {
  it('is refused with the product', () => {
    const large = { by: 'consistentHash', points: 10_000 } as const
    expect(() => new Balancer(large, { servers: 10_000, random: none })).toThrow(
      '10,000 servers × 10,000 points = 100,000,000 places on the ring: ' +
        'there is room for 10,000,000',
    )
  })
})
