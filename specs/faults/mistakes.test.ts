/** Faults that would test nothing, or that cannot be, say so where they are written. */
import {
  badDeployment,
  clients,
  crash,
  errors,
  faultFrom,
  partition,
  queueOf,
  simulate,
  slow,
  slowQueries,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { anything, problemsOf } from '../kernel/support/mistakes.ts'

const told = (declare: () => unknown): string =>
  problemsOf(declare)
    .map(({ what, where = '' }) => `${where}: ${what}`)
    .join('\n')

describe('a fault', () => {
  it('that lasts no time is a mistake', () => {
    expect(told(() => crash('db').for(0))).toBe("crash('db').for(…): it lasts no time")
  })

  it('that ends before it begins is a mistake', () => {
    expect(told(() => slow('db', { by: 1 }).from('2s').until('1s'))).toBe(
      "slow('db').until(…): it ends at 1s, before it begins at 2s",
    )
    expect(told(() => slow('db', { by: 1 }).from('2s').until('2s'))).toContain(
      'ends at 2s, before it begins at 2s',
    )
  })

  it('that is all or nothing cannot grow', () => {
    expect(told(() => crash('db').ramp('1s'))).toBe("crash('db').ramp(…): it is all or nothing")
  })

  it('that touches nothing is a mistake', () => {
    expect(told(() => errors('db').share(0))).toBe("errors('db').share(…): it touches nothing")
    expect(told(() => errors('db', { rate: 0 }))).toContain('a rate of 0 breaks nothing')
  })

  it('whose options are none is a mistake', () => {
    expect(told(() => badDeployment('db', anything(undefined)))).toContain('as good as the one')
    expect(told(() => slowQueries('db', anything(null)))).toBe(
      "slowQueries('db'): null is no set of options",
    )
    expect(told(() => slowQueries('db', anything(7)))).toContain('7 is no set of options')
  })

  it('that slows nothing down is a mistake', () => {
    for (const options of [{}, { by: 0 }, { factor: 1 }]) {
      expect(told(() => slow('db', options))).toContain('would slow nothing down')
    }
  })

  it('with a factor that is none says so', () => {
    for (const factor of [0.5, Number.NaN, Infinity, -1]) {
      expect(told(() => slow('db', { factor }))).toContain('is not a factor of 1 or more')
    }
  })

  it('with a wrong time, share or code says where', () => {
    expect(told(() => crash('db').at(-1))).toContain("crash('db').at(…): -1 is no duration")
    expect(told(() => crash('db').for(anything('30')))).toContain('crash(\'db\').for(…): "30"')
    expect(told(() => crash('db').at(Number.NaN))).toContain('NaN')
    expect(told(() => errors('db', { rate: 1.5 }))).toContain(
      "errors('db') › rate: 1.5 is no share",
    )
    expect(told(() => errors('db').share(2))).toContain('2 is no share: it is over 100%')
    expect(told(() => errors('db', { code: 0.5 }))).toContain('0.5 is not an error code')
    expect(told(() => partition('a->b', anything({ way: 'up' })))).toContain('"up" is no choice')
  })

  it('that comes periodically is over before it comes again, and comes by nothing else', () => {
    expect(told(() => crash('db').every('5s').for('5s'))).toBe(
      "crash('db').for(…): it comes every 5s and lasts 5s, so that it would never be over",
    )
    expect(told(() => crash('db').for('7s').every('5s'))).toContain('every 5s and lasts 7s')
    expect(told(() => crash('db').every(0))).toContain('would come all the time')
    expect(told(() => crash('db').every('5s', anything({ each: 'replica' })))).toContain(
      "crash('db').every(…) › each",
    )
    expect(told(() => crash('db').every('5s').when(queueOf('db').above(1)))).toContain(
      'both periodically and by a condition',
    )
    expect(told(() => crash('db').randomly({ every: '5s', for: '1s' }).every('5s'))).toContain(
      'both periodically and by chance',
    )
    const db = system('db', { users: clients({ rate: '1/s', call: 'db' }), db: store({ time: 1 }) })
    expect(told(() => simulate(db, { for: '1s', faults: [crash('db').every('5s')] }))).toContain(
      'it comes periodically, and nothing says how long each time',
    )
  })

  it('with several mistakes tells them all', () => {
    expect(problemsOf(() => errors('db', { rate: 0, code: -1 }))).toHaveLength(2)
  })

  it('with an unknown option is a mistake, with the right one', () => {
    expect(told(() => crash('db', anything({ refused: true })))).toContain('"refused"')
    expect(told(() => slow('db', anything({ by: '1s', facter: 2 })))).toContain('"facter"')
    expect(told(() => errors('db', anything({ share: 0.5 })))).toContain('"share"')
  })

  it('that is given something else than it asks for says so', () => {
    expect(told(() => slow('db', anything(undefined)))).not.toBe('')
    expect(told(() => crash('db', anything({ refuse: 'yes' })))).not.toBe('')
    expect(told(() => crash(anything(5)).at(anything('soon')))).not.toBe('')
  })
})

describe('a fault from JSON', () => {
  it('out of JSON trusts no name to be a text', () => {
    const cause = { kind: 'crash', refuse: false }
    const timing = { atMs: 0, forMs: 1_000, rampMs: 0, share: 1, probability: 1 }
    const from = (condition: object) => (): unknown =>
      faultFrom(
        anything({
          target: 'db',
          cause,
          timing: {
            ...timing,
            when: { condition, afterMs: 0, cooldownMs: 0, once: false, untilMs: null },
          },
        }),
      )
    const bare: unknown = Object.create(null)
    const limit = { is: 'above', limit: 1 }
    expect(told(from({ is: bare }))).toContain('there is no condition of the kind')
    expect(told(from({ is: ['down'], of: 'db' }))).toContain('there is no condition of the kind')
    expect(told(from({ ...limit, gauge: { gauge: bare, of: 'db', overMs: 0 } }))).toContain(
      'there is no measure of the kind',
    )
    expect(told(from({ ...limit, gauge: { gauge: ['queueOf'], of: 'db', overMs: 0 } }))).toContain(
      'there is no measure of the kind',
    )
  })

  it('is checked like any other', () => {
    const cause = { kind: 'slow', by: 5, factor: 1 } as const
    const timing = { atMs: 0, forMs: null, rampMs: 0, share: 1 }
    expect(
      told(() => faultFrom({ target: 'db', cause, timing: { ...timing, atMs: Number.NaN } })),
    ).not.toBe('')
    expect(
      told(() => faultFrom({ target: 'db', cause, timing: { ...timing, share: 7 } })),
    ).not.toBe('')
    expect(
      told(() => faultFrom(anything({ target: 'db', cause: { kind: 'flood' }, timing }))),
    ).not.toBe('')
  })
})

describe('a name that is none', () => {
  it('is told where it was written', () => {
    expect(() => queueOf(3 as never)).toThrow('3 is no name')
    expect(() => crash(null as never)).toThrow('null is no name')
  })
})
