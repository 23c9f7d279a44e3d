/** D9: which fault it was, or none; and what an explanation is. */
import { inspect } from 'node:util'
import {
  call,
  clients,
  crash,
  errorRate,
  errors,
  expiredCertificate,
  explain,
  exponential,
  goal,
  partition,
  service,
  simulate,
  skewClock,
  slow,
  store,
  system,
  type Explanation,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { basic, named, users, whyOf } from './support/outages.ts'

describe('D9 a single fault', () => {
  const erring = errors('db', { rate: 0.4 }).at('10s').for('10s')

  it('is named with what it did and how it reached the clients', () => {
    const why = whyOf(basic(), [erring])
    expect(named(why)).toEqual({
      mechanism: 'errors',
      place: 'db',
      faults: [String(erring)],
      isConfirmed: true,
    })
    expect(why.sentences).toEqual([
      `${erring}: 256 of 596 answers of db were errors`,
      'so 256 calls of web->db failed with error 500',
      'so 256 requests of users failed with error 500',
      'without that fault, same seed: 100%',
    ])
    expect(why.diagnosis.spell).toEqual({ fromMs: 10_000, toMs: 20_000 })
    expect(`${why}`).toBe(why.sentences.join('\n'))
    expect(inspect(why)).toBe(`${why}`)
    expect(Object.keys(why)).toEqual(['diagnosis', 'spread', 'sentences', 'graph'])
  })

  it('is no failure of the way there where it is a certificate that nobody trusts', () => {
    const expired = expiredCertificate('db').at('10s').for('10s')
    const users = clients({ rate: '60/s', call: 'db', timeout: '2s' })
    const connection = { tcp: 1, tls: 1 }
    const trusting = system(
      'trusting',
      { users, db: store({ time: '5ms' }) },
      { network: { 'users->db': { latency: '1ms', connection } } },
    )
    const why = whyOf(trusting, [expired])
    expect(named(why)).toMatchObject({ mechanism: 'errors', place: 'users->db' })
  })

  it('is told by what it means where no number shows its effect', () => {
    const wrong = skewClock('db', { ahead: '2s' }).at('10s').for('10s')
    const why = whyOf(basic({ timeout: undefined, deadline: '1s', propagate: true }), [wrong])
    const state = 'the clock of db was 2s ahead: 596 deadlines looked passed'
    expect(why.sentences[0]).toBe(`${wrong}: ${state}`)
  })

  it('is one more after two that are told', () => {
    const three = [2, 4, 6].map(at => errors('db').at(`${at}s`).for('1s'))
    expect(whyOf(basic(), three, '99.5%').sentences).toContain('and 1 more fault')
  })

  it('is told with how far it spread', () => {
    const { spread } = whyOf(basic(), [erring])
    expect(spread).toMatchObject({ components: ['db', 'web'], missed: 256, depth: 2 })
    expect(spread.durationMs).toBe(10_000)
  })

  it('is the first node of a graph that leads to the clients', () => {
    const { graph } = whyOf(basic(), [erring])
    expect(graph.nodes[0]).toEqual({ id: String(erring), kind: 'fault' })
    expect(graph.edges.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      `${erring} → db`,
      'db → web->db',
      'web->db → web',
      'web → users->web',
      'users->web → users',
    ])
  })

  it('lost on the way is not taken for a slow callee', () => {
    const oneWay = partition('web->db', { way: 'back' }).at('10s').for('10s')
    const why = whyOf(basic(), [oneWay])
    expect(named(why)).toMatchObject({ mechanism: 'lost answers', place: 'web->db' })
    expect(why.sentences[0]).toContain('595 of 596 attempts had no answer, though db answered all')
  })

  it('that a call without a time limit waits for is told with that call', () => {
    const shop = system('shop', {
      users,
      web: service({ concurrency: 64, handle: call('db') }),
      db: store({ concurrency: 20, time: exponential('9ms') }),
    })
    const why = whyOf(shop, [slow('db', { by: '2s' }).at('20s').for('10s')])
    expect(named(why)).toMatchObject({ mechanism: 'no time-out', place: 'web->db' })
    expect(why.sentences[1]).toMatch(
      /^web->db has no time limit: all 64 slots of web waited for db/,
    )
  })
})

describe('D9 with several faults', () => {
  const two = system('two', {
    users,
    web: service({
      concurrency: 100,
      handle: [
        call('db', { timeout: '300ms', fallback: { value: 'none' } }),
        call('pay', { timeout: '300ms' }),
      ],
    }),
    db: store({ concurrency: 20, time: '9ms' }),
    pay: store({ concurrency: 20, time: '9ms' }),
  })
  const failing = errors('pay').at('10s').for('10s')
  const decoy = slow('db', { by: '20ms' }).at('5s').for('40s')

  it('the guilty one is named and the decoy is not, in either order', () => {
    for (const faults of [
      [failing, decoy],
      [decoy, failing],
    ]) {
      const why = whyOf(two, faults)
      expect(named(why)).toMatchObject({ place: 'pay', faults: [String(failing)] })
      expect(why.diagnosis.guilt).toBe('needed')
      expect(why.sentences.join()).not.toContain(String(decoy))
    }
  })

  it('both are named where each breaks the goal by itself, the worse first', () => {
    const down = crash('web').at('40s').for('8s')
    const why = whyOf(two, [failing, down])
    expect(why.diagnosis.guilt).toBe('enough')
    expect(named(why).faults).toEqual([String(failing), String(down)])
  })

  it('one that began by a condition is a consequence of the other', () => {
    const first = errors('db').at('10s').for('10s')
    const then = crash('pay').when(errorRate('web->db').above('30%')).for('20s')
    const { diagnosis, sentences } = whyOf(two, [first, then])
    expect(diagnosis.faults.map(String)).toEqual([String(first)])
    expect(diagnosis.consequences.map(String)).toEqual([String(then)])
    expect(sentences[1]).toBe("so crash('pay') began: errorRate('web->db') reached 30.26%")
  })
})

describe('D9 no fault to blame', () => {
  it('is said where none has an effect', () => {
    const why = whyOf(basic({}, { errorRate: 0.05 }), [
      slow('db', { by: '5ms' }).at('10s').for('10s'),
    ])
    expect(named(why)).toMatchObject({ mechanism: 'errors', place: 'db', faults: [] })
    expect(why.diagnosis.guilt).toBe('innocent')
    expect(why.sentences.at(-2)).toMatch(/^it is broken without the faults as well, same seed: \d/)
    expect(why.sentences.at(-1)).toMatch(/^not sure: /)
    expect(why.diagnosis.innocent).toHaveLength(1)
  })

  it('is said where there is none, with what the slots can do', () => {
    const { diagnosis, sentences } = whyOf(basic({}, { concurrency: 1, time: '20ms' }), [])
    expect(diagnosis).toMatchObject({
      mechanism: 'overload',
      place: 'db',
      runs: 0,
      isConfirmed: true,
    })
    expect(sentences[0]).toBe(
      'db was asked 58/s: at 20ms each that takes 1.2 slots; it has 1, 509 in line',
    )
    expect(sentences.at(-1)).toBe('no fault touched anything: it is broken in its steady state')
  })
})

describe('an explanation', () => {
  const down = crash('db').at('10s').for('10s')
  const one = basic()
  const run = simulate(one, { for: '1m', faults: [down] })

  it('is the same each time, frozen, and goes to JSON', () => {
    const [first, second] = [0, 1].map(() => JSON.stringify(explain(run, goal.availability('99%'))))
    expect(first).toBe(second)
    expect(Object.isFrozen(explain(run, goal.availability('99%'))?.diagnosis.steps)).toBe(true)
  })

  it('is none where the goal holds, or the run is not to be explained', () => {
    expect(explain(run, goal.availability('1%'))).toBeUndefined()
    const quiet = simulate(one, { for: '1m', faults: [down], explain: false })
    expect(explain(quiet, goal.availability('99%'))).toBeUndefined()
  })

  it('takes at most twenty times the events of the run', () => {
    const { diagnosis } = explain(run, goal.availability('99%')) as Explanation
    expect(diagnosis.events).toBeLessThanOrEqual(20 * run.recording.events)
    expect(diagnosis.unchecked).toEqual([])
  })

  it('is asked about a goal', () => {
    expect(() => explain(run, 'p99' as never)).toThrow('"p99" is no goal')
  })
})
