/** Validation in our words: what is wrong, where, and what to write instead. */
import { runInNewContext } from 'node:vm'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { checkDistribution } from '../../src/kernel/distributions/index.ts'
import {
  check,
  consistent,
  listOf,
  numberThat,
  oneOf,
  options,
  readBy,
  type Schema,
  shown,
  wholeNumber,
  yesOrNo,
} from '../../src/kernel/schema.ts'
import { durationMs } from '../../src/kernel/units.ts'

const problems = (schema: Schema<unknown>, value: unknown, where = 'here') => {
  const result = check(schema, value, where)
  return result.ok ? [] : result.problems
}

const policy = options({
  timeout: readBy(durationMs),
  attempts: v.optional(wholeNumber(1, 10, 'attempts: 3'), 3),
  mode: v.optional(oneOf(['fast', 'safe']), 'fast'),
  quiet: v.optional(yesOrNo, false),
})

describe('options', () => {
  it('that are right come back in the engine’s units, with their defaults', () => {
    expect(check(policy, { timeout: '2s' }, 'here')).toEqual({
      ok: true,
      value: { timeout: 2_000, attempts: 3, mode: 'fast', quiet: false },
    })
  })

  it('with a wrong name are met with the right one', () => {
    expect(problems(policy, { timeout: 1, attemps: 4 })).toEqual([
      {
        what: 'there is no option "attemps"',
        where: 'here › attemps',
        fix: 'did you mean "attempts"?',
      },
    ])
  })

  it('that are missing are asked for', () => {
    expect(problems(policy, {})).toEqual([
      { what: 'timeout is missing', where: 'here › timeout', fix: 'write timeout: "250ms"' },
    ])
    expect(problems(options({ any: v.unknown() }), { any: undefined })).toEqual([
      { what: 'any is missing', where: 'here › any', fix: 'write any: …' },
    ])
  })

  it('are told all at once', () => {
    const wrong = { timeout: '250', attempts: 0, mode: 'saef', quiet: 'yes', loud: true, soon: 1 }
    expect(problems(policy, wrong).map(({ where, what }) => `${where}: ${what}`)).toEqual([
      'here › timeout: "250" is no duration: it has no unit',
      'here › attempts: 0 is not a whole number from 1 to 10',
      'here › mode: "saef" is no choice',
      'here › quiet: "yes" is neither true nor false',
      'here › loud: there is no option "loud"',
      'here › soon: there is no option "soon"',
    ])
  })

  it('left undefined are left out', () => {
    expect(check(policy, { timeout: 1, quiet: undefined, loud: undefined }, 'here')).toEqual({
      ok: true,
      value: { timeout: 1, attempts: 3, mode: 'fast', quiet: false },
    })
  })

  it.each([null, undefined, 5, 'text', [], () => 1])('that are %s are no options', value => {
    expect(problems(policy, value)).toMatchObject([{ where: 'here', fix: 'write { timeout: … }' }])
  })

  it('with a name of every object are unknown like any other', () => {
    const names = ['constructor', 'toString', 'hasOwnProperty']
    for (const name of names) {
      expect(problems(policy, { timeout: 1, [name]: 1 })).toMatchObject([
        { what: `there is no option "${name}"` },
      ])
    }
    expect(problems(policy, { timeout: 1, ['__proto__']: 1 })).toMatchObject([
      { what: 'there is no option "__proto__"' },
    ])
  })

  it.each([
    ['a Map', new Map([['attempts', 3]])],
    ['a Date', new Date(0)],
    ['a Promise', Promise.resolve({ attempts: 3 })],
    [
      'an object',
      new (class {
        get attempts() {
          return 3
        }
      })(),
    ],
  ])('that are %s are told to be none, not read as empty', (what, written) => {
    expect(problems(policy, written, 'retry')).toEqual([
      { where: 'retry', what: `${what} is no set of options`, fix: 'write { timeout: … }' },
    ])
  })

  it('may be of another realm, of no prototype, or fields of a class', () => {
    const schema = options({ attempts: wholeNumber(1, 9, '3') })
    const bare = Object.assign(Object.create(null), { attempts: 3 })
    const fields = new (class {
      attempts = 3
    })()
    for (const written of [runInNewContext('({ attempts: 3 })'), bare, fields]) {
      expect(check(schema, written, 'retry')).toEqual({ ok: true, value: { attempts: 3 } })
    }
  })
})

describe('a place', () => {
  it('in a list is counted from 1', () => {
    const list = options({ all: v.array(policy) })
    expect(problems(list, { all: [{ timeout: 1 }, { timeout: 'x' }] }, 'shop')).toMatchObject([
      { where: 'shop › all › #2 › timeout' },
    ])
  })

  it('that a reader knows of is added', () => {
    const law = options({ time: readBy(checkDistribution) })
    expect(problems(law, { time: { kind: 'exponential', mean: -4 } }, 'db')).toMatchObject([
      { what: '-4 is no duration: it is below zero', where: 'db › time › exponential › mean' },
    ])
  })

  it('at the top without a name is left out', () => {
    expect(problems(readBy(durationMs), 'soon', '')).toEqual([
      {
        what: '"soon" is no duration: it is not one number and its unit',
        fix: 'write "250ms"',
      },
    ])
  })
})

describe('a number', () => {
  const positive = numberThat(n => n > 0, 'a number over 0', '5')

  it.each([0, -1, Number.NaN, Infinity, -Infinity, '5', null])('is not %s', value => {
    expect(problems(positive, value)).toEqual([
      { what: `${shown(value)} is not a number over 0`, where: 'here', fix: 'write 5' },
    ])
  })
})

describe('a value in a sentence', () => {
  it('is shown as one would write it', () => {
    const values = ['a "b"', 5, null, undefined, [1], { a: 1 }, () => 1, true]
    expect(values.map(shown)).toEqual([
      '"a \\"b\\""',
      '5',
      'null',
      'undefined',
      'a list',
      'an object',
      'a function',
      'true',
    ])
  })

  it('may be anything at all', () => {
    expect(shown(Symbol('s'))).toBe('a symbol')
    expect(shown(10n)).toBe('10')
  })
})

describe('a list', () => {
  const codes = listOf(wholeNumber(1, 9, '5'), 'codes: [5]')

  it('holds at least one thing', () => {
    expect(check(codes, [5, 6], 'here')).toEqual({ ok: true, value: [5, 6] })
    expect(problems(codes, [])).toEqual([
      { what: 'the list is empty', where: 'here', fix: 'write codes: [5]' },
    ])
    expect(problems(codes, 5)).toMatchObject([{ what: '5 is no list' }])
  })

  it('of a hundred mistakes is told the first twenty', () => {
    const places = problems(codes, Array(100).fill(0)).map(({ where }) => where)
    expect(places).toHaveLength(20)
    expect(places[19]).toBe('here › #20')
  })
})

describe('options that are right one by one', () => {
  const span = consistent(
    options({ from: wholeNumber(0, 9, '1'), to: wholeNumber(0, 9, '2') }),
    s => (s.from > s.to ? [{ what: 'it runs backwards', fix: 'swap the two' }] : []),
  )

  it('may contradict each other', () => {
    expect(problems(span, { from: 1, to: 2 })).toEqual([])
    expect(problems(span, { from: 2, to: 1 })).toEqual([
      { what: 'it runs backwards', where: 'here', fix: 'swap the two' },
    ])
  })

  it('are asked so only then', () => {
    expect(problems(span, { from: 2, to: -1 })).toMatchObject([{ where: 'here › to' }])
  })
})

describe('an error that is none of the user’s', () => {
  it('passes through', () => {
    const broken = readBy(() => {
      throw new TypeError('ours')
    })
    expect(() => check(broken, 1, 'here')).toThrow(TypeError)
  })
})
