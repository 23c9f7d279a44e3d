/** Errors teach: what is wrong, where, and what to write instead. */
import { describe, expect, it } from 'vitest'
import { UsageError, didYouMean, invariant, nearest } from '../../src/kernel/errors.ts'

describe('a usage error', () => {
  it('says what is wrong, where, and the remedy, each on its line', () => {
    const error = new UsageError({
      what: 'checkout calls "dbb", but the system has no service of that name',
      where: 'scenario "black friday", fault 2 of 3',
      fix: 'did you mean "db"?',
    })

    expect(error.message).toBe(
      'checkout calls "dbb", but the system has no service of that name\n' +
        '  where: scenario "black friday", fault 2 of 3\n' +
        '  fix:   did you mean "db"?',
    )
    expect(error.name).toBe('UsageError')
    expect(error).toBeInstanceOf(Error)
  })

  it('leaves out what it does not know', () => {
    expect(new UsageError({ what: 'no call was declared' }).message).toBe('no call was declared')
  })

  it('numbers the mistakes when there are several', () => {
    const error = new UsageError([{ what: 'one is wrong', fix: 'mend it' }, { what: 'two is too' }])

    expect(error.message).toBe('2 mistakes\n1. one is wrong\n  fix:   mend it\n2. two is too')
  })

  it('carries the mistakes as data that nobody can change', () => {
    const given = [{ what: 'one is wrong' }]
    const { problems } = new UsageError(given)
    given.push({ what: 'an afterthought' })

    expect(problems).toEqual([{ what: 'one is wrong' }])
    expect(Object.isFrozen(problems)).toBe(true)
  })
})

describe('an invariant', () => {
  it('passes what is true', () => {
    expect(() => invariant(true, 'time runs forward')).not.toThrow()
  })

  it('owns up to a mistake of gameday', () => {
    expect(() => invariant(false, 'time ran backwards')).toThrow(
      new Error('gameday is wrong here, please report it: time ran backwards'),
    )
  })
})

describe('the nearest name', () => {
  const names = ['gateway', 'product', 'auth', 'authDb']

  it('is the one that differs by a slip of the finger', () => {
    expect(nearest('gatewya', names)).toBe('gateway')
    expect(nearest('AUTHDB', names)).toBe('authDb')
  })

  it('is none when nothing is like it', () => {
    expect(nearest('kafka', names)).toBeUndefined()
    expect(nearest('db', [])).toBeUndefined()
  })

  it('is the first of two as near', () => {
    expect(nearest('db3', ['db1', 'db2'])).toBe('db1')
  })
})

describe('did you mean', () => {
  it('offers the nearest name', () => {
    expect(didYouMean('prodcut', ['product', 'auth'])).toBe('did you mean "product"?')
  })

  it('offers the only name that begins so', () => {
    const names = ['visibilityTimeout', 'redeliverAfter']
    expect(didYouMean('visibility', names)).toBe('did you mean "visibilityTimeout"?')
    expect(didYouMean('visibility', [...names, 'visibilityOfEveryMessage'])).toContain(
      'write one of',
    )
    expect(didYouMean('vis', names)).toContain('write one of')
  })

  it('lists the names when none is near, and says when there are none', () => {
    expect(didYouMean('kafka', ['product', 'auth'])).toBe('write one of "product", "auth"')
    expect(didYouMean('kafka', [])).toBe('there is nothing to name here')
  })

  it('lists no more than twelve', () => {
    const names = Array.from({ length: 14 }, (_, i) => `service-number-${i}`)

    expect(didYouMean('x', names)).toMatch(/"service-number-11", … \(14 in all\)$/)
    expect(didYouMean('x', names)).not.toContain('service-number-12')
  })
})
