/** Mixtures, and data from anywhere, are checked through and through before anything is drawn. */
import { describe, expect, it } from 'vitest'
import {
  checkDistribution,
  compile,
  constant,
  type Distribution,
  distributionOf,
  exponential,
  isDistribution,
  mixture,
} from '../../../src/kernel/distributions/index.ts'
import { anything, mistakes, problemsOf } from '../support/mistakes.ts'

describe('a mistake in a mixture', () => {
  it('is found at any depth, with the way to it', () => {
    const inner = { kind: 'mixture', parts: [{ weight: 1, of: { kind: 'exponential', mean: -4 } }] }
    const parts = [
      { weight: 1, of: anything('5') },
      { weight: 1, of: anything(inner) },
    ]

    expect(problemsOf(() => mixture(parts))).toMatchObject([
      { what: '"5" is no duration: it has no unit', where: 'mixture › parts › #1 › of' },
      {
        what: '-4 is no duration: it is below zero',
        where: 'mixture › parts › #2 › of › parts › #1 › of › mean',
      },
    ])
  })

  it('of what is no distribution at all is told', () => {
    const parts = [
      { weight: 1, of: anything({ kind: 'exponental', mean: 4 }) },
      { weight: 1, of: anything({ mean: 4 }) },
      { weight: 1, of: anything(null) },
      anything(7),
    ]

    expect(mistakes(() => mixture(parts))).toEqual([
      'there is no distribution of the kind "exponental"',
      'an object is no distribution',
      'null is no duration: it is neither a text nor a number',
      '7 is no set of options',
    ])
  })

  it('nested more than twenty deep is one', () => {
    const nested = (depth: number): Distribution =>
      depth === 0 ? constant(1) : { kind: 'mixture', parts: [{ weight: 1, of: nested(depth - 1) }] }

    expect(compile(checkDistribution(nested(20))).quantile(0.5)).toBe(1)
    expect(mistakes(() => checkDistribution(nested(21)))).toEqual([
      'mixtures lie over 20 deep, or hold over 10_000 distributions',
    ])
  })

  it('that holds itself, twice over, ends', () => {
    const parts: unknown[] = []
    const endless = { kind: 'mixture', parts }
    parts.push({ weight: 1, of: endless }, { weight: 1, of: endless })

    expect(mistakes(() => checkDistribution(endless))[0]).toMatch('over 20 deep')
    expect(isDistribution(endless)).toBe(false)
  })

  it('that shares its parts two to the twentieth times is not unfolded', () => {
    let law: Distribution = constant(1)
    for (let depth = 0; depth < 19; depth++) {
      law = {
        kind: 'mixture',
        parts: [
          { weight: 1, of: law },
          { weight: 1, of: law },
        ],
      }
    }

    expect(mistakes(() => checkDistribution(law))[0]).toMatch('over 10_000 distributions')
  })
})

describe('data that claims to be a distribution', () => {
  it('of an unknown kind is told the nearest', () => {
    expect(problemsOf(() => checkDistribution({ kind: 'lognormal', median: 1, sigma: 1 }))).toEqual(
      [
        {
          what: 'there is no distribution of the kind "lognormal"',
          fix: 'did you mean "logNormal"?',
        },
      ],
    )
    expect(mistakes(() => checkDistribution({ kind: 'toString' }))).toEqual([
      'there is no distribution of the kind "toString"',
    ])
  })

  it('that is no object of a kind is refused', () => {
    const strange = ['5ms', 5, null, undefined, [], {}, () => 5]

    expect(strange.map(value => mistakes(() => checkDistribution(value))[0])).toEqual([
      '"5ms" is no distribution',
      '5 is no distribution',
      'null is no distribution',
      'undefined is no distribution',
      'a list is no distribution',
      'an object is no distribution',
      'a function is no distribution',
    ])
    expect(strange.some(isDistribution)).toBe(false)
  })

  it('is checked before anything is drawn from it', () => {
    const forged: Distribution = { kind: 'exponential', mean: -4 }

    expect(mistakes(() => compile(forged))).toEqual(['-4 is no duration: it is below zero'])
    expect(mistakes(() => distributionOf(forged))).toHaveLength(1)
    expect(isDistribution(forged)).toBe(false)
  })

  it('is one only in milliseconds; durations in it are read by checking it', () => {
    const written = { kind: 'exponential', mean: '4ms' }

    expect(isDistribution(written)).toBe(false)
    expect(checkDistribution(written)).toEqual(exponential(4))
    expect(isDistribution({ mean: 4, kind: 'exponential' })).toBe(true)
  })
})
