/** Calls through real policies while their declaration changes, and policies that are none. */
import { describe, test } from 'vitest'
import { wrap } from '../../src/code/index.ts'
import { call, change, clients, service, simulate, store, system } from '../../src/index.ts'
import type { Wrapped } from '../../src/declare/real-code.ts'
import type { StepCallOptions } from '../../src/declare/steps.ts'
import { expect } from '../../matchers/vitest.ts'

/** A database takes 100 ms; whoever asks it waits for a second. */
const shop = (options: StepCallOptions<Wrapped>) =>
  system('shop', {
    users: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '5s' }),
    web: service({ handle: call('db', options) }),
    db: store({ time: '100ms' }),
  })

const asked = wrap(() => ask => ask())

describe('a change of a call that a real policy makes', () => {
  const shorter = change('web->db', { timeout: '50ms' }).at('5s').for('2s')

  test('acts on what the policy asks, and is taken back', async () => {
    const options = { timeout: '1s', wrap: asked } as const
    const run = await simulate(shop(options), { for: '10s', changes: [shorter] })
    const spans = [
      ['0s', '5s'],
      ['5s', '7s'],
      ['7s', '10s'],
    ] as const
    const served = spans.map(between => run.availability({ between }))
    expect(served).toEqual([1, 0, 1])
    expect(run.changes[0].touched).toBe(1)
  })

  test('leaves an optional call optional, of which the policy hears all the same', async () => {
    const heard: unknown[] = []
    const hearing = wrap(() => async ask => {
      await ask().catch((error: unknown) => Promise.reject(new Error(`${heard.push(error)}`)))
    })
    const options = { timeout: '1s', optional: true, wrap: hearing } as const
    const run = await simulate(shop(options), { for: '10s', changes: [shorter] })
    expect(run.availability()).toBe(1)
    expect(heard).toHaveLength(20)
  })
})

test('a function that makes the call, in place of a policy, is told so', async () => {
  // @ts-expect-error it gives a promise
  const wrapped = { wrap: wrap(ask => ask()) }
  const play = simulate(shop(wrapped), { for: '1s' })
  await expect(play).rejects.toThrow('write one more arrow: wrap(() => ask => ask())')
})
