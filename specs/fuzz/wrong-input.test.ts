/**
 * Whatever is handed in, by a cast or from a file: it is taken, or refused by an error that
 * teaches, in our words. The mutations are the same at every run; a failure names the one to try.
 */
import { describe, expect, it } from 'vitest'
import { type Calls, dataCalls, faultCalls, systemCalls } from './support/calls.ts'
import { codeCalls } from './support/code-calls.ts'
import { exploreCalls, policyCalls, wordCalls } from './support/other-calls.ts'
import { machineCalls } from './support/machine-calls.ts'
import { runCalls } from './support/run-calls.ts'
import { mutated } from './support/mutations.ts'
import { whyUntaught } from './support/verdict.ts'

/** What taught nothing: the call, the number of its mutation, and why. */
function untaught(calls: Calls, mutations: number): string[] {
  return Object.entries(calls).flatMap(([name, [play, ...args]]) =>
    Array.from({ length: mutations }, (_, nr) => {
      const why = whyUntaught(() => play(...(mutated(args, name, nr) as never[])))
      return why === undefined ? [] : [`${name}, mutation ${nr}: ${why}`]
    }).flat(),
  )
}

/** The calls that mutations begin with are right, or they would all fail for one reason. */
function wrongOnes(calls: Calls): string[] {
  return Object.entries(calls).flatMap(([name, [play, ...args]]) => {
    try {
      play(...(args as never[]))
      return []
    } catch (error) {
      return [`${name}: ${(error as Error).message}`]
    }
  })
}

describe.each([
  ['a system', systemCalls, 400],
  ['a word of a declaration', wordCalls, 60],
  ['a word of code', codeCalls, 100],
  ['a fault, a condition or a rule', faultCalls, 60],
  ['what a file holds', dataCalls, 100],
  ['a run, a question or a matcher', runCalls, 60],
  ['what is explored', exploreCalls, 60],
  ['a policy', policyCalls, 60],
  ['a machine by itself', machineCalls, 300],
])('%s', (_, calls, mutations) => {
  it('is right to begin with', () => {
    expect(wrongOnes(calls)).toEqual([])
  })

  it(`is taken or refused with reasons, ${mutations} mutations of each`, () => {
    expect(untaught(calls, mutations)).toEqual([])
  })
})
