/** Steps print as they are written, be it in a declaration or in what a remedy changes. */
import { call, cached, choose, parallel, publish, quorum, repeat, work } from 'gameday'
import { describe, expect, it } from 'vitest'

const printed = (step: unknown): string => String(step)

describe('a step', () => {
  it.each([
    ["work('1ms', 'parse')", work('1ms', 'parse')],
    ["call('db')", call('db')],
    ["call('db', { timeout: '1s' })", call('db', { timeout: '1s' })],
    ["publish('jobs', { delay: '1m' })", publish('jobs', { delay: '1m' })],
    [
      "parallel(call('a'), [work('1ms'), call('b')])",
      parallel(call('a'), [work('1ms'), call('b')]),
    ],
    ["quorum(2, call('a'), call('b'))", quorum(2, call('a'), call('b'))],
    ["choose([{ weight: 1, steps: call('a') }])", choose([{ weight: 1, steps: call('a') }])],
    ["repeat(9, call('a'))", repeat(9, call('a'))],
    ["cached('c', { key: 5, miss: call('db') })", cached('c', { key: 5, miss: call('db') })],
    ["cached({ key: 5, miss: call('db') })", cached({ key: 5, miss: call('db') })],
  ])('prints as %s', (text, step) => {
    expect(printed(step)).toBe(text)
    expect(Object.keys(step)).not.toContain('toString')
  })
})
