/** F7: a run can be played again with one change, all else as it was. */
import { call, clients, crash, service, simulate, slow, store, system } from 'gameday'
import { describe, expect, it, vi } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '50/s', call: 'web', timeout: '1s' }),
  web: service({ concurrency: 50, handle: [call('db')] }),
  db: store({ concurrency: 4, time: '10ms' }),
})
const slowDb = slow('db', { by: '1s' }).at('5s').for('4s')
const options = { for: '20s', faults: [slowDb], seed: 'a' } as const
const run = simulate(shop, options)

describe('F7 a run that is played again', () => {
  it('without a change is the same, byte for byte', () => {
    expect(run.origin?.play({}).digest).toBe(run.digest)
  })

  it('without its faults has them in none of its numbers, and windows at the same moments', () => {
    const calm = run.origin!.play({ faults: [] })
    expect(calm.availability()).toBe(1)
    expect(calm.recording.grid.edges).toEqual(run.recording.grid.edges)
    expect(calm.seed).toBe('a')
  })

  it('with another seed, system or length has those', () => {
    const { play, faults } = run.origin!
    expect(faults).toEqual([slowDb])
    expect(play({ seed: 'b' }).digest).not.toBe(run.digest)
    const quick = system('shop', { ...shop.parts, db: store({ time: '1ms' }) })
    expect(play({ system: quick, faults: [] }).at('db').working.p99).toBe(1)
    expect(play({ forMs: 30_000 }).recording.grid.horizonMs).toBe(30_000)
  })

  it('may have faults that test nothing, and is given up after so many events', () => {
    const late = crash('db').at('1h')
    expect(run.origin!.play({ faults: [late] }).warnings).toHaveLength(1)
    expect(() => run.origin!.play({ eventLimit: 100 })).toThrow('the run took 100 events')
  })

  it('is of no run that was not to be explained, nor of a replay, nor of a search', () => {
    expect(simulate(shop, { ...options, explain: false }).origin).toBeUndefined()
    expect(run.origin!.play({}).origin).toBeUndefined()
    vi.stubEnv('GAMEDAY_EXPLAIN', 'off')
    expect(simulate(shop, options).origin).toBeUndefined()
    expect(simulate(shop, { ...options, explain: true }).origin).toBeDefined()
    vi.unstubAllEnvs()
  })
})
