/** F7 `compare`: two designs side by side, by pairs of runs with the same seed. */
import { call, clients, goal, service, slow, store, system } from 'gameday'
import { compare } from 'gameday/explore'
import { describe, expect, it } from 'vitest'

const shopWith = (timeout?: '50ms') =>
  system('shop', {
    users: clients({ rate: '40/s', call: 'web', timeout: '1s' }),
    web: service({
      concurrency: 8,
      handle: call('recs', { optional: true, ...(timeout && { timeout }) }),
    }),
    recs: store({ time: '5ms' }),
  })
const slowRecs = slow('recs', { by: '3s' }).at('5s').for('5s')
const options = { for: '20s', faults: [slowRecs], goal: goal.availability('99.9%') } as const

describe('F7 compare', () => {
  it('tells what differs by pairs, with an interval, and for whom that speaks', async () => {
    const found = await compare(shopWith(), shopWith('50ms'), { ...options, seeds: 4 })
    const [availability, degraded, p50, p99, attempts] = found.differences
    expect(found.seeds).toEqual(['1/1', '1/2', '1/3', '1/4'])
    expect(availability).toMatchObject({ measure: 'availability', b: 1, better: 'b' })
    const { mean, low, high } = availability.difference
    expect(mean).toBeCloseTo(availability.b - availability.a, 12)
    expect(low).toBeGreaterThan(0.2)
    expect(high).toBeLessThan(0.4)
    expect(degraded.better).toBe('a')
    expect([p50.better, p99.better, attempts.measure]).toEqual(['same', 'b', 'attempts'])
    expect(found.goals).toEqual([
      {
        goal: "goal.availability('99.9%')",
        a: 0,
        b: 4,
        judged: { a: 4, b: 4 },
        better: 'unclear',
        because: 'chance alone often makes such a difference',
      },
    ])
    expect(String(found)).toContain('4 pairs of runs with the same seed.')
    expect(Object.isFrozen(found.differences[0].difference)).toBe(true)
  })

  it('finds a goal clearly better kept once chance alone would seldom make it so', async () => {
    const { goals } = await compare(shopWith(), shopWith('50ms'), { ...options, seeds: 6 })
    expect(goals).toMatchObject([{ a: 0, b: 6, better: 'b' }])
  })

  it('finds no difference between a design and itself', async () => {
    const { differences, goals } = await compare(shopWith(), shopWith(), { ...options, seeds: 2 })
    for (const { better, difference } of differences) {
      expect({ better, ...difference }).toEqual({ better: 'same', mean: 0, low: 0, high: 0 })
    }
    expect(goals[0].better).toBe('same')
  })

  it('stops when it is told to, with what is known by then', async () => {
    const stop = new AbortController()
    const { signal } = stop
    const onProgress = ({ seeds }: { readonly seeds: number }) => seeds === 2 && stop.abort()
    const found = await compare(shopWith(), shopWith('50ms'), {
      ...options,
      signal,
      onProgress: told => void onProgress(told),
    })
    expect(found).toMatchObject({ seeds: ['1/1', '1/2'], isStopped: true })
    expect(String(found)).toContain('stopped')
  })

  it('is unclear where no pair was played, and says so', async () => {
    const found = await compare(shopWith(), shopWith('50ms'), {
      ...options,
      signal: AbortSignal.abort(),
    })
    const because = 'no pair was played'
    expect(found.differences).toEqual([])
    expect(found.goals).toMatchObject([{ judged: { a: 0, b: 0 }, better: 'unclear', because }])
    expect(String(found)).toMatchInlineSnapshot(`
      "shop: a and b side by side

        0 pairs of runs with the same seed, stopped.
        It is unclear which keeps goal.availability('99.9%') better: no pair was played.

                                    a        b        b - a, 95 % of it  better
        goal.availability('99.9%')  unknown  unknown                     unclear"
    `)
  })

  it('is unclear where no pair could be judged, and counts what could be', async () => {
    const alone = system('shop', { ...shopWith().parts, web: store({ time: '5ms' }) })
    const asked = { for: '2s', goal: goal.availability('99%', { at: 'recs' }), seeds: 6 } as const
    const found = await compare(shopWith(), alone, asked)
    const because = 'there is no pair of which both runs could be judged'
    expect(found.goals).toMatchObject([
      { a: 6, b: 0, judged: { a: 6, b: 0 }, better: 'unclear', because },
    ])
    expect(String(found)).toMatch(/at: 'recs' }\) {2}6 of 6 +unknown +unclear/)
    expect(String(found).replace(/\n +/g, ' ')).toContain(
      `It is unclear which keeps ${asked.goal} better: ${because}.`,
    )
  })

  it('is refused with every mistake in the options', async () => {
    const wrong = compare(shopWith(), shopWith(), { ...options, seeds: 1, goal: 3 } as never)
    await expect(wrong).rejects.toThrow(/3 is no goal[^]*seeds/)
    await expect(compare({} as never, shopWith(), options)).rejects.toThrow('no system')
    await expect(compare(shopWith(), shopWith(), 3 as never)).rejects.toThrow('no set of options')
  })

  it('names its own options beside those of a run where there is no such option', async () => {
    const wrong = compare(shopWith(), shopWith(), { ...options, goals: [] } as never)
    await expect(wrong).rejects.toMatchObject({
      problems: [
        {
          what: 'there is no option "goals"',
          where: 'compare › goals',
          fix: 'did you mean "goal"?',
        },
      ],
    })
  })
})
