/** D8: rules, by which failure is assumed to spread beside what emerges from the model. */
import {
  breaker,
  call,
  crash,
  dependentsOf,
  downstreamOf,
  errorRate,
  errors,
  type Fault,
  isDown,
  latency,
  type NamesIn,
  openBreaker,
  queueOf,
  type Rule,
  rule,
  ruleFrom,
  service,
  simulate,
  slow,
  store,
  system,
  timeoutRate,
  upstreamOf,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, once, story } from '../support/story.ts'

/** Ten requests a second through three hops; each takes 10 ms in the db. */
const chain = system('chain', {
  users: once('edge', { rate: '10/s', requests: 50 }),
  edge: service({ handle: call('web') }),
  web: service({
    replicas: 2,
    handle: call('db', { timeout: '500ms', breaker: { consecutive: 100, openFor: '1s' } }),
  }),
  db: store({ concurrency: 1, time: '10ms' }),
  aside: service({ handle: call('db') }),
})

type Names = NamesIn<typeof chain>['target']

const trouble = errors('db').from('1s').until('2s')

const play = (rules: readonly Rule<Names>[], faults: readonly Fault<Names>[] = [trouble]) =>
  simulate(chain, { for: '5s', faults, rules, trace: true })

const periodsOf = (run: ReturnType<typeof play>, kind: string) =>
  run.faults
    .filter(fault => fault.kind === kind)
    .flatMap(({ periods }) => periods.map(({ from, until }) => [from, until]))

const failing = errorRate('db', { over: '500ms' }).above('50%')

describe('D8: a rule', () => {
  it('brings its effect upstream, after a delay, while its trigger holds', () => {
    const spreads = rule('spreads', {
      when: failing,
      effects: [slow(upstreamOf('db'), { by: '30ms' })],
      after: '200ms',
    })
    const run = play([spreads])
    // Three of the last five have failed at 1.3 s; and of the five before 2.3 s only two.
    expect(periodsOf(run, 'slow')).toEqual([[1_500, 2_300]])
    const took = story(run).map(([at, until]) => [at, until - at])
    expect(took.filter(([, ms]) => ms >= 30).map(([at]) => at)).toEqual([
      1_500, 1_600, 1_700, 1_800, 1_900, 2_000, 2_100, 2_200,
    ])
  })

  it('brings its effect for a time, whether or not its trigger goes on', () => {
    const spreads = rule('spreads', {
      when: failing,
      effects: [slow('edge', { by: '30ms' })],
      for: '2s',
      cooldown: '10s',
    })
    expect(periodsOf(play([spreads]), 'slow')).toEqual([[1_300, 3_300]])
  })

  it('reaches upstream, downstream, all dependents or the components it names', () => {
    const hit = (target: Names): string[] => {
      const effects = [slow(target, { by: '1ms' })]
      const run = play([rule('spreads', { when: failing, effects, for: '1s' })])
      const slowed = (name: 'edge' | 'web' | 'db' | 'aside'): boolean =>
        (run.at(name).latency.p99 ?? 0) > (simulate(chain, calm).at(name).latency.p99 ?? 0)
      return (['edge', 'web', 'db', 'aside'] as const).filter(slowed)
    }
    const calm = { for: '5s', faults: [trouble] } as const
    // Whoever calls what is slow takes longer as well, so the last one named is the one that is.
    expect(hit('db')).toEqual(['edge', 'web', 'db'])
    expect(hit(upstreamOf('db'))).toEqual(['edge', 'web'])
    expect(hit(upstreamOf('web'))).toEqual(['edge'])
    expect(hit(dependentsOf('web'))).toEqual(['edge'])
    expect(hit(downstreamOf('web'))).toEqual(['edge', 'web', 'db'])
  })

  it('reaches every dependent, direct or not, and each link to it once', () => {
    const cut = (target: Names) => {
      const effects = [slow(target, { by: '1ms' })]
      return play([rule('spreads', { when: failing, effects, for: '1s' })]).faults[1].touched
    }
    // Ten requests in the second: at web and at edge, and nobody asks aside.
    expect(cut(upstreamOf('db'))).toBe(10)
    expect(cut(dependentsOf('db'))).toBe(20)
  })

  it('may be triggered by a failed dependency, latency, queue depth and time-outs', () => {
    const begins = (
      when: Parameters<typeof rule<Names, Names>>[1]['when'],
      fault: Fault<Names>,
    ) => {
      const spreads = rule('spreads', { when, effects: [slow('edge', { by: '1ms' })], for: '1s' })
      const run = play([spreads], [fault])
      return run.faults.find(({ rule }) => rule === 'spreads')?.periods[0]?.from
    }
    const dawdles = slow('db', { by: '200ms' }).from('1s').until('2s')
    expect(begins(isDown('db'), crash('db').from('1s').until('2s'))).toBe(1_000)
    expect(begins(latency('p99', 'db', { over: '1s' }).above('150ms'), dawdles)).toBe(1_300)
    expect(begins(queueOf('db').above(3), dawdles)).toBe(1_800)
    expect(
      begins(timeoutRate('web->db').above(0), slow('db', { by: '1s' }).from('1s').until('2s')),
    ).toBe(1_600)
  })

  it('may lead to several effects, which are faults like any other on the record', () => {
    const spreads = rule('db fails', {
      when: failing,
      effects: [slow('edge', { by: '5ms' }), errors('web', { rate: 0.5 })],
      for: '1s',
      cooldown: '10s',
    })
    const run = play([spreads])
    expect(run.faults.map(fault => [fault.kind, fault.rule, fault.periods.length])).toEqual([
      ['errors', undefined, 1],
      ['errors', 'db fails', 1],
      ['slow', 'db fails', 1],
    ])
    const begun = run.facts('fault').find(({ fault }) => fault.rule === 'db fails')
    expect(begun?.because).toBe("errorRate('db', { over: '500ms' }) reached 60%")
  })

  it('is no part of the system: without it only what emerges happens', () => {
    const spreads = rule('spreads', { when: failing, effects: [crash('edge')], for: '1s' })
    expect(play([]).requests().outcomes.error).toBe(10)
    expect(play([spreads]).requests().outcomes.ok).toBeLessThan(40)
  })
})

describe('D8: a breaker held open', () => {
  const held = openBreaker('web->db').from('1s').until('2s')

  it('turns every call away, on all replicas, and is closed afterwards', () => {
    const run = play([], [held])
    const outcomes = story(run).map(([at, , outcome]) => [at, outcome])
    const rejected = outcomes.filter(([, outcome]) => outcome !== 'ok').map(([at]) => at)
    expect(rejected).toEqual(Array.from({ length: 10 }, (_, i) => 1_000 + 100 * i))
    expect(attemptsOf(run, 'web->db')).toHaveLength(40)
    expect(run.faults[0].touched).toBe(10)
    expect(run.on('web->db').reasons).toEqual([{ because: 'circuit breaker open', count: 10 }])
  })

  it('has its changes of state on the record, one for each replica', () => {
    const changes = play([], [held]).facts('breaker')
    expect(changes.map(({ at, replica, from, to }) => [at, replica, from, to])).toEqual([
      [1_000, 0, 'closed', 'isolated'],
      [1_000, 1, 'closed', 'isolated'],
      [2_000, 0, 'isolated', 'closed'],
      [2_000, 1, 'isolated', 'closed'],
    ])
  })

  it('is open until the last of several faults lets go', () => {
    const other = openBreaker('web->db').from('1500ms').until('3s')
    const run = play([], [held, other])
    expect(run.facts('breaker').map(({ at }) => at)).toEqual([1_000, 1_000, 3_000, 3_000])
    expect(run.requests().outcomes.ok).toBe(30)
  })

  it('stays open though a caller is restarted', () => {
    const run = play([], [held, crash('web').from('1200ms').until('1300ms')])
    expect(run.requests().outcomes).toMatchObject({ ok: 40 })
    expect(run.on('web->db').outcomes.rejected).toBe(9)
  })

  it('is what a condition sees', () => {
    const seen = slow('edge', { by: '1ms' }).when(breaker('web->db').is('open'))
    expect(periodsOf(play([], [held, seen]), 'slow')).toEqual([[1_000, 2_000]])
  })

  it('has forgotten its failures when it is let go', () => {
    const few = system('few', {
      users: once('web', { rate: '10/s', requests: 20 }),
      web: service({ handle: call('db', { breaker: { consecutive: 5, openFor: '10s' } }) }),
      db: store({ time: 1 }),
    })
    const faults = [
      errors('db').from(0).until('400ms'),
      openBreaker('web->db').from('400ms').until('500ms'),
      errors('db').from('500ms').until('900ms'),
    ]
    const run = simulate(few, { for: '2s', faults })
    expect(run.requests().outcomes).toMatchObject({ error: 9, ok: 11 })
    expect(run.on('web->db').outcomes).toMatchObject({ error: 8, rejected: 1, ok: 11 })
  })

  it('must be there', () => {
    const told = (fault: Fault<Names>) => () => play([], [fault])
    expect(told(openBreaker('edge->web'))).toThrow('"edge->web" is no call with a circuit breaker')
    expect(told(openBreaker('web'))).toThrow('write one of "web->db"')
    expect(() => held.share(0.5)).toThrow('cannot touch a part only')
  })
})

describe('a rule', () => {
  const spreads = rule('db overload spreads', {
    when: queueOf('db').above(100).lasting('2s'),
    effects: [slow(dependentsOf('db'), { factor: 3 }).ramp('5s'), openBreaker('web->db')],
    after: '2s',
    for: '30s',
  })

  it('prints as the sentence that declares it', () => {
    expect(`${rule('down', { when: isDown('db'), effects: [errors('web')], for: 500 })}`).toBe(
      "rule('down', { when: isDown('db'), " +
        "effects: [errors('web', { rate: 1, code: 500 }).at('0ms').forever()], for: 500 })",
    )
  })

  it('comes back from JSON', () => {
    const again = ruleFrom(JSON.parse(JSON.stringify(spreads)))
    expect(again).toEqual(spreads)
    expect(`${again}`).toBe(`${spreads}`)
    expect(again.faults.map(String)).toEqual(spreads.faults.map(String))
  })

  it('is frozen plain data', () => {
    expect([spreads, spreads.faults].every(Object.isFrozen)).toBe(true)
  })
})
