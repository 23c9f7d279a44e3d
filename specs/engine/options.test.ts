/** The options of a run: what they do, what they are when left out, what is wrong with them. */
import {
  allOf,
  breaker,
  change,
  type Condition,
  crash,
  errorRate,
  errors,
  isDown,
  not,
  partition,
  queueOf,
  rule,
  simulate,
  slow,
  start,
  store,
  system,
  timeoutRate,
} from 'gameday'
import { afterEach, describe, expect, it } from 'vitest'
import { anything, problemsOf } from '../kernel/support/mistakes.ts'
import { once } from '../world/support/story.ts'

const lonely = store({ time: '1ms' })
const small = system('small', { users: once('db', { requests: 3 }), db: store({ time: '5ms' }) })

const told = (options: unknown, of: unknown = small): string =>
  problemsOf(() => simulate(anything(of), anything(options)))
    .map(({ what, where = '', fix = '' }) => `${where}: ${what}; ${fix}`)
    .join('\n')

it('how long it is has to be said, with a length that a run may have', () => {
  expect(told({})).toBe("simulate › for: for is missing; write for: '3m'")
})

describe('the seed', () => {
  afterEach(() => {
    delete process.env.GAMEDAY_SEED
  })
  const identity = (seed?: string | number) =>
    simulate(small, { for: '1s', seed }).recording.identity

  it('is the one given, before that of the environment, before 1', () => {
    expect(identity()).toEqual({ system: 'small', seed: '1', seedFrom: 'default' })
    process.env.GAMEDAY_SEED = 'from outside'
    expect(identity()).toEqual({ system: 'small', seed: 'from outside', seedFrom: 'environment' })
    expect(identity(42)).toEqual({ system: 'small', seed: '42', seedFrom: 'option' })
  })

  it('is the same as a number or as a text', () => {
    expect(simulate(small, { for: '1s', seed: 7 }).digest).toBe(
      simulate(small, { for: '1s', seed: '7' }).digest,
    )
  })

  it.each([Number.NaN, 1.5, Infinity, '', null, {}, true])('is not %s', seed => {
    expect(told({ for: '1s', seed })).toContain('is no seed')
  })
})

describe('wrong options', () => {
  it.each([0, -1, Number.NaN, Infinity, '3', '0s', undefined, null])(
    'of a time that is %s',
    time => {
      expect(told({ for: time })).toContain('simulate › for')
    },
  )

  it('are told all at once', () => {
    const wrong = { for: 0, fautls: [], resolution: '5', eventLimit: 0, seed: Number.NaN, trace: 7 }
    const all = told(wrong)
    for (const name of ['for', 'fautls', 'resolution', 'eventLimit', 'NaN', '7']) {
      expect(all).toContain(name)
    }
    expect(all).toContain('did you mean "faults"?')
  })

  it('are told together with what is no system', () => {
    expect(told({ for: 0 }, { parts: {} })).toMatch(/an object is no system.*\n.*for/)
  })

  it('of no kind at all', () => {
    expect(told(undefined)).toContain('simulate')
    expect(told({ for: '1s', faults: 'crash' })).toContain('"crash" is no list of faults')
  })

  it('of too many slots', () => {
    expect(told({ for: '1h', resolution: '1ms' })).toContain('too many slots')
  })

  it.each([null, undefined, 'crash', 5, {}])('of a fault that is %s', fault => {
    expect(told({ for: '1s', faults: [fault] })).toContain('is no fault')
  })

  it('of a change among the faults, which belongs beside them', () => {
    const faults = [change('db', { queue: 4 })]
    expect(told({ for: '1s', faults })).toContain(`changes: [${faults[0]}]`)
  })
})

describe('a fault’s target', () => {
  it('that is unknown is met with the nearest, and all are told at once', () => {
    const faults = [crash('dbb'), slow('users->bd', { by: 1 }), errors('zone:eu')]
    const lines = told({ for: '1s', faults }).split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toContain('nothing named "dbb" to break; did you mean "db"?')
    expect(lines[1]).toContain('did you mean "users->db"?')
  })

  it('that is no replica is met with those that there are', () => {
    const three = system('three', { users: once('db'), db: store({ time: 5, replicas: 3 }) })
    const faults = [crash('db#3')]
    expect(told({ for: '1s', faults }, three)).toContain('write "db#0" to "db#2"')
  })

  it.each([
    'db#1',
    'db#',
    'db#x',
    'db#-1',
    'db#0.5',
    'db#0x0',
    'db# 0',
    'users#0',
    '',
    'constructor',
  ])('is not %j', target => {
    expect(told({ for: '1s', faults: [crash(target)] })).toContain('nothing named')
  })

  it('must be able to do what it is told', () => {
    expect(told({ for: '1s', faults: [crash('users')] })).toContain('does no work of its own')
    expect(told({ for: '1s', faults: [crash('users->db')] })).toContain('does no work of its own')
    const factor = slow('users->db', { factor: 3 })
    expect(told({ for: '1s', faults: [factor] })).toContain('does no work of its own')
    const alone = system('alone', { users: once('db'), db: store({ time: 1 }), lonely })
    expect(told({ for: '1s', faults: [partition('lonely')] }, alone)).toContain(
      'no links of its own',
    )
    expect(told({ for: '1s', faults: [crash('db').share(0.5)] })).toContain(
      'there is one replica of it',
    )
  })
})

describe('the limit of events', () => {
  it('ends a run with an error that says how far it got', () => {
    expect(told({ for: '3s', eventLimit: 5 })).toMatch(/the run took 5 events and got to .* only/)
    expect(told({ for: '3s', eventLimit: 1_000 })).toBe('')
  })

  it('holds for a run taken step by step', () => {
    const simulation = start(small, { for: '3s', eventLimit: 5 })
    expect(() => simulation.finish()).toThrow('the run took 5 events')
  })
})

describe('a run step by step', () => {
  const options = {
    for: '3s',
    trace: true,
    faults: [slow('db', { by: '9ms' }).at('1s').for('1s')],
  } as const

  it('comes to the same as at once', () => {
    const whole = simulate(small, options)
    const stepped = start(small, options)
    let steps = 0
    while (stepped.step()) steps++
    expect(steps).toBeGreaterThan(5)
    expect(stepped.isDone).toBe(true)
    expect(stepped.finish().digest).toBe(whole.digest)

    const halved = start(small, options)
    halved.runUntil('1.5s')
    expect(halved.now).toBeLessThan(1_500)
    expect(halved.isDone).toBe(false)
    expect(halved.finish().digest).toBe(whole.digest)
  })

  it('fires everything before a moment, and nothing at it', () => {
    const simulation = start(small, options)
    simulation.runUntil('1s')
    expect(simulation.now).toBe(5)
    simulation.runUntil('1.0001s')
    expect(simulation.now).toBe(1_000)
  })

  it('is finished once', () => {
    const simulation = start(small, options)
    expect(simulation.finish()).toBe(simulation.finish())
    expect(simulation.step()).toBe(false)
  })
})

describe('conditions', () => {
  const told = (condition: Condition<'db' | 'users' | 'users->db'>, more: object = {}): string =>
    problemsOf(() => simulate(small, { for: '1s', faults: [crash('db').when(condition)], ...more }))
      .map(({ what, where = '', fix = '' }) => `${where}: ${what}; ${fix}`)
      .join('\n')

  it('that ask about what is not there are met with the nearest that is', () => {
    expect(told(queueOf(anything('dbb')).above(1))).toBe(
      'queueOf(\'dbb\').above(1): system "small" has nothing named "dbb" to measure; ' +
        'did you mean "db"?',
    )
    expect(told(errorRate(anything('users->dbb')).above(1))).toContain('did you mean "users->db"?')
  })

  it('that ask what cannot be asked say whom to ask', () => {
    expect(told(queueOf('users->db').above(1))).toContain(
      '"users->db" is a call, which cannot be asked for that; write one of "db"',
    )
    expect(told(queueOf('users').above(1))).toContain('"users" is clients, which cannot be asked')
    expect(told(timeoutRate('db').above(0.5))).toContain('write one of "users", "users->db"')
    expect(told(breaker('users->db').is('open'))).toContain('has no circuit breaker')
    expect(told(isDown('users->db'))).toContain('is a call')
  })

  it('are all told at once, wherever they stand', () => {
    const wrong = allOf(queueOf(anything('a')).above(1), not(isDown(anything('b'))))
    expect(told(wrong).split('\n')).toHaveLength(2)
  })

  it('of windows too long for the looks they take are refused', () => {
    const slow = errorRate('db', { over: '1h' }).above(0.5)
    expect(told(slow, { lookEvery: '1ms' })).toContain('a window of 1h that is looked at every 1ms')
  })

  it('are looked at after some time', () => {
    const options = { for: '1s', lookEvery: 0 } as const
    expect(problemsOf(() => simulate(small, options))[0].where).toBe('simulate › lookEvery')
  })
})

describe('rules', () => {
  it('are a list of rules', () => {
    const told = (rules: unknown) =>
      problemsOf(() => simulate(small, anything({ for: '1s', rules })))
    expect(told('spreads')[0].what).toBe('"spreads" is no list of rules')
    expect(told([crash('db')])[0].what).toBe('an object is no rule')
  })

  it('are checked like faults', () => {
    const spreads = rule('spreads', { when: isDown('db'), effects: [crash(anything('dbb'))] })
    expect(() => simulate(small, { for: '1s', rules: [spreads] })).toThrow('did you mean "db"?')
  })
})
