/** What plays many runs hands out data that prints as its text, whoever prints it. */
import { inspect } from 'node:util'
import { clients, goal, slow, store, system } from 'gameday'
import * as every from 'gameday/explore'
import { describe, expect, it } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '20/s', call: 'db', timeout: '1s' }),
  db: store({ concurrency: 4, time: '5ms' }),
})
const holds = goal.availability('1%')
const faults = [slow('db', { by: '1s' }).at('2s').for('2s')]
const played = { for: '6s', goal: holds, faults } as const
const small = { for: '6s', kinds: ['slow'], targets: ['db'] } as const

const results = {
  survey: () => every.survey(shop, { ...small, goals: holds }),
  compare: () => every.compare(shop, shop, { for: '6s', faults, seeds: 3 }),
  remedies: () => every.remedies(shop, played),
  faultMargins: () => every.faultMargins(shop, { ...played, goal: goal.availability('99%') }),
  mutationScore: () => every.mutationScore([every.experiment(shop, { for: '6s', faults, holds })]),
  ensemble: () => every.ensemble(shop, { for: '6s', seeds: 3 }),
  explore: () => every.explore(shop, { ...small, holds, runs: 4, store: false }),
  weakest: () => Promise.resolve(every.weakest({ n: [1, 2] }, ({ n }) => n > 1)),
}

describe('what many runs came to', () => {
  it.each(Object.entries(results))('prints as its text: %s', async (_, play) => {
    const found: { toString: () => string } = await play()
    const text = found.toString()
    expect(text).toMatch(/^\w+.*[a-z]/)
    expect(text).not.toContain('[object')
    expect(inspect(found)).toBe(text)
    expect(Object.keys(found)).not.toContain('text')
    expect(Object.isFrozen(found)).toBe(true)
  })
})
