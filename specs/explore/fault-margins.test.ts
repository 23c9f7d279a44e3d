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

  it('take no more runs than they are given', async () => {
    const { runs } = await faultMargins(shop, { ...options, runs: 5 })
    expect(runs).toBeLessThanOrEqual(5 + 2)
  })
})
