/** What happened in a run, or in the part of it that a verdict is about. */
import {
  call,
  clients,
  crash,
  errors,
  parallel,
  service,
  simulate,
  slow,
  store,
  system,
  work,
} from 'gameday'
import { expect as judge } from 'gameday/expect'
import { describe, expect, it } from 'vitest'
import { whatHappened } from '../../src/report/happened.ts'

const again = { attempts: 3, base: '10ms', jitter: 'none' } as const

const layers = system('layers', {
  users: clients({ rate: '50/s', arrivals: 'steady', call: 'gateway', timeout: '10s' }),
  gateway: service({ concurrency: 500, handle: call('api', { retry: again }) }),
  api: service({ concurrency: 500, handle: call('svc', { retry: again }) }),
  svc: service({ concurrency: 500, handle: call('db', { retry: again }) }),
  db: store({ concurrency: 500, time: '5ms' }),
})

const failing = errors('db', { code: 503 }).at('10s').for('20s')
const down = crash('db').at('50s').for('5s')
const twice = simulate(layers, { for: '1m', faults: [failing, down] })

const textOf = (deed: () => unknown): string => {
  try {
    deed()
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing failed'
}

describe('what happened', () => {
  it('is told of the window that was asked for, and of nothing else', () => {
    const { title, lines } = whatHappened(twice, { during: down })
    expect(title).toBe('What happened from t=50s to t=55s')
    expect(lines).toEqual([
      'users->gateway  250 attempts timed out',
      'db              250 requests without an answer: down, no answer',
    ])
  })

  it('tells of retries in layers how often the last of them is asked in all', () => {
    const { lines } = whatHappened(twice, { between: ['20s', '25s'] })
    expect(lines[0]).toBe(
      'svc->db  6,750 attempts for 2,250 calls (3.00x; 27.0x with the retries above it)',
    )
  })

  it('is followed in a window by what its failures came from, however far down that is', () => {
    const text = textOf(() => judge(twice).toStayAvailable('99%', { between: ['40s', '60s'] }))
    expect(text).toContain('What happened after t=40s')
    expect(text).toContain(`${down}: db was down: 250 of its 250 requests not served`)
    expect(text).toContain('svc->db has no time limit: up to 251 requests waited for db')
    expect(text).not.toContain('error 503')
  })
})

const guarded = system('guarded', {
  users: clients({ rate: '50/s', arrivals: 'steady', call: 'api', timeout: '10s' }),
  api: service({
    concurrency: 500,
    handle: call('db', { breaker: { consecutive: 5, openFor: '5s', probes: 1 } }),
  }),
  db: store({ concurrency: 500, time: '5ms' }),
})

describe('a breaker that is half-open for long', () => {
  const broken = errors('db', { code: 503 }).at('10s').for('2s')
  const stuck = slow('db', { by: '50s' }).at('15s').for('1s')
  const run = simulate(guarded, { for: '2m', faults: [broken, stuck] })

  it('is told from an open one', () => {
    const { lines } = whatHappened(run, { after: broken })
    expect(lines).toContain('api->db     154 calls rejected by the open breaker')
    expect(lines.join('\n')).toContain(
      '2,500 calls rejected by the half-open breaker beside its probes',
    )
  })

  it('names why it opened before the window, and that failures outlasted the faults', () => {
    const text = textOf(() => judge(run).toStayAvailable('99%', { after: broken }))
    expect(text).toContain('up to 53.5s after the guilty fault ended')
    expect(text).toContain('the breaker of api->db opened once at 10.08s: 5 calls failed in a row')
    expect(text).toContain(`${broken}: 5 of 5 answers of db were errors`)
  })
})

it('a window after the fault in which nothing got well again is told as not recovered', () => {
  const forGood = system('for good', {
    users: clients({ rate: '10/s', arrivals: 'steady', call: 'api', timeout: '5s' }),
    api: service({
      concurrency: 500,
      handle: call('db', { breaker: { consecutive: 5, openFor: '10m' } }),
    }),
    db: store({ time: '5ms' }),
  })
  const fault = errors('db', { code: 503 }).at('10s').for('2s')
  const run = simulate(forGood, { for: '60s', faults: [fault] })
  expect(textOf(() => judge(run).toStayAvailable('99%', { after: fault }))).toContain(
    'Failing arrivals between t=12s and t=60s: not recovered 48s after the last fault ended.',
  )
})

it('answers in vain that took no work are left out', () => {
  const passing = system('passing', {
    users: clients({ rate: '10/s', arrivals: 'steady', call: 'api', timeout: '100ms' }),
    api: service({ concurrency: 500, handle: call('db') }),
    db: store({ concurrency: 500, time: '150ms' }),
  })
  const run = simulate(passing, { for: '10s' })
  expect(run.at('api').wasted).toEqual({ count: 99, ms: 0 })
  expect(whatHappened(run).lines).toEqual(['users->api  100 attempts timed out'])
})

describe('a branch that is called off', () => {
  const fork = system('fork', {
    users: clients({ rate: '10/s', arrivals: 'steady', call: 'api' }),
    api: service({
      concurrency: 500,
      handle: parallel(call('fails'), call('works')),
    }),
    fails: service({ handle: [work('1ms')], errorRate: 1 }),
    works: store({ concurrency: 500, time: '50ms' }),
  })
  const run = simulate(fork, { for: '10s' })

  it('is cancelled, and has failed of nothing', () => {
    const { outcomes, reasons } = run.on('api->works')
    expect(outcomes.cancelled).toBe(100)
    expect(reasons).toEqual([])
    expect(run.on('api->fails').reasons).toEqual([{ because: '500', count: 100 }])
  })
})

it('the same warning of eight calls alike is given once', () => {
  const step = call('db', { optional: true, fallback: { value: 'x' } })
  const eight = system('eight', {
    users: clients({ rate: '10/s', call: 'api' }),
    api: service({ handle: [step, step, step, step, step, step, step, step] }),
    db: store({ time: '1ms' }),
  })
  expect(eight.warnings).toHaveLength(1)
  expect(simulate(eight, { for: '1s' }).warnings).toHaveLength(1)
})
