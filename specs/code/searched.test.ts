/** Systems with code in searches: explored, compared over seeds, and cured. */
import { describe, expect, test } from 'vitest'
import { code, explain } from '../../src/code/index.ts'
import { search, ensemble, remedies } from '../../src/explore/index.ts'
import { clients, goal, simulate, slow, store, system } from '../../src/index.ts'

/** A shop that asks its rates again at once, and gives up after a second. */
const shop = system('shop', {
  users: clients({ rate: '20/s', call: 'price', timeout: '1s' }),
  price: code(
    async (_request, { call }) => {
      await new Promise(resolve => setTimeout(resolve, Math.random() * 5))
      return call('rates')
    },
    { calls: ['rates'] },
  ),
  rates: store({ concurrency: 4, time: '20ms' }),
})

describe('a system with code', () => {
  test('is played alike twice, and otherwise with another seed', async () => {
    const one = await simulate(shop, { for: '5s', seed: 'a' })
    const again = await simulate(shop, { for: '5s', seed: 'a' })
    const other = await simulate(shop, { for: '5s', seed: 'b' })

    expect(again.digest).toBe(one.digest)
    expect(other.digest).not.toBe(one.digest)
  })

  test('is explored: the fault that breaks a goal is found and shrunk', async () => {
    const found = await search(shop, {
      for: '20s',
      runs: 60,
      kinds: ['slow'],
      store: false,
      holds: run => (run.availability() ?? 1) > 0.9,
    })

    expect(found.counterexample?.verdict).toBe('broken')
    expect(found.counterexample?.faults.map(String).join()).toMatch(/^slow\(/)
  })

  test('is told as broken where the search is stopped before it has shrunk anything', async () => {
    const stop = new AbortController()

    const found = await search(shop, {
      for: '20s',
      runs: 60,
      kinds: ['slow'],
      store: false,
      holds: goal.availability('90%'),
      signal: stop.signal,
      onProgress: ({ doing }) => {
        if (doing === 'shrinking') stop.abort()
      },
    })

    expect(found.counterexample?.verdict).toBe('broken')
    expect(found.counterexample?.message).toContain('availability')
    expect(found.counterexample?.explanations).toEqual([]) // it would take dozens of runs more
  })

  test('that fails by itself is told as that, and not as a run without end', async () => {
    const failing = (handle: () => unknown) =>
      system('shop', {
        users: clients({ rate: '1/s', call: 'price' }),
        price: code(handle),
      })
    const options = { for: '5s', runs: 3, store: false, holds: () => true } as const
    const waits = failing(() => new Promise(resolve => setImmediate(resolve)).then(() => () => 1))
    const throws = failing(() => void setTimeout(() => (null as unknown as Date).getTime(), 5))

    for (const [broken, message] of [
      [waits, 'what price says cannot be sent: a function'],
      [throws, 'did not catch an error'],
    ] as const) {
      const { counterexample } = await search(broken, options)
      expect(counterexample?.verdict).toBe('threw')
      expect(counterexample?.message).toContain(message)
    }
  })

  test('is asked over seeds', async () => {
    const all = await ensemble(shop, { for: '5s', seeds: 5 })

    expect(all.seeds).toHaveLength(5)
  })

  test('is cured by what would have held', async () => {
    const cures = await remedies(shop, {
      for: '20s',
      faults: [slow('rates', { by: '1.5s' }).at('5s').for('3s')],
      goal: goal.availability('99%'),
    })

    expect(cures.verdict).toBe('broken')
    expect(cures.runs).toBeGreaterThan(1)
  })

  test('tells why a goal broke, awaited', async () => {
    const slowRates = slow('rates', { by: '1.5s' }).at('5s').for('3s')
    const run = await simulate(shop, { for: '20s', faults: [slowRates] })

    const why = await explain(run, goal.availability('99%'))

    expect(`${why}`).toContain('rates')
  })
})
