/** Conditions and timings that cannot be say so where they are written. */
import {
  allOf,
  anyOf,
  breaker,
  crash,
  errorRate,
  errors,
  faultFrom,
  latency,
  not,
  queueOf,
  rate,
  rule,
  ruleFrom,
  slow,
  utilisation,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { anything, problemsOf } from '../kernel/support/mistakes.ts'

const told = (declare: () => unknown): string =>
  problemsOf(declare)
    .map(({ what, where = '' }) => `${where}: ${what}`)
    .join('\n')

const full = queueOf('db').above(100)

describe('C11: a condition', () => {
  it('has a limit of its own kind', () => {
    expect(told(() => queueOf('db').above(-1))).toBe(
      "queueOf('db').above(…): -1 is no number of requests",
    )
    expect(told(() => queueOf('db').above(anything('100')))).toContain('"100" is no number')
    expect(told(() => queueOf('db').below(Number.NaN))).toContain('NaN')
    expect(told(() => errorRate('db').above(anything('20')))).toContain(
      'errorRate(\'db\').above(…): "20" is no share',
    )
    expect(told(() => latency('p99', 'db').above(anything('fast')))).toContain('is no duration')
    expect(told(() => rate('db').above(anything(200)))).toContain('200 is no rate')
  })

  it('has a window that lasts, and nothing else', () => {
    expect(told(() => utilisation('db', { over: 0 }))).toBe(
      "utilisation('db') › over: 0 is no window",
    )
    expect(told(() => errorRate('db', anything({ ovr: '5s' })))).toContain('"ovr"')
    expect(told(() => latency(anything('p200'), 'db'))).toContain('is no percentile')
  })

  it('asks for a state that there is', () => {
    expect(told(() => breaker('a->b').is(anything('opened')))).toContain('"opened" is no choice')
  })

  it('lasts some time', () => {
    expect(told(() => full.lasting(0))).toBe(
      "queueOf('db').above(100).lasting(…): this lasts no time",
    )
  })

  it('is made of conditions', () => {
    expect(told(() => allOf())).toBe('allOf(…): there are no conditions')
    expect(told(() => anyOf(full, anything('db')))).toBe('anyOf(…): "db" is no condition')
    expect(told(() => not(anything(queueOf('db'))))).toBe('not(…): an object is no condition')
  })

  it('is frozen plain data', () => {
    const all = allOf(full, full.lasting('1s'))
    expect([all, all.data, full.data].every(Object.isFrozen)).toBe(true)
  })
})

describe('C11: a fault', () => {
  it('begins by a condition', () => {
    expect(told(() => crash('db').when(anything(true)))).toBe(
      "crash('db').when(…): true is no condition",
    )
    expect(told(() => crash('db').when(full, { for: 0 }))).toBe(
      "crash('db').when(…) › for: 0 is no time at all",
    )
    expect(told(() => crash('db').when(full, anything({ cooldwn: 5 })))).toContain('"cooldwn"')
  })

  it('comes by chance with times that last', () => {
    const wrong = () => crash('db').randomly(anything({ every: 0, for: 'soon', each: 'zone' }))
    expect(told(wrong).split('\n')).toHaveLength(3)
    expect(told(() => crash('db').randomly(anything({ every: '5m' })))).toContain('for is missing')
  })

  it('comes either by chance or by a condition', () => {
    const chance = { every: '5m', for: '20s' } as const
    const both = 'it would come both by chance and by a condition'
    expect(told(() => crash('db').randomly(chance).when(full))).toBe(`crash('db').when(…): ${both}`)
    expect(told(() => crash('db').when(full).randomly(chance))).toContain(both)
    expect(told(() => crash('db').until(full).randomly(chance))).toContain(both)
  })

  it('comes once only if it would come more often', () => {
    expect(told(() => crash('db').once())).toBe("crash('db').once(…): it waits for no condition")
  })

  it('ends after it begins, by a condition as well', () => {
    expect(told(() => crash('db').when(full).from('5s').until('3s'))).toContain(
      'ends at 3s, before it begins at 5s',
    )
    expect(told(() => crash('db').when(full).until('3s').from('5s'))).toContain('ends at 3s')
  })

  it('has a chance that is one', () => {
    expect(told(() => crash('db').withProbability(0))).toContain('it never happens')
    expect(told(() => crash('db').withProbability(1.5))).toContain('is no share')
  })
})

describe('D8: a rule', () => {
  it('has a name, a trigger and effects', () => {
    const told = problemsOf(() => rule('', anything({ when: true, effects: [] })))
    expect(told.map(({ what }) => what)).toEqual([
      '"" is no name for a rule',
      'true is no condition',
      'the list is empty',
    ])
    expect(problemsOf(() => rule('r', anything(undefined)))).not.toEqual([])
  })

  it('has effects without times of their own', () => {
    const effects = [slow('web', { by: 5 }).when(full)]
    expect(told(() => rule('r', { when: full, effects }))).toContain('has times of its own')
    expect(told(() => rule('r', { when: full, effects: [anything('slow')] }))).toContain('no fault')
  })

  it('has times that are some', () => {
    const wrong = { when: full, effects: [errors('web')], after: anything('soon') }
    expect(told(() => rule('r', wrong))).toContain('"soon" is no duration')
  })
})

describe('what is not as we wrote it', () => {
  const timing = { atMs: 0, forMs: null, rampMs: 0, share: 1 }
  const data = (more: object) =>
    anything({
      target: 'db',
      cause: { kind: 'crash', refuse: false },
      timing: { ...timing, ...more },
    })
  const when = { afterMs: 0, cooldownMs: 0, untilMs: null, forever: false, once: false }

  it.each([
    { when },
    { when: { ...when, condition: 5 } },
    { when: { ...when, condition: { is: 'full' } } },
    { when: { ...when, condition: { is: 'above', limit: 5 } } },
    { when: { ...when, condition: { is: 'above', limit: 5, gauge: { gauge: 'q', of: 'db' } } } },
    { when: { ...when, condition: { is: 'down', of: 7 } } },
    { when: { ...when, condition: { is: 'allOf', of: 7 } } },
    { until: { is: 'not' } },
    { randomly: { everyMs: -1, forMs: 5, exactly: false, each: 'target' } },
    { probability: 2 },
  ])('is refused: %j', more => {
    expect(told(() => faultFrom(data(more)))).not.toBe('')
  })

  it('is refused as a rule', () => {
    expect(told(() => ruleFrom(anything(5)))).toContain('5 is no rule')
    expect(told(() => ruleFrom(anything({ name: 'r', effects: [] })))).not.toBe('')
  })
})
