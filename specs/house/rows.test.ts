/**
 * What is one of a kind has all that its kind has: its word is public, its matcher exists, and the
 * manual names it. Most rows that are forgotten do not compile; these would be missed by nobody.
 */
import * as gameday from 'gameday'
import * as doors from 'gameday/matchers'
import { describe, expect, it } from 'vitest'
import { policyOrder } from '../../src/declare/calls/call-policies.ts'
import { gaugeKinds } from '../../src/faults/gauge-kinds.ts'
import { kindNames } from '../../src/faults/kinds.ts'
import { storeErrorCodes } from '../../src/faults/store-errors.ts'
import { goalKinds } from '../../src/judge/goals/kinds.ts'
import { pathsIn, textOf } from './support/files.ts'

const reference = pathsIn('docs/reference').map(textOf).join('\n')
const unnamed = (names: readonly string[]): string[] =>
  names.filter(name => !new RegExp(`\\b${name}\\b`).test(reference))

const gauges = Object.keys(gaugeKinds)
const goals = Object.keys(goalKinds)
const matchers = Object.keys(doors)

describe('a row', () => {
  it.each([
    ['gauge', gauges],
    ['kind of fault', kindNames],
  ])('of a %s has a public word', (_, names) => {
    const isWord = (name: string) => typeof Reflect.get(gameday, name) === 'function'
    expect(names.filter(name => !isWord(name))).toEqual([])
  })

  it('of a goal has a word and a matcher', () => {
    expect(Object.keys(gameday.goal).toSorted()).toEqual(goals.toSorted())
    const named = Object.values(goalKinds).map(({ matcher }) => matcher)
    expect(named.filter(name => !matchers.includes(name))).toEqual([])
  })

  it.each([
    ['gauge', gauges],
    ['kind of fault', kindNames],
    ['code that a store tells', storeErrorCodes],
    ['matcher', matchers],
    ['policy of calls', policyOrder],
  ])('of a %s stands in docs/reference', (_, names) => {
    expect(unnamed(names)).toEqual([])
  })
})

describe('the usual order of the policies of a call', () => {
  it('is told to users as it is', () => {
    const written = textOf('src/declare/calls/call-options.ts').replaceAll(/\s+\*\s+/g, ' ')
    expect(written).toContain(`The usual order is ${policyOrder.join(', ')}.`)
  })
})
