/** F8: the planted weaknesses are what they are said to be, and nothing else is wrong there. */
import { search } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import type { Fault } from 'gameday'
import { faultsOf, strongest, underRanges, withoutOne } from './support/least.ts'
import { isBroken } from './support/measure.ts'
import { weaknesses } from './weaknesses/index.ts'

const seeds = Array.from({ length: 20 }, (_, i) => `steady ${i}`)

describe.each(weaknesses)('F8 the planted weakness: $name', ({ weak, mended, least }) => {
  const [ill, well] = [weak('1'), mended('1')]
  const breaks = (faults: readonly Fault[]): boolean => isBroken(ill, { faults, seed: '1' })
  const known = faultsOf(least)

  it('does not show while nothing goes wrong', () => {
    const shows = seeds.filter(seed =>
      [ill, well].some(each => isBroken(each, { faults: [], seed })),
    )
    expect(shows).toEqual([])
  })

  it('shows with the least schedule, and in five seeds of five with the most it may be', () => {
    expect(breaks(known)).toBe(true)
    const most = strongest(least, ill.space)
    const shows = seeds.slice(0, 5).filter(seed => isBroken(ill, { faults: most, seed }))
    expect(shows).toHaveLength(5)
  })

  it('does not show with one fault less, nor with less than that of any', () => {
    const less = [...withoutOne(strongest(least, ill.space)), ...underRanges(least, ill.space)]
    expect(less.filter(breaks).map(String)).toEqual([])
  })

  it('is the only thing that is wrong: mended, nothing breaks in the same search', async () => {
    expect(well.space.fits(known[0])).toBe(true)
    expect(isBroken(well, { faults: known, seed: '1' })).toBe(false)
    const { counterexample } = await search(well)
    expect(counterexample?.faults.map(String)).toBeUndefined()
  })
})
