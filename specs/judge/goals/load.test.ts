/** F2: goals about load: what is multiplied, waits, is lost or done in vain. */
import {
  call,
  clients,
  crash,
  errors,
  goal,
  publish,
  queue,
  service,
  simulate,
  store,
  system,
  work,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'

const retry = { attempts: 3, base: '1ms', jitter: 'none' } as const

/** Ten requests a second; each layer asks three times. */
const layers = system('layers', {
  users: clients({ rate: '10/s', arrivals: 'steady', requests: 100, call: 'web' }),
  web: service({ handle: [call('product', { retry })] }),
  product: service({ handle: [call('db', { retry })] }),
  db: store({ time: '1ms' }),
})

describe('F2: amplified load', () => {
  const fault = errors('db').at('2s').for('1s')
  const run = simulate(layers, { for: '10s', resolution: '1s', faults: [fault] })

  it('multiplies along the way: nine attempts for each of ten requests that fail', () => {
    const verdict = goal.amplification(9, { on: 'product->db', during: fault }).judge(run)
    expect(verdict).toMatchObject({
      is: 'held',
      margin: { by: 0, unit: 'times' },
      evidence: { attempts: 90, alone: 10, factor: 9 },
    })
    expect(goal.amplification(1.5, { at: 'db' }).judge(run)).toMatchObject({
      is: 'broken',
      evidence: { of: 'db', attempts: 180, factor: expect.closeTo(1.8, 1) },
    })
  })

  it('is that of the worst call where none is named', () => {
    const { evidence } = goal.amplification(1, { during: fault }).judge(run) as never as {
      evidence: { of: string; calls: { of: string; factor: number }[] }
    }
    expect(evidence.of).toBe('product->db')
    expect(evidence.calls.map(({ of, factor }) => [of, factor])).toEqual([
      ['product->db', 9],
      ['web->product', 3],
    ])
  })

  it('is 1 where nobody tried again, and unknown where nobody tried', () => {
    const calm = goal.amplification(1, { between: ['5s', '10s'] })
    expect(calm.judge(run)).toMatchObject({ is: 'held', evidence: { factor: 1 } })
    const quiet = simulate(layers, { for: '12s', resolution: '1s' })
    const nobody = goal.amplification(1, { on: 'web->product', between: ['11s', '12s'] })
    expect(nobody.judge(quiet)).toEqual({
      is: 'unknown',
      reason: 'no call web->product was made in that part of the run',
    })
  })

  it('is refused where it can be true of no run', () => {
    expect(() => goal.amplification(0.5)).toThrow('0.5 is no factor from 1 on')
    expect(() => goal.amplification(Infinity)).toThrow('Infinity is no factor from 1 on')
    expect(() => goal.amplification(2, { class: 'users' } as never)).toThrow('cannot say "class"')
    expect(() => goal.amplification(2, { on: 'web->dbb' }).judge(run)).toThrow('no call "web->dbb"')
    expect(() => goal.amplification(2, { at: 'dbb' }).judge(run)).toThrow('did you mean "db"?')
  })
})

/** One slot of 200 ms for ten requests a second, of which nobody waits for more than 500 ms. */
const narrow = system('narrow', {
  users: clients({
    rate: '10/s',
    arrivals: 'steady',
    requests: 10,
    call: 'web',
    timeout: '500ms',
  }),
  web: service({ concurrency: 1, queue: 'unbounded', handle: [work('200ms')] }),
})

describe('F2: wasted work', () => {
  const run = simulate(narrow, { for: '2s', resolution: '1s' })

  it('is the work for those who had left, of all that was worked', () => {
    const { wasted, working } = run.at('web')
    const verdict = goal.waste('10%').judge(run)
    expect(verdict).toMatchObject({
      is: 'broken',
      margin: { unit: 'share' },
      evidence: { wastedMs: wasted.ms, components: [{ component: 'web', count: wasted.count }] },
    })
    expect(wasted.ms).toBeGreaterThan(0)
    expect(working.mean).toBeGreaterThan(0)
    expect(goal.waste('99%').judge(run).is).toBe('held')
  })

  it('is none where everybody waited, and unknown where nothing was done', () => {
    const patient = simulate(layers, { for: '10s', resolution: '1s' })
    expect(goal.waste(0, { at: 'db' }).judge(patient)).toMatchObject({
      is: 'held',
      evidence: { share: 0, workedMs: 100, components: [] },
    })
    expect(goal.waste(0, { at: 'web' }).judge(patient)).toEqual({
      is: 'unknown',
      reason: 'no work was done at web',
    })
  })
})

describe('F2: a bounded queue', () => {
  const patient = system('patient', {
    users: clients({ rate: '10/s', arrivals: 'steady', requests: 10, call: 'web' }),
    web: service({ concurrency: 1, queue: 'unbounded', handle: [work('200ms')] }),
  })
  // One comes every 100 ms and one leaves every 200 ms: the tenth waits 900 ms.
  const run = simulate(patient, { for: '2s', resolution: '100ms' })

  it('is judged by how many wait at once', () => {
    expect(goal.queueBound('web', { depth: 5 }).judge(run)).toMatchObject({
      is: 'held',
      evidence: { peak: 5, came: 10 },
      margin: { by: 0, unit: 'count' },
    })
    expect(goal.queueBound('web', { depth: 4 }).judge(run)).toMatchObject({
      is: 'broken',
      margin: { by: -1, share: -0.25 },
    })
  })

  it('is judged by how long they wait: the longest, or a percentile', () => {
    expect(goal.queueBound('web', { wait: '900ms' }).judge(run)).toMatchObject({
      is: 'held',
      evidence: { actualMs: 900 },
    })
    const half = goal.queueBound('web', { wait: '300ms', percentile: 'p50' }).judge(run)
    expect(half).toMatchObject({ is: 'broken', evidence: { actualMs: 400 } })
  })

  it('is judged by both, and its margin is that of the limit that is nearer', () => {
    expect(goal.queueBound('web', { depth: 10, wait: '1s' }).judge(run)).toMatchObject({
      is: 'held',
      margin: { by: 100, unit: 'ms' },
    })
  })

  it('is unknown where nothing came', () => {
    const late = goal.queueBound('web', { depth: 0, between: ['1s', '2s'] })
    expect(late.judge(run).is).toBe('unknown')
  })

  it('needs a bound, and a place that there is', () => {
    expect(() => goal.queueBound('web', {})).toThrow('no bound is given')
    expect(() => goal.queueBound('web', { depth: -1 })).toThrow('is no count')
    expect(() => goal.queueBound('wep', { depth: 1 }).judge(run)).toThrow('did you mean "web"?')
  })
})

describe('F2: lost messages', () => {
  const mail = (deliveries: number) =>
    system('mail', {
      users: clients({ rate: '10/s', arrivals: 'steady', requests: 20, call: 'web' }),
      web: service({ handle: [publish('outbox')] }),
      outbox: queue({ capacity: 100, deliveries }),
      sender: worker({ of: 'outbox', handle: [call('smtp')] }),
      smtp: store({ time: '1ms' }),
    })

  it('are none when each message was handled', () => {
    expect(goal.losesNothing().judge(simulate(mail(2), { for: '3s' }))).toMatchObject({
      is: 'held',
      evidence: { published: 20, failed: 0 },
      margin: { by: 0, unit: 'count' },
    })
  })

  it('are the dead letters', () => {
    const run = simulate(mail(1), { for: '3s', faults: [errors('smtp').at('1s').for('500ms')] })
    expect(goal.losesNothing({ queue: 'outbox' }).judge(run)).toMatchObject({
      is: 'broken',
      evidence: { published: 20, failed: 5, queues: [{ deadLettered: 5 }] },
      margin: { by: -5 },
    })
    const before = goal.losesNothing({ between: [0, '1s'] })
    expect(before.judge(simulate(mail(1), { for: '3s', resolution: '1s' })).is).toBe('held')
  })

  it('are unknown while messages are still there', () => {
    const run = simulate(mail(5), { for: '3s', faults: [crash('sender').at('1s')] })
    expect(goal.losesNothing().judge(run)).toMatchObject({
      is: 'unknown',
      reason: expect.stringContaining('still there when the run ended'),
    })
  })

  it('are a mistake to ask about where there is no queue', () => {
    const run = simulate(layers, { for: '1s' })
    expect(() => goal.losesNothing().judge(run)).toThrow('the system has no queue')
  })
})
