/** Draws are those of the law and its stream, one after another, however many are drawn at once. */
import { describe, expect, it } from 'vitest'
import { compile, exponential, type Sampler } from '../../src/kernel/distributions/index.ts'
import { Draws } from '../../src/kernel/draws.ts'
import { Chance } from '../../src/kernel/streams.ts'

const law = compile(exponential('5ms'))

describe('draws', () => {
  it('hand out what the law makes of its stream, in order, for as long as anybody asks', () => {
    const [draws, chance] = [new Draws(law, new Chance('42', 'a')), new Chance('42', 'a')]
    const oneByOne = Array.from({ length: 300 }, () => law.quantile(chance.next()))

    expect(Array.from({ length: 300 }, () => draws.next())).toEqual(oneByOne)
  })

  it('draw nothing before they are asked, few at first, and never many more than needed', () => {
    let drawn = 0
    const counting: Sampler = {
      quantile(u) {
        drawn++
        return law.quantile(u)
      },
    }
    const draws = new Draws(counting, new Chance('42', 'a'))
    const drawnAfter = (asked: number): number => {
      for (let i = 0; i < asked; i++) draws.next()
      return drawn
    }

    expect([drawnAfter(0), drawnAfter(1), drawnAfter(4), drawnAfter(995)]).toEqual([0, 4, 12, 1020])
  })
})
