/** Systems with code in surveys: each fault that fits is played, with what is asked of stores. */
import { describe, expect, test } from 'vitest'
import { code } from '../../src/code/index.ts'
import { survey } from '../../src/explore/index.ts'
import { clients, goal, store, system } from '../../src/index.ts'

const shop = system('shop', {
  users: clients({ rate: '20/s', call: 'price', timeout: '1s' }),
  price: code((request, { call }) => call('rates', request), { calls: ['rates'] }),
  rates: store({ concurrency: 4, time: '20ms' }),
})

describe('a system with code', () => {
  test('is surveyed: what breaks its goal is told', async () => {
    const found = await survey(shop, {
      for: '10s',
      goals: goal.availability('99%'),
      kinds: ['crash'],
    })

    expect(`${found}`).toMatch(/rates +X/)
  })
})
