/** F9 `survey`: every fault that fits a system, alone and in pairs. */
import { call, clients, goal, parallel, service, store, system } from 'gameday'
import { survey } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { both, options, page, twin } from './support/pages.ts'

describe('F9 survey', () => {
  it('plays each kind at each target, and tells by how much it breaks the goal', async () => {
    const found = await survey(page, options)
    const told = found.cells.map(({ target, kind, verdict }) => `${kind} ${target} ${verdict}`)
    expect(told).toEqual([
      'slow web broken',
      'errors web broken',
      'crash web broken',
      'slow db broken',
      'errors db broken',
      'crash db broken',
      'slow ads broken',
      'errors ads held',
      'crash ads broken',
    ])
    expect(found).toMatchObject({ verdict: 'broken', because: '', runs: 13, seed: '1' })
    const down = found.cells.find(({ kind, target }) => kind === 'crash' && target === 'db')!
    expect(down.margin?.by).toBeCloseTo(-0.2734, 4)
    expect(`${down.fault}`).toBe("crash('db', { refuse: true }).at('1250ms').for('2500ms')")
  })

  it('names what is declared to be optional and is not, with the faults that show it', async () => {
    const { critical } = await survey(page, options)
    expect(critical.map(({ component }) => component)).toEqual(['ads'])
    expect(critical[0].faults.map(({ cause }) => cause.kind)).toEqual(['slow', 'crash'])
  })

  it('names the protections that never had anything to do', async () => {
    const { unexercised } = await survey(page, options)
    expect(unexercised).toEqual([])
    const some = await survey(page, { ...options, kinds: ['errors'] })
    const by = "slow('db', { by: '200ms' })"
    expect(some.unexercised).toEqual([{ what: 'timeout', at: 'web->db', by }])
  })

  it('finds pairs that break what neither breaks alone, also by what stood by', async () => {
    const { cells, pairs, cutSets } = await survey(twin, both)
    expect(cells.map(({ verdict }) => verdict)).toEqual(['held', 'unknown', 'held', 'unknown'])
    const told = pairs.map(({ faults, verdict }) => [...faults.map(f => f.target), verdict])
    expect(told).toEqual([
      ['one', 'two', 'broken'],
      ['one', 'zone:b', 'broken'],
      ['two', 'zone:a', 'broken'],
      ['zone:a', 'zone:b', 'broken'],
    ])
    expect(cutSets.map(({ targets }) => targets.join(' + '))).toEqual([
      'one + two',
      'one + zone:b',
      'two + zone:a',
      'zone:a + zone:b',
    ])
  })

  it('says it in a table', async () => {
    expect(String(await survey(page, options))).toMatchInlineSnapshot(`
      "page: 8 of 9 single faults break goal.availability('99%')

        13 runs with seed 1.

               slow  errors   crash
        web       X       X       X
        db        X       X       X
        ads       X       .       X
        X breaks a goal, . does not, ? nobody knows

        The least that breaks it
          alone: web, db, ads

        Declared optional, in fact critical
          ads: slow, crash"
    `)
    expect(String(await survey(twin, both))).toMatchInlineSnapshot(`
      "twin: none of 4 single faults break goal.availability('99%'), and 4 of 4 pairs

        13 runs with seed 1.
        Of 2 runs nothing is known: it touched nothing.

                crash
        one         .
        two         ?
        zone:a      .
        zone:b      ?
        X breaks a goal, . does not, ? nobody knows

        The least that breaks it
          one and two: crash
          one and zone:b: crash
          two and zone:a: crash
          zone:a and zone:b: crash"
    `)
  })

  it('says which one change mends most, with its lines, and what that breaks', async () => {
    const found = await survey(page, { ...options, changes: true })
    const inWords = found.changes.map(({ what, mends, of, breaks }) =>
      [what, `${mends.length} of ${of}`, ...breaks.map(({ target }) => target)].join(' | '),
    )
    expect(inWords).toEqual([
      'a fallback at web->db | 3 of 8',
      'time-out of 10ms at web->ads | 2 of 8',
    ])
    expect(found.changes[0].mends.map(({ target }) => target)).toEqual(['db', 'db', 'db'])
    expect(`${found}`.replace(/^[^]*(?=One change)/, '')).toMatchInlineSnapshot(`
      "One change that mends most
          a fallback at web->db: mends 3 of 8
            - web  call('db', { timeout: '200ms', retry: { attempts: 2, base: '10ms' } })
            + web  call('db', { timeout: '200ms', retry: { attempts: 2, base: '10ms' },
                fallback: { value: 'stand-in' } })
            breaks nothing new
          time-out of 10ms at web->ads: mends 2 of 8
            - web  call('ads', { optional: true })
            + web  call('ads', { optional: true, timeout: '10ms' })
            breaks nothing new"
    `)
  })

  it('tries no change unless asked to, and says how far it got', async () => {
    expect((await survey(page, options)).changes).toEqual([])
    const few = await survey(page, { ...options, changes: true, runs: 30 })
    expect(few).toMatchObject({ runs: 30, isCutShort: true })
    expect(String(few)).toContain('cut short: there was more to play')
    const held = await survey(twin, { ...both, pairs: false, changes: true })
    expect(held).toMatchObject({ verdict: 'held', changes: [], runs: 9 })
  })

  it('holds where nothing breaks a goal', async () => {
    const found = await survey(twin, { ...both, pairs: false })
    expect(found).toMatchObject({ verdict: 'held', cutSets: [], critical: [] })
    expect(String(found)).toContain("twin: none of 4 single faults break goal.availability('99%')")
  })

  it('is unknown where the goals do not hold without faults, or nothing is touched', async () => {
    const slow = await survey(page, { ...options, goals: goal.latency('p99', '1ms') })
    expect(slow).toMatchObject({ verdict: 'unknown', runs: 1, cells: [] })
    expect(slow.because).toBe("without faults goal.latency('p99', '1ms') is broken")
    const idle = system('idle', {
      users: clients({ rate: '5/s', call: 'web' }),
      web: store({ time: '1ms' }),
      cellar: store({ time: '1ms' }),
    })
    const untouched = await survey(idle, { ...options, targets: ['cellar'] })
    expect(untouched).toMatchObject({ verdict: 'unknown', because: 'it touched nothing' })
  })

  it('tells how far it is, and stops when told to, with what is known by then', async () => {
    const stop = new AbortController()
    const told: string[] = []
    const found = await survey(page, {
      ...options,
      signal: stop.signal,
      onProgress: ({ runs, of }) => {
        told.push(`${runs} of ${of}`)
        if (runs === 3) stop.abort()
      },
    })
    expect(told).toEqual(['1 of 13', '2 of 13', '3 of 13'])
    expect(found).toMatchObject({ isStopped: true, runs: 3 })
    expect(String(found)).toContain('3 runs with seed 1, stopped.')
  })

  it('plays no more than it may, and says so', async () => {
    const found = await survey(twin, { ...both, runs: 11 })
    expect(found).toMatchObject({ runs: 11, isCutShort: true, verdict: 'broken' })
    expect(found.pairs).toHaveLength(2)
    const none = await survey(twin, { ...both, runs: 1 })
    expect(none).toMatchObject({ verdict: 'unknown', cells: [] })
    expect(none.because).toBe('there was more to play than it has runs')
  })

  it('is the same again with the same seed, and cannot be changed', async () => {
    const [one, other] = [await survey(twin, both), await survey(twin, both)]
    expect(JSON.stringify(one)).toBe(JSON.stringify(other))
    expect(Object.isFrozen(one.cells[0])).toBe(true)
  })

  it('stays short with thousands of components', async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => `component-number-${i}`)
    const stores = Object.fromEntries(many.map(name => [name, store({ time: '1ms' })]))
    const large = system('large', {
      users: clients({ rate: '2/s', call: 'web', timeout: '1s' }),
      web: service({ handle: parallel(...many.slice(0, 40).map(name => call(name as never))) }),
      ...stores,
    })
    const goals = goal.availability('99%')
    const some = { for: '4s', goals, kinds: ['crash', 'slow'], runs: 6 } as const
    const found = await survey(large, some)
    const lines = String(found).split('\n')
    expect(found.isCutShort).toBe(true)
    expect(lines.length).toBeLessThan(40)
    expect(Math.max(...lines.map(line => Array.from(line).length))).toBeLessThanOrEqual(100)
  })

  it('is refused with every mistake in the options', async () => {
    const wrong = survey(page, { ...options, goals: 3, runs: 0, paris: true } as never)
    await expect(wrong).rejects.toThrow(/3 is no goal[^]*paris|paris[^]*3 is no goal/)
    await expect(survey({} as never, options)).rejects.toThrow('no system')
    await expect(survey(page, 3 as never)).rejects.toThrow('survey')
    const stray = goal.availability('99%', { at: 'dbx' }) as never
    await expect(survey(page, { ...options, goals: stray })).rejects.toThrow('dbx')
    await expect(survey(page, { ...options, within: '10s' })).rejects.toThrow('within')
  })
})
