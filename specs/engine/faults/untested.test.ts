/** C16: a fault that tested nothing is told of, with the reason; a planned one is an error. */
import {
  anyOf,
  delay,
  rule,
  scenario,
  start,
  call,
  clients,
  crash,
  errors,
  errorRate,
  latency,
  queueOf,
  rate,
  service,
  simulate,
  slow,
  store,
  system,
  type Fault,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { availabilityText } from '../../../src/report/goals/availability-text.ts'
import { judgeAvailability } from '../../../src/judge/availability.ts'
import { problemsOf } from '../../kernel/support/mistakes.ts'
import { once } from '../../world/support/story.ts'

const small = system('small', {
  users: once('web', { rate: '10/s', requests: 100 }),
  web: service({ handle: call('db') }),
  db: store({ concurrency: 1, time: '20ms' }),
  lonely: store({ time: '1ms' }),
})

type Target = 'web' | 'db' | 'lonely' | 'web->db'

const warned = (...faults: Fault<Target>[]): readonly string[] =>
  simulate(small, { for: '10s', faults, strict: false }).warnings

describe('C16: a fault that tested nothing', () => {
  it('began when load had ended', () => {
    expect(warned(crash('db').at('10s').for('1s'))).toEqual([
      "crash('db').at('10s').for('1s') tested nothing: " +
        'it begins at 10s, and load ends at 10s.',
    ])
  })

  it('waited for what never held, and here is how near it came', () => {
    expect(warned(crash('db').when(queueOf('db').above(100)))).toEqual([
      "crash('db').at('0ms').when(queueOf('db').above(100)) tested nothing: its condition never " +
        "held (queueOf('db') came to 0 at most, wanted above 100).",
    ])
    const [busy] = warned(
      crash('db').when(
        anyOf(
          rate('web->db', { over: '1s' }).above('20/s'),
          latency('p99', 'db').above('250ms'),
          errorRate('lonely').above('1%'),
        ),
      ),
    )
    expect(busy).toContain(
      "rate('web->db', { over: '1s' }) came to 10/s at most, wanted above 20/s",
    )
    expect(busy).toContain("latency('p99', 'db') came to 20ms at most, wanted above 250ms")
    expect(busy).toContain("errorRate('lonely') never had anything to measure")
  })

  it('struck where no request ever came', () => {
    expect(warned(errors('lonely'))).toEqual([
      "errors('lonely', { rate: 1, code: 500 }).at('0ms').forever() tested nothing: " +
        'no request ever came to "lonely".',
    ])
  })

  it('was over before anybody came', () => {
    const [gap] = warned(errors('db').at('10ms').for('20ms'))
    expect(gap).toContain('it touched nothing')
  })

  it('did not come by chance, though it might have', () => {
    const [rare] = warned(errors('db').randomly({ every: '100h', for: '1s' }))
    expect(rare).toContain('it comes every 100h on average, and did not in the 10s of the run')
  })

  it('is no warning if it touched anything', () => {
    expect(warned(slow('db', { by: '1ms' }).when(queueOf('db').below(1)))).toEqual([])
  })
})

describe('C16: a fault that tested nothing, at a time that was written down', () => {
  const refused = (...faults: Fault<Target>[]) =>
    problemsOf(() => simulate(small, { for: '10s', faults }))

  it('is an error, with the reason and what to do', () => {
    expect(refused(crash('db').at('90s'), errors('lonely'))).toEqual([
      {
        what: 'a fault tested nothing: it begins at 90s, and load ends at 10s',
        where: "crash('db').at('90s').forever()",
        fix:
          'let it begin earlier, or simulate for longer; ' +
          'or say strict: false, to be warned only',
      },
      {
        what: 'a fault tested nothing: no request ever came to "lonely"',
        where: "errors('lonely', { rate: 1, code: 500 }).at('0ms').forever()",
        fix: 'let clients call it; or say strict: false, to be warned only',
      },
    ])
  })

  it('is an error where a run is taken step by step, at its end', () => {
    const simulation = start(small, { for: '10s', faults: [crash('db').at('90s')] })
    simulation.runUntil('5s')
    expect(problemsOf(() => simulation.finish())).toHaveLength(1)
  })

  it('is a warning if a condition or chance had it begin, unless it is too late for that', () => {
    const busy = queueOf('db').above(100)
    const seldom = { every: '100h', for: '1s' } as const
    const byItself = [crash('db').when(busy), crash('db').randomly(seldom)]
    expect(simulate(small, { for: '10s', faults: byItself }).warnings).toHaveLength(2)
    expect(refused(...byItself.map(fault => fault.at('90s')))).toHaveLength(2)
  })

  it('is a warning of a rule, which waits for a condition', () => {
    const spreads = rule('spreads', { when: queueOf('db').above(100), effects: [crash('web')] })
    expect(simulate(small, { for: '10s', rules: [spreads] }).warnings).toHaveLength(1)
  })

  it.each(['1', '2', '3', '4', '5', '6', '7', '8'])('is refused by seed %s as by any', seed => {
    const aimedWrong = delay('users', { by: '5ms' })
      .randomly({ every: '1s', for: '1s', each: 'replica' })
      .withProbability(0.5)
    const late = crash('db').at('90s').withProbability(0.5)
    const mistakesOf = (fault: Fault<'users' | 'db'>) =>
      problemsOf(() => simulate(small, { for: '10s', seed, faults: [fault] })).map(
        ({ what }) => what,
      )
    expect(mistakesOf(aimedWrong)).toEqual([
      '"users" has no replicas that could fail each by itself',
    ])
    expect(mistakesOf(late)).toEqual([
      'a fault tested nothing: it begins at 90s, and load ends at 10s',
    ])
  })
})

describe('C16: a part of a scenario that tested nothing', () => {
  const zoned = system('zoned', {
    users: clients({ rate: '50/s', call: 'web', timeout: '1s' }),
    web: service({ handle: call('db', { timeout: '200ms' }) }),
    db: store({ zone: 'eu', time: '5ms' }),
  })

  it('is a warning when another part did: nothing reaches a zone that is cut off', () => {
    const faults = scenario.zoneOutage('eu', { at: '5s', for: '5s' })
    const run = simulate(zoned, { for: '20s', faults })
    expect(run.faults.map(({ kind, touched }) => [kind, touched > 0])).toEqual([
      ['crash', false],
      ['partition', true],
    ])
    expect(run.warnings).toHaveLength(1)
  })

  it('is an error when none did', () => {
    const late = [scenario.zoneOutage('eu'), scenario.thunderingHerd('db', { clients: 'users' })]
    for (const faults of late) {
      expect(problemsOf(() => simulate(zoned, { for: '20s', faults }))).toHaveLength(2)
    }
  })
})

describe('C16: what a crash touches', () => {
  const touched = (fault: Fault, { breaker }: { readonly breaker: boolean }) => {
    const guard = { breaker: { consecutive: 5, openFor: '1s' } } as const
    const chain = system('chain', {
      users: once('web', { rate: '1/s', requests: 10 }),
      web: service({ handle: call('db', breaker ? guard : {}) }),
      db: store({ time: '20ms' }),
    })
    const faults = [fault as Fault<'web' | 'db'>]
    return simulate(chain, { for: '10s', faults, strict: false }).faults[0].touched
  }

  it('is a process that forgets the state of its breakers, though no request was there', () => {
    const between = crash('web').at('4500ms').for('100ms')
    expect(touched(between, { breaker: true })).toBe(1)
    expect(touched(between, { breaker: false })).toBe(0)
    expect(touched(crash('db').at('4500ms').for('100ms'), { breaker: true })).toBe(0)
  })
})

describe('C16: a strict run', () => {
  const strict = (...faults: Fault<Target>[]) =>
    problemsOf(() => simulate(small, { for: '10s', faults, strict: true }))

  it('is refused, with every fault that tested nothing, why, and what to do', () => {
    const problems = strict(crash('db').at('1h'), errors('lonely'), slow('db', { by: '1ms' }))
    expect(problems).toEqual([
      {
        what: 'a fault tested nothing: it begins at 1h, and load ends at 10s',
        where: "crash('db').at('1h').forever()",
        fix: 'let it begin earlier, or simulate for longer',
      },
      {
        what: 'a fault tested nothing: no request ever came to "lonely"',
        where: "errors('lonely', { rate: 1, code: 500 }).at('0ms').forever()",
        fix: 'let clients call it',
      },
    ])
  })

  it('goes on if all did', () => {
    const fault = slow('db', { by: '1ms' })
    const run = simulate(small, { for: '10s', faults: [fault], strict: true })
    expect(run.faults[0].touched).toBe(100)
  })

  it('asks for no more than chance allows', () => {
    const perhaps = crash('db').withProbability('1%')
    const run = simulate(small, { for: '10s', faults: [perhaps], strict: true })
    expect(run.faults[0].periods).toEqual([])
  })
})

describe('a failed goal', () => {
  it('is told with what was not tested', () => {
    const faults = [crash('web').at('2s').for('1s'), crash('db').at('1h')]
    const run = simulate(small, { for: '10s', faults, strict: false })
    const telling = { run, question: {}, isNot: false, place: {} }
    const text = availabilityText(judgeAvailability(run, 1), { atLeast: 1 }, telling)
    expect(text).toContain('tested nothing: it begins at 1h, and load ends at 10s.')
  })

  it('is told with what began by itself, and why', () => {
    const busy = system('busy', {
      users: clients({ rate: '100/s', arrivals: 'steady', call: 'db' }),
      db: store({ concurrency: 1, time: '20ms' }),
    })
    const faults = [crash('db').when(queueOf('db').above(10)).for('500ms')]
    const run = simulate(busy, { for: '5s', faults })
    const telling = { run, question: {}, isNot: false, place: {} }
    const text = availabilityText(judgeAvailability(run, 1), { atLeast: 1 }, telling)
    expect(text).toMatch(/db +crash began \d times, first at t=300ms: queueOf\('db'\) reached 15/)
  })
})
