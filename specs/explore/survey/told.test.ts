/** F9 `survey`: what nobody can judge is unknown, and one fault or one pair is told as one. */
import { call, clients, goal, service, store, system } from 'gameday'
import { survey } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { both, options, page, twin } from './support/pages.ts'

/** A page whose names leave little room for anything beside them. */
const long = system('page', {
  users: clients({ rate: '20/s', call: 'storefront-of-the-web-shop', timeout: '1s' }),
  'storefront-of-the-web-shop': service({ concurrency: 50, handle: call('db') }),
  db: store({ time: '5ms', replicas: 2 }),
})

describe('F9 what a survey says', () => {
  it('is unknown where one way to have a kind of fault leaves nothing to judge', async () => {
    const atAds = goal.availability('99%', { at: 'ads', between: ['3s', '3500ms'] })
    const parted = { ...options, goals: atAds, kinds: ['partition'], targets: ['ads'] } as const
    const found = await survey(page, parted)
    const because = 'there was nothing to judge'
    expect(found).toMatchObject({ verdict: 'unknown', because, cutSets: [], critical: [] })
    expect(found.cells).toMatchObject([{ verdict: 'unknown', because, margin: undefined }])
    expect(String(found)).toMatch(/\n +ads +\?\n/)
    expect(String(found)).toContain('Of 1 run nothing is known: there was nothing to judge.')
    const some = await survey(page, { ...parted, kinds: ['partition', 'delay'] })
    expect(some.cells.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual([
      'partition unknown',
      'delay held',
    ])
    expect(some).toMatchObject({ verdict: 'unknown', because })
  })

  it('says of one fault and of one pair what it does', async () => {
    const headline = async (more: object): Promise<string> =>
      String(await survey(twin, { ...both, pairs: false, ...more })).split('\n')[0]
    const only = { ...both, targets: ['one', 'two'] }
    const goals = "goal.availability('99%')"
    expect(await headline({ targets: ['one'] })).toBe(
      `twin: the only single fault does not break ${goals}`,
    )
    expect(await headline({ targets: ['web'] })).toBe(`twin: the only single fault breaks ${goals}`)
    expect(await headline({ targets: ['web', 'one'] })).toBe(
      `twin: 1 of 2 single faults breaks ${goals}`,
    )
    expect(await headline(only)).toBe(
      `twin: none of 2 single faults break ${goals}, and the only pair does`,
    )
  })

  it('writes out the names of kinds where there are many, in turns', async () => {
    const { kinds: _, targets: __, ...all } = options
    const text = String(await survey(long, all))
    const table = text.split('\n').slice(5, -1)
    expect(table.slice(0, 7).join('\n')).toMatchInlineSnapshot(`
      "                                surge          crash           drop        exhaust
                                            slow      partition          pause        corrupt
                                               errors          delay    throttleCpu    undecodable
        storefront-of-the-web-shop             X    X    X    X    X    X    X    ?    X    X    X
        db                                     X    X    X    X    X    X    X    .    X    X    X
        users->storefro…f-the-web-shop                        X    X    X
        storefront-of-the-web-shop->db                        X    X    X"
    `)
    expect(table.filter(line => line.length > 100)).toEqual([])
  })
})
