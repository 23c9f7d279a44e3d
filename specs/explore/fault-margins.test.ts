/** F7 `faultMargins`: how bad and how long a fault may be until a goal is missed. */
import { call, clients, goal, service, slow, store, system } from 'gameday'
import { faultMargins } from 'gameday/explore'
import { describe, expect, it } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '40/s', call: 'web', timeout: '1s' }),
  web: service({ concurrency: 8, handle: call('recs', { optional: true }) }),
  recs: store({ time: '5ms' }),
})
const slowRecs = slow('recs', { by: '3s' }).at('5s').for('5s')
const options = { for: '20s', faults: [slowRecs], goal: goal.availability('99%') } as const

describe('F7 the margins of faults', () => {
  it('are told to two figures, up to where it holds and from where it breaks', async () => {
    const found = await faultMargins(shop, options)
    const { margins } = found
    expect(String(found)).toBe(
      [
        "slow('recs', { by: '3s' }).at('5s').for('5s')",
        "  by   holds up to '200ms', breaks from '210ms'",
        "  for  holds up to '190ms', breaks from '200ms'",
      ].join('\n'),
    )
    for (const { sweep, isMonotone } of margins) {
      const values = sweep.map(({ value }) => value)
      expect(values).toEqual(values.toSorted((a, b) => a - b))
      expect(isMonotone).toBe(true)
    }
  })

  it('are none without faults, and stop when they are told to', async () => {
    const none = await faultMargins(shop, { ...options, faults: [] })
    expect(none).toMatchObject({ margins: [], runs: 1, isStopped: false })
    const stopped = await faultMargins(shop, { ...options, signal: AbortSignal.abort() })
    expect(stopped).toMatchObject({ margins: [], isStopped: true })
  })

  it('are told of a fault that is borne, too, and not as if it broke the goal', async () => {
    const faults = [slow('recs', { by: '100ms' }).at('5s').for('5s')]
    const { margins } = await faultMargins(shop, { ...options, faults })
    const [by, long] = margins
    expect(by.sweep).toContainEqual({ value: 100, held: true })
    expect(by.isMonotone).toBe(true)
    expect(long.sweep.every(({ held }) => held)).toBe(true)
    expect(long.isMonotone).toBe(true)
    const found = await faultMargins(shop, { ...options, faults })
    expect(String(found)).toContain("by   holds up to '200ms', breaks from '210ms'")
    expect(String(found)).toContain('for  holds with any that was tried')
  })

  it('are none where the goal is missed without the fault, too', async () => {
    const found = await faultMargins(shop, { ...options, goal: goal.latency('p99', '1ms') })
    expect(found).toMatchObject({ margins: [], runs: 2 })
    const because = "goal.latency('p99', '1ms') is broken without these faults, too"
    expect(found.because).toBe(because)
    expect(String(found)).toBe(`No margins: ${because}`)
  })

  it('leave out what nobody knows', async () => {
    const late = { ...options, for: '11s', goal: goal.recovers('5s') } as const
    const found = await faultMargins(shop, late)
    for (const { sweep } of found.margins) expect(sweep.every(({ held }) => held)).toBe(true)
  })

  it('keep what is known when they are stopped', async () => {
    const { signal } = new AbortController()
    let asked = 0
    Object.defineProperty(signal, 'aborted', { get: () => ++asked > 6 })
    const found = await faultMargins(shop, { ...options, signal })
    expect(found.isStopped).toBe(true)
    expect(found.margins.length).toBeGreaterThan(0)
  })

  it('take no more runs than they are given', async () => {
    const { runs } = await faultMargins(shop, { ...options, runs: 5 })
    expect(runs).toBe(5)
  })
})
