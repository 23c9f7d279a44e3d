/** Changes as users write them: sentences, JSON, and errors that say what to write instead. */
import {
  call,
  change,
  changeFrom,
  clients,
  errorRate,
  queueOf,
  service,
  simulate,
  store,
  system,
  UsageError,
} from 'gameday'
import { describe, expect, it } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '10/s', call: 'web' }),
  web: service({ handle: call('db', { timeout: '100ms', retry: { attempts: 3 } }) }),
  db: store({ concurrency: 20, time: '5ms' }),
})

const problems = (play: () => unknown): string[] => {
  try {
    play()
    return []
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return error.problems.map(({ where, what, fix }) => `${where}: ${what}: ${fix}`)
  }
}

const playing = (...changes: readonly ReturnType<typeof change<string>>[]) =>
  problems(() => simulate(shop as never, { for: '1s', changes }))

describe('a change', () => {
  it('reads as the sentence that declares it', () => {
    const said = [
      change('db', { concurrency: 40 }),
      change('web->db', { retry: { attempts: 1 }, breaker: null })
        .at('2m')
        .for('30s'),
      change('db', { queue: 5 }).when(errorRate('web').above('20%'), { after: '5m' }).once(),
      change('db', { queue: 5 }).at('1m').until(queueOf('db').below(3)),
    ]
    expect(said.map(String)).toEqual([
      "change('db', { concurrency: 40 }).at('0ms')",
      "change('web->db', { retry: { attempts: 1 }, breaker: null }).at('2m').for('30s')",
      "change('db', { queue: 5 }).at('0ms').when(errorRate('web').above(0.2), { after: '5m' })" +
        '.once()',
      "change('db', { queue: 5 }).at('1m').until(queueOf('db').below(3))",
    ])
    for (const one of said) {
      const again = changeFrom(JSON.parse(JSON.stringify(one)))
      expect([`${again}`, JSON.stringify(again)]).toEqual([`${one}`, JSON.stringify(one)])
    }
  })

  it('stays once its condition has begun it, unless its end is told', () => {
    const when = (one: ReturnType<typeof change>) => one.timing.when?.forever
    const met = change('db', { queue: 5 }).when(queueOf('db').above(3))
    const ended = [met.for('5s'), met.until(queueOf('db').below(1))]
    expect([when(met), ...ended.map(when)]).toEqual([true, false, false])
  })

  it('is told all that is wrong with it at once, before anything runs', () => {
    expect(problems(() => change('db', { concurency: 4, slots: 2 } as never))).toEqual([
      `change('db', …): a component has no "concurency" that may change: ` +
        'did you mean "concurrency"?',
      `change('db', …): a component has no "slots" that may change: ` +
        'write one of "replicas", "concurrency", "queue", "rateLimit", ' +
        '"shedding", "limit", "balance", "zoneRouting", "rate", "users"',
    ])
    expect(problems(() => change('db', {}))).toEqual([
      "change('db', …): it changes nothing: " +
        "say what changes, as in change('db', { concurrency: 40 })",
    ])
    expect(problems(() => change('db', { queue: 5 }).for(0))[0]).toContain('it lasts no time')
  })

  it('of what is not there says what is', () => {
    expect(playing(change('dbb', { queue: 5 }), change('web->cache', { timeout: '1s' }))).toEqual([
      `change('dbb', { queue: 5 }).at('0ms'): there is no "dbb": did you mean "db"?`,
      `change('web->cache', { timeout: '1s' }).at('0ms'): ` +
        'nobody calls "web->cache" by that name: did you mean "web->db"?',
    ])
  })

  it('takes away only what was declared', () => {
    expect(playing(change('web->db', { breaker: null }))).toEqual([
      `change('web->db', { breaker: null }).at('0ms'): ` +
        '"web->db" has no breaker that could be taken away: leave breaker out, or declare it',
    ])
  })

  it('of a breaker that is not there has to say when that opens', () => {
    const [problem] = playing(change('web->db', { breaker: { openFor: '1s' } }))
    expect(problem).toContain("change('web->db', { breaker: { openFor: '1s' } })")
    expect(problem).toContain('breaker')
  })

  it('that would leave all as it is changes nothing', () => {
    expect(playing(change('db', { concurrency: 20 }))[0]).toContain('it changes nothing')
    const back = [change('db', { concurrency: 5 }), change('db', { concurrency: 20 }).at('500ms')]
    expect(playing(...back)).toEqual([])
  })

  it('by a condition is checked with whatever may count when it is made, in any order', () => {
    const slow = errorRate('web').above('20%')
    const listed = change('web->db', { retry: { delays: ['1s'] } })
    const based = change('web->db', { retry: { base: '1s' } })
    const other = change('db', { concurrency: 40 }).when(queueOf('db').above(3))
    const told = playing(listed.when(slow), based.when(queueOf('db').above(5)), other)
    const both = `${listed.when(slow)} and ${based.when(queueOf('db').above(5))}`
    expect(told).toEqual([expect.stringContaining(`${both}: web › handle › retry: delays lists`)])
    // It is not known whether the first still counts when the second is made.
    const until = listed.until(queueOf('db').below(1))
    expect(playing(until, based.at('500ms'))).toHaveLength(1)
    expect(playing(listed.for('400ms'), based.at('500ms'))).toEqual([])
  })

  it('is told with all else that is wrong, be it of a condition or another change', () => {
    const nowhere = (errorRate as (of: string) => ReturnType<typeof errorRate>)('webb')
    const wrong = change('db', { concurrency: 4 }).when(nowhere.above('20%'))
    expect(playing(wrong, change('db', { concurrency: 0 }), change('dbb', { queue: 1 }))).toEqual([
      expect.stringContaining('0 is not a whole number'),
      expect.stringContaining('there is no "dbb"'),
      expect.stringContaining('nothing named "webb" to measure: did you mean "web"?'),
    ])
  })

  it('that begins when load has ended is never made, and that is an error', () => {
    const [problem] = playing(change('db', { concurrency: 5 }).at('5s'))
    expect(problem).toContain('it is made at 5s, and load ends at 1s')
  })
})
