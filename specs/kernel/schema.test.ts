/** Validation in our words: what is wrong, where, and what to write instead. */
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  check,
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
      { what: 'timeout is missing', where: 'here › timeout', fix: 'write timeout: …' },
    ])
  })

  it('are told all at once', () => {
    const wrong = { timeout: '250', attempts: 0, mode: 'saef', quiet: 'yes', loud: true }
    expect(problems(policy, wrong).map(({ where, what }) => `${where}: ${what}`)).toEqual([
      'here › timeout: "250" is no duration: it has no unit',
      'here › attempts: 0 is not a whole number from 1 to 10',
      'here › mode: "saef" is no choice',
      'here › quiet: "yes" is neither true nor false',
      'here › loud: there is no option "loud"',
    ])
  })

  it.each([null, undefined, 5, 'text', () => 1])('that are %s are no options', value => {
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
})

describe('a place', () => {
  it('in a list is counted from 1', () => {
    const list = options({ all: v.array(policy) })
    expect(problems(list, { all: [{ timeout: 1 }, { timeout: 'x' }] }, 'shop')).toMatchObject([
      { where: 'shop › all › #2 › timeout' },
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
    expect(shown(Symbol('s'))).toBe('Symbol(s)')
    expect(shown(10n)).toBe('10')
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
