/** F2: goals about failures: how far they reach, what is left, and how they end. */
import {
  call,
  clients,
  crash,
  errors,
  type Fault,
  goal,
  goalFrom,
  service,
  simulate,
  slow,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { broken as outage, healthy, shop } from '../support/outage.ts'

describe('F2: recovery', () => {
  // Errors from 2 s to 5 s; the breaker stays open up to 7.09 s: the step from 7 s is the last.
  it('takes from the end of the last fault to the end of the last step that is broken', () => {
    expect(goal.recovers('3s').judge(outage)).toMatchObject({
      is: 'held',
      evidence: { clearMs: 5_000, recoveredMs: 8_000, tookMs: 3_000, steps: 5, broken: 3 },
      margin: { by: 0, unit: 'ms' },
    })
    expect(goal.recovers('2s').judge(outage)).toMatchObject({
      is: 'broken',
      margin: { by: -1_000, share: -0.5 },
    })
  })

  it('is that of a goal that is asked of each step, which may be longer', () => {
    const lenient = goal.availability('90%')
    expect(goal.recovers('2s', { of: lenient }).judge(outage)).toMatchObject({
      is: 'held',
      evidence: { recoveredMs: 7_000, of: "goal.availability('90%')" },
    })
    expect(goal.recovers('0s', { of: goal.latency('p99', '10ms') }).judge(outage).is).toBe('held')
    expect(goal.recovers('2s', { every: '2s' }).judge(outage)).toMatchObject({
      is: 'broken',
      evidence: { steps: 3, broken: 2, tookMs: 4_000 },
    })
  })

  it('counts from a moment, where it is told one', () => {
    expect(goal.recovers('6s', { from: '2s' }).judge(outage)).toMatchObject({
      is: 'held',
      evidence: { clearMs: 2_000, tookMs: 6_000 },
    })
  })

  it('never comes where the load ends in failure, and is unknown where it ends too soon', () => {
    const faults = [errors('db').at('2s').for('6s')]
    const run = simulate(shop, { for: '10s', resolution: '1s', faults })
    expect(goal.recovers('1s').judge(run)).toMatchObject({
      is: 'broken',
      margin: undefined,
      evidence: { tookMs: undefined, recoveredMs: undefined },
    })
    expect(goal.recovers('2s').judge(run)).toEqual({
      is: 'unknown',
      reason: 'it was not well again when the load ended, 2s later, and 2s are allowed',
    })
  })

  it('is unknown without a fault that ended', () => {
    expect(goal.recovers('1s').judge(healthy)).toEqual({
      is: 'unknown',
      reason: 'there was no fault',
    })
    const down = simulate(shop, { for: '10s', faults: [errors('db').at('2s')] })
    expect(goal.recovers('1s').judge(down)).toEqual({
      is: 'unknown',
      reason: 'a fault was in force until the load ended: play for longer',
    })
  })

  // Nobody else comes while all ten users wait for a host that is gone: from 5 s to 35 s.
  it('does not come while all users hang, though nothing comes that could fail', () => {
    const hung = system('hung', {
      users: clients({ users: 10, think: '100ms', call: 'web' }),
      web: service({ handle: [call('db')] }),
      db: store({ time: '5ms' }),
    })
    const run = simulate(hung, {
      for: '40s',
      resolution: '1s',
      faults: [crash('db').at('5s').for('5s')],
    })
    expect(goal.recovers('5s').judge(run)).toMatchObject({
      is: 'broken',
      evidence: { clearMs: 10_000, recoveredMs: 35_000, tookMs: 25_000, steps: 30, broken: 25 },
    })
    const short = simulate(hung, { for: '30s', faults: [crash('db').at('5s').for('5s')] })
    expect(goal.recovers('5s').judge(short)).toMatchObject({
      is: 'broken',
      evidence: { tookMs: undefined },
    })
    expect(goal.recovers('5s', { of: goal.availability('99%', { at: 'web' }) }).judge(run).is).toBe(
      'broken',
    )
  })

  it('is not put off by who only thinks, or is served at last', () => {
    const slowly = system('slowly', {
      users: clients({ users: 1, think: '2s', call: 'web' }),
      web: service({ handle: [call('db')] }),
      db: store({ time: '1500ms' }),
    })
    const run = simulate(slowly, {
      for: '40s',
      resolution: '1s',
      faults: [errors('db').at('5s').for('5s')],
    })
    expect(goal.recovers('0s').judge(run)).toMatchObject({ is: 'held' })
  })

  it('comes back from JSON with its goal, and takes no window', () => {
    const written = goal.recovers('30s', { of: goal.latency('p99', '500ms', { at: 'db' }) })
    const text = "goal.recovers('30s', { of: goal.latency('p99', '500ms', { at: 'db' }) })"
    expect(String(written)).toBe(text)
    expect(String(goalFrom(JSON.parse(JSON.stringify(written))))).toBe(text)
    expect(written.hasWindow).toBe(true)
    expect(() => goal.recovers('1s', { between: [0, 1] } as never)).toThrow('cannot say "between"')
    expect(() => goal.recovers('1s', { of: goal.trips('a->b') as never })).toThrow('each step')
    expect(() => goal.recovers('1s', { of: '99%' as never })).toThrow('each step')
    expect(() => goal.recovers('1s', { from: 1, after: crash('db') })).toThrow('one moment')
  })
})

describe('F2: the steady state', () => {
  it('has returned where no number is worse than before', () => {
    expect(goal.returnsToSteadyState({ within: '3s' }).judge(outage)).toMatchObject({
      is: 'held',
      evidence: {
        beforeMs: 2_000,
        afterMs: 8_000,
        numbers: [
          { name: 'availability', before: 1, after: 1, worse: 0 },
          { name: 'p50', before: 10, after: 10 },
          { name: 'p99' },
        ],
      },
    })
    // From 5 s on 210 of 500 are refused.
    expect(goal.returnsToSteadyState().judge(outage)).toMatchObject({
      is: 'broken',
      evidence: { numbers: [{ worse: expect.closeTo(0.42, 9) }, {}, {}] },
      margin: { by: expect.closeTo(-0.32, 9), unit: 'share' },
    })
    expect(goal.returnsToSteadyState({ tolerance: '42%' }).judge(outage).is).toBe('held')
  })

  it('is unknown where there is no before, or no after', () => {
    expect(goal.returnsToSteadyState().judge(healthy).is).toBe('unknown')
    expect(goal.returnsToSteadyState({ within: '5s' }).judge(outage)).toEqual({
      is: 'unknown',
      reason: 'the load ended before that',
    })
  })
})

/** A page that does without its recommendations, and not without its products. */
const page = system('page', {
  users: clients({ rate: '10/s', arrivals: 'steady', requests: 100, call: 'web' }),
  web: service({
    handle: [call('products'), call('tips', { timeout: '50ms', fallback: { value: 'none' } })],
  }),
  products: store({ time: '1ms' }),
  tips: store({ time: '1ms' }),
})

const pageWith = (fault: Fault<'tips' | 'products'>) =>
  simulate(page, { for: '10s', resolution: '1s', faults: [fault] })

describe('F2: graceful degradation', () => {
  it('is to serve with a fallback what a fault took away', () => {
    const run = pageWith(errors('tips').at('2s').for('2s'))
    expect(goal.degradesGracefully('100%').judge(run)).toMatchObject({
      is: 'held',
      evidence: { asked: 20, ok: 0, degraded: 20, failed: 0, served: 1 },
    })
  })

  it('is not to fail, be it never so few', () => {
    const run = pageWith(errors('products', { rate: 0.2 }).at('2s').for('5s'))
    const verdict = goal.degradesGracefully('10%').judge(run)
    expect(verdict).toMatchObject({ is: 'broken', evidence: { degraded: 0 }, margin: { by: -0.5 } })
    expect(goal.degradesGracefully('10%', { between: ['8s', '10s'] }).judge(run).is).toBe('held')
  })

  it('is unknown without a fault', () => {
    expect(goal.degradesGracefully('10%').judge(healthy).is).toBe('unknown')
  })
})

describe('F2: the blast radius', () => {
  const fault = errors('products').at('2s').for('1s')
  const run = pageWith(fault)

  it('is the components that were hit, as they saw it or as their callers did', () => {
    expect(goal.blastRadius({ to: ['products', 'web'] }).judge(run)).toMatchObject({
      is: 'held',
      evidence: {
        hit: [
          { component: 'products', served: 0.9 },
          { component: 'web', served: 0.9 },
        ],
        outside: [],
        asked: 100,
        failed: 10,
      },
    })
    expect(goal.blastRadius({ to: ['products'] }).judge(run)).toMatchObject({
      is: 'broken',
      evidence: { outside: ['web'] },
      margin: { by: -1, unit: 'count' },
    })
    const gone = simulate(page, { for: '10s', faults: [crash('tips').at('2s').for('2s')] })
    expect(goal.blastRadius({ to: ['tips'] }).judge(gone)).toMatchObject({
      evidence: { hit: [{ component: 'tips' }] },
    })
  })

  it('is the share of requests that failed; the margin is that of the limit worst broken', () => {
    expect(goal.blastRadius({ share: '10%', components: 2 }).judge(run).is).toBe('held')
    expect(goal.blastRadius({ share: '5%', components: 1 }).judge(run)).toMatchObject({
      is: 'broken',
      margin: { share: expect.closeTo(-1, 9) },
    })
    expect(goal.blastRadius({ components: 0, below: '80%' }).judge(run).is).toBe('held')
    expect(goal.blastRadius({ share: 0, after: fault }).judge(run).is).toBe('held')
  })

  it('needs a limit, and names that there are', () => {
    expect(() => goal.blastRadius({})).toThrow('no limit is given')
    expect(() => goal.blastRadius({ to: ['dbb'] }).judge(run)).toThrow('no component "dbb"')
    expect(() => goal.blastRadius({ to: null } as never)).toThrow('null is no list of components')
    expect(() => goal.blastRadius({ to: 'db' } as never)).toThrow('"db" is no list of components')
  })

  it('is that of slow answers, too, where callers do not wait', () => {
    const faults = [slow('db', { by: '1s' }).at('2s').for('1s')]
    const slowly = simulate(shop, { for: '10s', faults })
    expect(goal.blastRadius({ to: ['db', 'web'] }).judge(slowly).is).toBe('held')
  })
})
