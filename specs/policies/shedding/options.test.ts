/** Mistakes in the options of shedding: all told at once, with what to write instead. */
import { checkShedding } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

const told = (options: unknown) =>
  checkShedding(options, '').map(problem => `${problem.where ?? ''}: ${problem.what}`)

describe('options of shedding (E5)', () => {
  it.each([
    {},
    { order: 'lifo', queueTimeout: 1_000 },
    { order: 'priority', evict: 'leastImportant', within: 'newest', displaceEquals: true },
    { expectedWait: 200, queueTimeout: 200, heedDeadline: true },
    { codel: {} },
    { codel: { target: 5, interval: 100, law: 'rfc8289' }, evict: 'random' },
  ])('may be %j', options => {
    expect(checkShedding(options, 'service "db"')).toEqual([])
  })

  it('are told all their mistakes at once', () => {
    const options = { order: 'random', evict: 'youngest', queueTimeout: 0, codel: { law: 'red' } }
    expect(
      checkShedding(options, 'service "db", shedding').map(({ where, fix }) => [where, fix]),
    ).toMatchInlineSnapshot(`
        [
          [
            "service "db", shedding › order",
            "write one of "fifo", "lifo", "priority"",
          ],
          [
            "service "db", shedding › evict",
            "did you mean "oldest"?",
          ],
          [
            "service "db", shedding › queueTimeout",
            "write queueTimeout: 1_000",
          ],
          [
            "service "db", shedding › codel › law",
            "write one of "folly", "rfc8289"",
          ],
        ]
      `)
  })

  it.each([
    [
      { codel: { target: 100 } },
      'codel: the target is 100ms and the interval 100ms: waits of the target would outlast the ' +
        'interval in which they are judged',
    ],
    [
      { evict: 'oldest', within: 'newest' },
      ": within and displaceEquals choose among the least important, but evict is 'oldest'",
    ],
    [
      { order: 'lifo', expectedWait: 100 },
      ": with order 'lifo' nobody waits before who arrives, so its wait cannot be foretold",
    ],
    [
      { queueTimeout: 100, expectedWait: 200 },
      ': expectedWait is 200ms, but nobody waits longer than the queueTimeout of 100ms',
    ],
  ])('that contradict each other are refused: %j', (options, what) => {
    expect(told(options)).toEqual([what])
  })
})
