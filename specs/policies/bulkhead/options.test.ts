/** Mistakes in the options of a bulkhead: all told at once, with what to write instead. */
import { Bulkhead, checkBulkhead } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

const where = 'call "product->db", bulkhead'
const told = (options: unknown) =>
  checkBulkhead(options, '').map(problem => `${problem.where ?? ''}: ${problem.what}`)

describe('options of a bulkhead', () => {
  it.each([
    { limit: 1 },
    { limit: 10, queue: 5, maxWait: 100 },
    { kind: 'threadPool', limit: 10, maxWait: 100 },
    { kind: 'connectionPool', limit: 10, setUp: 30 },
    { kind: 'process', limit: 2, queue: undefined },
    { limit: 1, queue: 1, whenFull: 'dropOldest' },
  ])('may be %j', options => {
    expect(checkBulkhead(options, where)).toEqual([])
  })

  it('are told all their mistakes at once, each with its place and its remedy', () => {
    expect(checkBulkhead({ limit: 0, queue: -1, maxWait: '1s', whenFull: 'wait' }, where)).toEqual([
      {
        what: '0 is not a whole number from 1 to 1_000_000',
        where: `${where} › limit`,
        fix: 'write limit: 10',
      },
      {
        what: '-1 is not a whole number from 0 to 1_000_000',
        where: `${where} › queue`,
        fix: "write queue: 5, or 'unbounded'",
      },
      {
        what: '"1s" is not a number of milliseconds of at least 0',
        where: `${where} › maxWait`,
        fix: 'write maxWait: 100',
      },
      {
        what: '"wait" is no choice',
        where: `${where} › whenFull`,
        fix: 'write one of "reject", "dropOldest"',
      },
    ])
  })

  it.each([
    [
      { limit: 1, maxWait: 100 },
      'maxWait is 100 ms, but no call may wait in a semaphore with a queue of 0',
    ],
    [
      { limit: 1, whenFull: 'dropOldest' },
      "whenFull is 'dropOldest', but no call may wait in a semaphore with a queue of 0",
    ],
    [
      { limit: 1, queue: 5, maxWait: 0 },
      'up to 5 calls may wait, but for 0 ms, so each is turned out at once',
    ],
    [
      { kind: 'connectionPool', limit: 1, setUp: 200, maxWait: 100 },
      'a connection takes 200 ms to be made, and nobody waits for longer than 100 ms',
    ],
  ])('that contradict each other are refused: %j', (options, what) => {
    expect(told(options)).toEqual([`: ${what}`])
  })

  it('know of connections only for a pool of them', () => {
    expect(told({ limit: 1, setUp: 30 })).toEqual(['setUp: there is no option "setUp"'])
  })

  it.each([null, 5, 'wide', []])('are an object, not %s', options => {
    expect(told(options)).toEqual([expect.stringMatching(/^: .+ is no set of options$/)])
  })
})

describe('a bulkhead', () => {
  it('is not made of mistaken options', () => {
    const nobody = { letIn: () => {}, turnOut: () => {} }
    expect(() => new Bulkhead({ limit: 0 }, nobody, where)).toThrow(
      expect.objectContaining({
        name: 'UsageError',
        problems: checkBulkhead({ limit: 0 }, where),
      }),
    )
  })
})
