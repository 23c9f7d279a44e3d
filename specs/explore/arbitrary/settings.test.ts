/** F8 Settings of policies, made up: what a person would write, in the shape that is declared. */
import fc from 'fast-check'
import { call, clients, service, simulate, slow, store, system } from 'gameday'
import { settings } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { anything, problemsOf } from '../../kernel/support/mistakes.ts'
import { drawn, evaluated, least, printed } from './support/evaluated.ts'

const policies = settings({
  timeout: ['50ms', '2s'],
  retry: { attempts: [1, 5], base: ['10ms', '100ms'], jitter: ['none', 'full', 'equal'] },
  breaker: {
    window: '10s',
    minimumCalls: 5,
    failureRate: ['10%', '90%'],
    openFor: ['30s', '1s'],
    probes: 1,
  },
})

const told = (spec: unknown): string[] =>
  problemsOf(() => settings(anything(spec))).map(
    ({ what, where = '', fix = '' }) => `${where}: ${what}; ${fix}`,
  )

describe('F8 settings', () => {
  it('are options that a person would write', () => {
    const all = drawn(policies)
    const seen = <T>(of: (one: (typeof all)[number]) => T): T[] => [...new Set(all.map(of))]
    expect(seen(({ timeout }) => timeout).sort()).toEqual(
      [
        '50ms',
        '70ms',
        '100ms',
        '150ms',
        '200ms',
        '300ms',
        '500ms',
        '700ms',
        '1s',
        '1500ms',
        '2s',
      ].sort(),
    )
    expect(new Set(seen(({ retry }) => retry.attempts))).toEqual(new Set([1, 2, 3, 4, 5]))
    expect(seen(({ retry }) => retry.jitter).sort()).toEqual(['equal', 'full', 'none'])
    expect(seen(({ breaker }) => breaker.failureRate)).toContain('15%')
    expect(seen(({ breaker }) => breaker.window)).toEqual(['10s'])
  })

  it('are the same for the same seed', () => {
    expect(drawn(policies)).toEqual(drawn(policies))
  })

  it('print as the options they are', () => {
    for (const one of drawn(policies, 50)) expect(evaluated(printed(one))).toEqual(one)
    expect(printed(drawn(settings({ timeout: ['50ms'], 'a b': [7] }), 1)[0])).toBe(
      "{ timeout: '50ms', 'a b': 7 }",
    )
  })

  it('are taken by the words that they are for', () => {
    fc.assert(
      fc.property(policies, ({ timeout, retry, breaker }) => {
        const db = call('db', { timeout, retry, breaker })
        const shop = system('shop', {
          users: clients({ rate: '20/s', call: 'web', timeout: '1s' }),
          web: service({ handle: db }),
          db: store({ time: '5ms' }),
        })
        const run = simulate(shop, {
          for: '2s',
          faults: [slow('db', { by: '1s' }).at(0).for('1s')],
        })
        expect(run.requests().issued).toBeGreaterThan(0)
      }),
      { seed: 1, numRuns: 30 },
    )
  })

  it('shrink to the first of each list, whichever end that is', () => {
    expect(least(policies, () => true)).toEqual({
      timeout: '50ms',
      retry: { attempts: 1, base: '10ms', jitter: 'none' },
      breaker: { window: '10s', minimumCalls: 5, failureRate: '10%', openFor: '30s', probes: 1 },
    })
    expect(least(policies, ({ retry }) => retry.attempts >= 3).retry.attempts).toBe(3)
  })

  it('have ends as they were written, and between them what is of their kind', () => {
    const every = (list: readonly unknown[]): unknown[] => [
      ...new Set(drawn(settings({ it: list }), 500).map(({ it }) => it)),
    ]
    expect(every(['1.50s', '2s'])).toEqual(expect.arrayContaining(['1.50s', '1600ms', '2s']))
    expect(every([0.1, 0.3])).toEqual(expect.arrayContaining([0.1, 0.12, 0.3]))
    expect(every(['50/s', '400/s'])).toEqual(expect.arrayContaining(['50/s', '70/s', '300/s']))
    expect(every([100, '1s'])).toEqual(expect.arrayContaining([100, '700ms', '1s']))
    expect(every([5, 5])).toEqual([5])
    expect(new Set(every([true, false]))).toEqual(new Set([false, true]))
    expect(every(['a', 'b'])).toHaveLength(2)
    expect(every([null])).toEqual([null])
  })
})

describe('F8 wrong settings', () => {
  it('are told all at once, each with its place', () => {
    const wrong = { timeout: [], breaker: { openFor: ['1s', '2sec'], window: ['10s', '5%'] } }
    expect(told(wrong)).toEqual([
      'settings › timeout: there is no value in this list; ' +
        "write ['50ms', '2s'], or all the values that it may have",
      'settings › breaker › openFor: "2sec" is no duration: it has no unit "sec"; ' +
        'did you mean "2s"?',
      'settings › breaker › window: "5%" is no duration: it has no unit "%"; ' +
        'use one of ms, ns, us, s, m, h, as in "250ms"',
    ])
  })

  it.each([undefined, null, 7, '50ms', [], () => 1])('are %s', spec => {
    expect(told(spec).join()).toContain('is no set of settings')
  })

  it('have nothing that varies, or too much', () => {
    expect(told({ timeout: '2s' }).join()).toContain('there is nothing to vary')
    expect(told({ n: Array.from({ length: 201 }, (_, i) => i) }).join()).toContain(
      '201 values are too many',
    )
  })

  it('hold what is no plain data, or go in a circle', () => {
    const round: { [name: string]: unknown } = { a: [1, 2] }
    round['self'] = round
    expect(told(round)[0]).toMatch(/^settings › self › self .* goes in a circle/)
    expect(told({ timeout: [Number.NaN, 1] })[0]).toMatch(/^settings › timeout: NaN is no setting/)
    expect(told({ a: [() => 1, 1], b: () => 1 })).toEqual([
      expect.stringMatching(/^settings › a: a function is no setting/),
      expect.stringMatching(/^settings › b: a function is no plain data/),
    ])
  })
})
