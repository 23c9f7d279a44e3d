/** D3: retries of retries multiply, and a budget at each layer bounds what reaches the bottom. */
import { call, errors, service, simulate, store, system } from 'gameday'
import type { CallOptions } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../world/support/story.ts'

type Budget = NonNullable<NonNullable<CallOptions['retry']>['budget']>

const CALLS = 100

/** A hundred requests through three layers, each with three attempts, to a store that fails. */
function layers(budget?: Budget) {
  const retry = {
    attempts: 3,
    base: '1ms',
    backoff: 'constant',
    ...(budget && { budget }),
  } as const
  const three = system('layers', {
    users: once(call('one', { retry }), { rate: '100/s', requests: CALLS }),
    one: service({ handle: call('two', { retry }) }),
    two: service({ handle: call('db', { retry }) }),
    db: store({ time: 0 }),
  })
  const run = simulate(three, { for: '10s', faults: [errors('db')] })
  return (['one', 'two', 'db'] as const).map(name => run.at(name).issued)
}

describe('D3 retries at each of three layers', () => {
  it('make 27 calls of one at the bottom', () => {
    expect(layers()).toEqual([3 * CALLS, 9 * CALLS, 27 * CALLS])
  })

  it('make no more than 1.2 to the third of one, when a layer may retry one call in five', () => {
    expect(layers({ ratio: '20%', minPerSecond: 0 })).toEqual([120, 144, 172])
    expect(Math.floor(1.2 * 1.2 * 1.2 * CALLS)).toBe(172)
  })

  it('make a handful of calls more, when each layer stops at half of its tokens', () => {
    // 10 tokens pay for 3 retries, whatever the load.
    expect(layers({ kind: 'tokens', maxTokens: 10 })).toEqual([CALLS + 3, CALLS + 6, CALLS + 9])
  })

  it('make as many more as each can pay for, when they cost', () => {
    const capacity = 100 // ten retries at 10 each
    expect(layers({ kind: 'cost', capacity })).toEqual([CALLS + 10, CALLS + 20, CALLS + 30])
  })
})
