/** F2: a run comes to a state at some time: when, for how long, or how near it came. */
import {
  allOf,
  anyOf,
  breaker,
  call,
  clients,
  type Condition,
  crash,
  decidedBy,
  errorRate,
  goal,
  goalFrom,
  isDown,
  latency,
  not,
  publish,
  queue,
  queueOf,
  rate,
  service,
  simulate,
  slow,
  start,
  store,
  system,
  timeoutRate,
  utilisation,
  work,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { broken, outage, shop } from '../support/outage.ts'

/** One comes every 100 ms and one leaves every 200 ms: in the second second five wait. */
const narrow = system('narrow', {
  users: clients({ rate: '10/s', arrivals: 'steady', requests: 10, call: 'web' }),
  web: service({ concurrency: 1, queue: 'unbounded', handle: [work('200ms')] }),
})
const growing = simulate(narrow, { for: '2s', resolution: '100ms' })

describe('F2: a state that is reached', () => {
  it('is told with when it first held, for how long, and the nearest that each number came', () => {
    const verdict = goal.reaches(queueOf('web').above(3)).judge(growing)
    expect(verdict).toMatchObject({
      is: 'held',
      margin: { by: 2, unit: 'count', share: expect.closeTo(2 / 3, 9) },
      evidence: {
        firstMs: 700,
        heldMs: 600,
        values: [{ of: "queueOf('web')", limit: '3', nearest: '5', atMs: 900 }],
      },
    })
  })

  it('that is not is told with how near it came', () => {
    expect(goal.reaches(queueOf('web').above(8)).judge(growing)).toMatchObject({
      is: 'broken',
      margin: { by: -3, unit: 'count', share: -0.375 },
      evidence: { firstMs: undefined, heldMs: 0, values: [{ nearest: '5' }] },
    })
  })

  it('is asked of a part of the run only, where one is given', () => {
    const early = goal.reaches(queueOf('web').above(3), { between: ['0s', '500ms'] })
    expect(early.judge(growing)).toMatchObject({ is: 'broken', margin: { by: -1 } })
    const during = goal.reaches(errorRate('web->db', { over: '1s' }).above('50%'), {
      during: outage,
    })
    expect(during.judge(broken)).toMatchObject({ is: 'held', evidence: { firstMs: 2_000 } })
  })

  it('may be the state of a breaker, of which the exact times are known', () => {
    expect(goal.reaches(breaker('web->db').is('open')).judge(broken)).toMatchObject({
      is: 'held',
      margin: undefined,
      evidence: { firstMs: 2_090, heldMs: 5_000, values: [] },
    })
    const { transitions } = broken.recording
    const halfOpen = transitions.find(({ to }) => to === 'half-open')
    expect(goal.reaches(breaker('web->db').is('half-open')).judge(broken)).toMatchObject({
      is: 'held',
      evidence: { firstMs: halfOpen?.at },
    })
  })

  it('may be that nothing of a component runs', () => {
    const pair = system('pair', {
      users: clients({ rate: '10/s', arrivals: 'steady', call: 'db' }),
      db: store({ time: '1ms', replicas: 2 }),
    })
    const faults = [crash('db#0').at('1s').for('2s'), crash('db#1').at('2s').for('2s')]
    const run = simulate(pair, { for: '5s', faults })
    expect(goal.reaches(isDown('db')).judge(run)).toMatchObject({
      is: 'held',
      evidence: { firstMs: 2_000, heldMs: 1_000 },
    })
    const [first] = faults
    const once = simulate(pair, { for: '5s', faults: [first] })
    expect(goal.reaches(isDown('db')).judge(once).is).toBe('broken')
  })

  it('is unknown where there was nothing to measure', () => {
    const late = { between: ['1500ms', '2s'] } as const
    const within = (over: '10s' | '200ms') =>
      goal.reaches(latency('p99', 'web', { over }).above('1ms'), late).judge(growing)
    expect(within('10s').is).toBe('held') // so long a window has seen those who came before
    expect(within('200ms')).toEqual({ is: 'unknown', reason: 'there was nothing to measure' })
  })
})

describe('F2: states that are combined', () => {
  const reached = (condition: Condition) => goal.reaches(condition).judge(growing)

  it('have the margin of what lacks most, or of what is nearest', () => {
    const [three, eight] = [queueOf('web').above(3), queueOf('web').above(8)]
    expect(reached(allOf(three, eight))).toMatchObject({ is: 'broken', margin: { by: -3 } })
    expect(reached(anyOf(three, eight))).toMatchObject({ is: 'held', margin: { by: 2 } })
    const shares = allOf(three, utilisation('web', { over: '1s' }).above('99%'))
    expect(reached(shares)).toMatchObject({ is: 'held', margin: { unit: 'share' } })
  })

  it('are the opposite by not: then it is the least that counts', () => {
    expect(reached(not(queueOf('web').above(3)))).toMatchObject({ is: 'held', margin: { by: 3 } })
    expect(reached(not(queueOf('web').below(6)))).toMatchObject({ is: 'broken' })
  })

  it('last so long only where they held in each slot of that time', () => {
    const above = queueOf('web').above(3)
    expect(reached(above.lasting('600ms'))).toMatchObject({
      is: 'held',
      evidence: { firstMs: 1_200, heldMs: 100 },
    })
    expect(reached(above.lasting('700ms'))).toMatchObject({ is: 'broken' })
    expect(goal.reaches(breaker('web->db').is('open').lasting('4s')).judge(broken).is).toBe('held')
    expect(goal.reaches(breaker('web->db').is('open').lasting('6s')).judge(broken).is).toBe(
      'broken',
    )
  })
})

describe('F2: a state that a fault waited for', () => {
  const jobs = system('jobs', {
    users: clients({ rate: '50/s', call: 'web', timeout: '200ms' }),
    web: service({
      concurrency: 5,
      queue: 100,
      handle: [
        call('db', { timeout: '50ms', breaker: { consecutive: 3, openFor: '1s' } }),
        publish('outbox'),
      ],
    }),
    db: store({ concurrency: 2, time: '15ms' }),
    outbox: queue({ capacity: 1_000 }),
    sender: worker({ of: 'outbox', concurrency: 1, handle: [work('40ms')] }),
  })
  const trouble = slow('db', { by: '100ms' }).at('5s').for('5s')

  it.each<[string, Condition<'web' | 'db' | 'sender' | 'outbox' | 'users' | 'web->db'>]>([
    ['a queue', queueOf('outbox').above(20)],
    ['use', utilisation('sender', { over: '1s' }).above('95%')],
    ['a rate', rate('users', { over: '1s' }).above('55/s')],
    ['failures', errorRate('web->db', { over: '1s' }).above('50%')],
    ['time-outs', timeoutRate('web->db', { over: '1s' }).above('20%')],
    ['latency', latency('p90', 'web', { over: '1s' }).above('45ms')],
    ['a breaker', breaker('web->db').is('open')],
    ['a crash', isDown('db')],
  ])('was reached when it began: %s', (_, condition) => {
    const faults = [trouble, crash('db').at('11s').for('1s'), crash('sender').when(condition)]
    const run = simulate(jobs, { for: '15s', resolution: '100ms', strict: false, faults })
    const began = run.faults.find(({ target }) => target === 'sender')?.from as number
    expect(began).toBeLessThan(15_000)
    expect(goal.reaches(condition).judge(run)).toMatchObject({ is: 'held' })
    const { evidence } = goal.reaches(condition).judge(run) as never as {
      evidence: { firstMs: number }
    }
    expect(evidence.firstMs).toBeLessThanOrEqual(began)
    expect(evidence.firstMs).toBeGreaterThanOrEqual(began - 200)
  })
})

describe('F13: a state that is to be reached', () => {
  it('prints as it was written, and comes back from JSON as it was', () => {
    const written = goal.reaches(allOf(queueOf('db').above(50), breaker('web->db').is('open')), {
      between: ['1s', '5s'],
    })
    const text =
      "goal.reaches(allOf(queueOf('db').above(50), breaker('web->db').is('open')), " +
      "{ between: ['1s', '5s'] })"
    expect(String(written)).toBe(text)
    expect(String(goalFrom(JSON.parse(JSON.stringify(written))))).toBe(text)
    expect(written.toMatcher()).toBe(text.replace('goal.reaches', 'toReach'))
  })

  it('is decided as soon as it was reached, where what comes later cannot change that', () => {
    const first = (condition: Condition): string => {
      const simulation = start(shop, { for: '10s', resolution: '1s', faults: [outage] })
      for (let at = 0; at <= 10_000; at += 500) {
        simulation.runUntil(at)
        const is = decidedBy(goal.reaches(condition), simulation)
        if (is !== undefined) return `${is} at ${at}`
      }
      return 'open'
    }
    expect(first(breaker('web->db').is('open'))).toBe('held at 3500')
    expect(first(rate('web', { over: '1s' }).above('90/s'))).toBe('held at 1500')
    expect(first(errorRate('web->db').above('1%'))).toBe('open')
    expect(first(queueOf('db').below(1))).toBe('open')
  })

  it('is refused where it can be true of no run', () => {
    expect(() => goal.reaches('queue' as never)).toThrow('is no condition')
    expect(() => goal.reaches(queueOf('web').above(1), { durin: outage } as never)).toThrow(
      'cannot say "durin"',
    )
    const asked = (condition: Condition) => () => goal.reaches(condition).judge(broken)
    expect(asked(queueOf('wep').above(1))).toThrow('did you mean "web"?')
    expect(asked(queueOf('web->db').above(1))).toThrow('is a call, which cannot be asked for that')
    expect(asked(timeoutRate('db').above(0.5))).toThrow('is a component')
    expect(asked(breaker('shoppers->web').is('open'))).toThrow('has no circuit breaker')
    expect(asked(rate('shoppers').above('1/s'))).not.toThrow()
    expect(asked(errorRate('web->dbb').above(0.5))).toThrow('did you mean "web->db"?')
  })
})
