/** Mistakes in the options of a retry: all told at once, with what to write instead. */
import { checkRetry, Retry } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

const where = 'call "product->db", retry'
const told = (options: unknown) =>
  checkRetry(options, '').map(problem => `${problem.where ?? ''}: ${problem.what}`)

describe('options of a retry', () => {
  it.each([
    {},
    { attempts: 1 },
    { attempts: 1_000 },
    { backoff: 'linear', base: 0, cap: 0 },
    { jitter: 'plusMinus', spread: 1 },
    { jitter: 'decorrelated', base: 50, cap: 50 },
    { on: ['open', 0, 503] },
    { base: undefined, on: undefined },
  ])('may be %j', options => {
    expect(checkRetry(options, where)).toEqual([])
  })

  it('are told all their mistakes at once, each with its place and its remedy', () => {
    const options = { attempts: 0, backoff: 'cubic', base: -1, on: ['eror'], jiter: 'full' }
    expect(checkRetry(options, where)).toEqual([
      {
        what: '0 is not a whole number from 1 to 1_000',
        where: `${where} › attempts`,
        fix:
          'write attempts: 3, counting the first call; ' +
          'a retry that never ends keeps an outage alive',
      },
      {
        what: '"cubic" is no choice',
        where: `${where} › backoff`,
        fix: 'write one of "constant", "linear", "exponential"',
      },
      {
        what: '-1 is not a number of milliseconds of at least 0',
        where: `${where} › base`,
        fix: 'write base: 100',
      },
      { what: '"eror" is no choice', where: `${where} › on › #1`, fix: 'did you mean "error"?' },
      {
        what: 'there is no option "jiter"',
        where: `${where} › jiter`,
        fix: 'did you mean "jitter"?',
      },
    ])
  })

  it.each([
    ['attempts', Infinity],
    ['attempts', NaN],
    ['attempts', 2.5],
    ['attempts', 1_001],
    ['base', '50ms'],
    ['base', Infinity],
    ['factor', 0.5],
    ['factor', NaN],
    ['cap', Infinity],
    ['cap', -1],
    ['jitter', 'random'],
    ['jitter', 'toString'],
    ['spread', 1.5],
    ['spread', -0.1],
    ['capAfterJitter', 1],
    ['on', []],
    ['on', 'error'],
    ['on', [-1]],
    ['on', [1.5]],
  ])('refuse %s: %j', (name, value) => {
    expect(told({ [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name}( › #1)?: .+ is (not|no|neither|empty)`)),
    ])
  })

  it.each([
    [{ base: 200, cap: 100 }, 'cap is 100 ms and base 200 ms, so every wait would be the cap'],
    [{ cap: 50 }, 'cap is 50 ms and base 100 ms, so every wait would be the cap'],
    [{ spread: 0.5 }, "spread says how far 'plusMinus' strays, but jitter is 'none'"],
    [
      { backoff: 'linear', factor: 3 },
      "factor is for backoff 'exponential', but backoff is 'linear'",
    ],
    [
      { jitter: 'decorrelated', backoff: 'constant' },
      "jitter 'decorrelated' grows by its own formula and would not heed backoff or factor",
    ],
    [
      { jitter: 'fullEnvoy', factor: 3 },
      "jitter 'fullEnvoy' grows by its own formula and would not heed backoff or factor",
    ],
  ])('that contradict each other are refused: %j', (options, what) => {
    expect(told(options)).toEqual([`: ${what}`])
  })

  it.each([null, 5, 'often', [], () => {}])('are an object, not %s', options => {
    expect(told(options)).toEqual([expect.stringMatching(/^: .+ is no set of options$/)])
  })
})

describe('a retry', () => {
  it('is not made of mistaken options', () => {
    const options = { attempts: Infinity, base: NaN }
    expect(() => new Retry(options, where)).toThrow(
      expect.objectContaining({ name: 'UsageError', problems: checkRetry(options, where) }),
    )
  })

  it('takes an option left undefined for left out', () => {
    const options = { base: undefined, factor: undefined } as object
    const retry = new Retry(options)
    expect(retry.next(retry.start(), () => 0)).toBe(100)
  })
})
