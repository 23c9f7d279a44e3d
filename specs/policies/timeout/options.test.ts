/** Mistakes in the options of a timeout, with what to write instead. */
import { checkTimeout, Timeout } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

const where = 'call "product->db", timeout'
const told = (options: unknown) =>
  checkTimeout(options, '').map(problem => `${problem.where ?? ''}: ${problem.what}`)

describe('options of a timeout', () => {
  it.each([{ perTry: 0.1 }, { overall: 5_000 }, { perTry: 250, overall: 251 }])(
    'may be %j',
    options => {
      expect(checkTimeout(options, where)).toEqual([])
    },
  )

  it('are told all their mistakes at once, each with its place and its remedy', () => {
    expect(checkTimeout({ perTry: 0, overall: '5s', total: 5 }, where)).toEqual([
      {
        what: '0 is not a number of milliseconds above 0',
        where: `${where} › perTry`,
        fix: 'write perTry: 250',
      },
      {
        what: '"5s" is not a number of milliseconds above 0',
        where: `${where} › overall`,
        fix: 'write overall: 1_000',
      },
      {
        what: 'there is no option "total"',
        where: `${where} › total`,
        fix: 'write one of "perTry", "overall"',
      },
    ])
  })

  it.each([NaN, Infinity, -1, null])('refuse %j for a limit', limit => {
    expect(told({ perTry: limit })).toEqual([
      `perTry: ${limit} is not a number of milliseconds above 0`,
    ])
  })

  it.each([{}, { perTry: undefined }])('must limit something, unlike %j', options => {
    expect(told(options)).toEqual([': neither perTry nor overall is given, so nothing is limited'])
  })

  it('must leave an attempt less than all the time', () => {
    expect(told({ perTry: 600, overall: 600 })).toEqual([
      ': perTry is 600 ms and overall 600 ms, so no attempt could ever reach perTry',
    ])
  })
})

describe('a timeout', () => {
  it('is not made of mistaken options', () => {
    expect(() => new Timeout({ perTry: -1 }, where)).toThrow(
      expect.objectContaining({
        name: 'UsageError',
        problems: checkTimeout({ perTry: -1 }, where),
      }),
    )
  })
})
