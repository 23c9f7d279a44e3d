/** F5: steady state first: where it does not hold, nothing is known of what faults did. */
import {
  call,
  clients,
  goal,
  goalFrom,
  service,
  simulate,
  slow,
  start,
  store,
  system,
} from 'gameday'
import { expect as soundly } from 'gameday/expect'
import { describe, expect, it } from 'vitest'

/** 50 requests a second, of 50 ms each: three slots are enough, and two are not. */
const shopWith = (concurrency: number) =>
  system('shop', {
    users: clients({ rate: '50/s', call: 'web', timeout: '1s' }),
    web: service({ concurrency: 500, handle: [call('db')] }),
    db: store({ concurrency, time: '50ms' }),
  })
const [shop, small] = [shopWith(8), shopWith(2)]
const slowDb = slow('db', { by: '2s' }).at('5s').for('5s')
const options = { for: '20s', faults: [slowDb] } as const
const available = goal.availability('99%')
const steadyState = available

describe('F5 the steady state of a run', () => {
  it('that holds changes nothing: the faults are judged', () => {
    const run = simulate(shop, { ...options, steadyState })
    expect(available.judge(run).is).toBe('broken')
    expect(run.digest).toBe(simulate(shop, options).digest)
  })

  it('that does not hold leaves every goal unknown, whatever it is about', () => {
    const run = simulate(small, { ...options, steadyState })
    const reason =
      'the steady state does not hold: without faults, on the same seed, ' +
      "goal.availability('99%') is broken"
    expect(available.judge(run)).toEqual({ is: 'unknown', reason })
    expect(goal.latency('p50', '1h').judge(run).is).toBe('unknown')
    expect(available.judge(simulate(small, options)).is).toBe('broken')
  })

  it('makes matchers fail, with .not as without, and say why', () => {
    const run = simulate(small, { ...options, steadyState })
    const said = /unknown, availability wanted >= 5%[^]*The steady state does not hold: without/
    expect(() => soundly(run).toStayAvailable('5%')).toThrow(said)
    expect(() => soundly(run).not.toStayAvailable('99%')).toThrow('The steady state does not hold')
  })

  it('is asked of the same part of the run, without the fault', () => {
    const during = goal.availability('99%', { during: slowDb })
    expect(during.judge(simulate(shop, { ...options, steadyState: [during] })).is).toBe('broken')
    const unsteady = simulate(small, { ...options, steadyState: [available, during] })
    expect(unsteady.recording.unsteady).toContain("99%') is broken, and goal.availability('99%', {")
  })

  it('is that of a fault that never came: nothing', () => {
    const never = slow('db', { by: '2s' }).at('5s').for('5s').withProbability('0.001%')
    const during = goal.availability('99%', { during: never })
    const run = simulate(small, { for: '20s', faults: [never], steadyState: during })
    expect(run.recording.unsteady).toBeUndefined()
  })

  it('is the run itself where nothing goes wrong', () => {
    const at = { for: '20s', steadyState } as const
    expect(available.judge(simulate(shop, at)).is).toBe('held')
    expect(available.judge(simulate(small, at)).is).toBe('unknown')
  })

  it('is asked of a run taken step by step as well, at its end', () => {
    expect(start(small, { ...options, steadyState }).finish().recording.unsteady).toBeDefined()
  })

  it('may be written as goals alone', () => {
    const again = goalFrom(JSON.parse(JSON.stringify(available)))
    expect(simulate(small, { ...options, steadyState: again }).recording.unsteady).toBeDefined()
    const wrong = (written: unknown) => () =>
      simulate(shop, { ...options, steadyState: written as never })
    expect(wrong('99%')).toThrow('"99%" is no goal')
    expect(wrong([])).toThrow('no goal is given')
  })

  it('is none of a replay: that is judged for itself', () => {
    const run = simulate(small, { ...options, steadyState })
    expect(run.origin!.play({}).recording.unsteady).toBeUndefined()
  })
})
