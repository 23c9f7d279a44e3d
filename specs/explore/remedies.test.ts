/** F7 F12 `remedies`: what would have held, asked for by hand. */
import { call, clients, crash, goal, service, slow, store, system, work } from 'gameday'
import { remedies } from 'gameday/explore'
import { describe, expect, it } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '40/s', call: 'web', timeout: '1s' }),
  web: service({ concurrency: 8, handle: call('recs', { optional: true }) }),
  recs: store({ time: '5ms' }),
})
const slowRecs = slow('recs', { by: '3s' }).at('5s').for('5s')
const options = { for: '20s', faults: [slowRecs], goal: goal.availability('99.9%') } as const

describe('F7 F12 remedies', () => {
  it('are found with their lines, in words, and cannot be changed', async () => {
    const found = await remedies(shop, options)
    expect(found).toMatchObject({ verdict: 'broken', seed: '1', isCutShort: false })
    expect(found.cures[0].what).toBe('time-out of 50ms at web->recs')
    expect(Object.isFrozen(found)).toBe(true)
    expect(Object.isFrozen(found.cures[0].lines[0])).toBe(true)
    expect(String(found)).toContain("+ web  call('recs', { optional: true, timeout: '50ms' })")
    expect(String(found)).toContain("slow('recs', { by: '3s' }).at('5s').for('5s'): 100%")
  })

  it('say in how many places a line stands that has to be changed in all', async () => {
    const twice = system('twice', {
      users: clients({ rate: '40/s', call: 'web', timeout: '1s' }),
      web: service({
        concurrency: 8,
        handle: [call('recs', { optional: true }), work('1ms'), call('recs', { optional: true })],
      }),
      recs: store({ time: '5ms' }),
    })
    const found = await remedies(twice, options)
    expect(found.cures[0].lines).toMatchObject([{ part: 'web', places: 2 }])
    expect(String(found)).toContain("- web (2 places)  call('recs', { optional: true })")
  })

  it('are not sought where the goals hold, and where nobody can tell', async () => {
    const held = await remedies(shop, { ...options, faults: [] })
    expect(held).toMatchObject({ verdict: 'held', runs: 0, cures: [] })
    const asked = goal.availability('99%', { between: ['0s', '1ms'] })
    const unknown = await remedies(shop, { for: '20s', goal: asked, resolution: '1ms' })
    expect(unknown).toMatchObject({ verdict: 'unknown', runs: 0 })
    expect(String(unknown)).toBe('shop: nothing to mend, the goal could not be judged')
  })

  it('hold all goals at once, and those of other faults', async () => {
    const found = await remedies(shop, {
      ...options,
      goal: [goal.availability('99.9%'), goal.latency('p99', '100ms')],
      others: [{ faults: [crash('recs').at('5s').for('5s')] }],
    })
    expect(found.cures[0].what).toBe('time-out of 30ms at web->recs')
    expect(found.cures[0].alsoHolds).toEqual({ seeds: 2, faults: 1 })
  })

  it('tell how far they are, and stop when told to, with what is known by then', async () => {
    const stop = new AbortController()
    const told: number[] = []
    const found = await remedies(shop, {
      ...options,
      signal: stop.signal,
      onProgress: ({ runs }) => {
        told.push(runs)
        if (runs === 6) stop.abort()
      },
    })
    expect(told).toEqual([1, 2, 3, 4, 5, 6])
    expect(found).toMatchObject({ isStopped: true, runs: 6 })
    expect(found.withoutFaults).toHaveLength(1)
  })

  it('are mended where the goal is broken without any fault', async () => {
    const small = system('small', {
      users: clients({ rate: '100/s', call: 'db', timeout: '1s' }),
      db: store({ concurrency: 1, time: '15ms' }),
    })
    const { cures, withoutFaults } = await remedies(small, { for: '20s', goal: options.goal })
    expect(withoutFaults).toEqual([])
    expect(cures.map(({ what }) => what)).toContain('2 slots at db')
  })

  it('are refused with every mistake in the options', async () => {
    const wrong = remedies(shop, { ...options, goal: 3, seeds: -1, rusn: 3 } as never)
    await expect(wrong).rejects.toThrow(/3 is no goal[^]*seeds[^]*rusn/)
    await expect(remedies(shop, undefined as never)).rejects.toThrow('is no set of options')
    await expect(remedies({} as never, options)).rejects.toThrow('no system')
    const stranger = remedies(shop, { ...options, rusn: 3 } as never)
    await expect(stranger).rejects.toThrow(/"rusn"\s+where: remedies › rusn/)
  })

  it('say which name a goal asks for that the system does not have', async () => {
    const stray = goal.availability('99%', { at: 'dbx' }) as never
    await expect(remedies(shop, { ...options, goal: stray })).rejects.toThrow('dbx')
  })
})
