/** Chance is named: a seed and a name give one stream, on every machine, whatever else draws. */
import { describe, expect, it } from 'vitest'
import { Chance, randomStream } from '../../src/kernel/streams.ts'

const draws = (count: number, seed: string, name: string): number[] => {
  const random = randomStream(seed, name)
  return Array.from({ length: count }, () => random())
}

describe('a random stream', () => {
  it('gives these numbers for ever: another five are another story of every seed', () => {
    expect(draws(5, '42', 'shop/db/time')).toEqual([
      0.47264377889223397, 0.5467766879592091, 0.7318370589055121, 0.16131092002615333,
      0.4450564885046333,
    ])
  })

  it('is the same again for the same seed and name, drawn alone or beside another', () => {
    const [one, other] = [randomStream('42', 'a'), randomStream('42', 'b')]
    const beside = Array.from({ length: 100 }, () => [one(), other()][0])

    expect(beside).toEqual(draws(100, '42', 'a'))
  })

  it('knows where the seed ends and the name begins', () => {
    expect(draws(3, 'a', 'b/c')).not.toEqual(draws(3, 'a/b', 'c'))
    expect(draws(3, '1:a', 'b')).not.toEqual(draws(3, '1', 'a:b'))
    expect(draws(3, '', '1:a')).not.toEqual(draws(3, '1', 'a'))
  })

  it('draws multiples of 2^-32, from 0 up to but not 1', () => {
    const all = draws(100_000, 'bits', 'x')

    expect(all.every(u => u >= 0 && u < 1 && Number.isInteger(u * 4_294_967_296))).toBe(true)
  })

  it('is uncorrelated with those of similar names: twenty, below 0.05 over 10,000 draws', () => {
    // 0.05 is five standard deviations; one of the 190 pairs exceeds it by chance once in 9,000.
    const streams = Array.from({ length: 20 }, (_, i) => draws(10_000, 'seed', `s/${i + 1}`))
    const worst = streams.flatMap((a, i) => streams.slice(i + 1).map(b => correlation(a, b)))

    expect(Math.max(...worst.map(Math.abs))).toBeLessThan(0.05)
  })

  it('gives the same numbers when it is made as it is first drawn from', () => {
    for (const [seed, name] of [
      ['42', 'shop/db/work'],
      ['', ''],
      ['ü', 'a->b'],
    ] as const) {
      const [random, chance] = [randomStream(seed, name), new Chance(seed, name)]
      const both = Array.from({ length: 10_000 }, () => [random(), chance.next()])
      expect(both.filter(([one, other]) => one !== other)).toEqual([])
    }
  })

  it('is uniform: chi-square over 100 cells of 100,000 draws, in each of twenty streams', () => {
    // With 99 degrees of freedom one in 20,000 exceeds 163.4; one of twenty, once in 1,000.
    for (let i = 1; i <= 20; i++) {
      expect(chiSquare(draws(100_000, 'seed', `s/${i}`), 100)).toBeLessThan(163.4)
    }
  })
})

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [average(a), average(b)]
  const [da, db] = [a.map(x => x - meanA), b.map(x => x - meanB)]
  const product = (x: readonly number[], y: readonly number[]): number =>
    average(x.map((value, i) => value * y[i]))
  return product(da, db) / Math.sqrt(product(da, da) * product(db, db))
}

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

function chiSquare(values: readonly number[], cells: number): number {
  const counts = Array.from({ length: cells }, () => 0)
  for (const value of values) counts[Math.floor(value * cells)]++
  const expected = values.length / cells
  return counts.reduce(
    (sum, count) => sum + ((count - expected) * (count - expected)) / expected,
    0,
  )
}
