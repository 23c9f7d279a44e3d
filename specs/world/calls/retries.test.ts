/** Trying again: when, how often, after what. */
import { call, errors, service, simulate, store, system } from 'gameday'
import type { CallOptions } from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, counts, once, story } from '../support/story.ts'

/** One call to a store that fails at once, with whatever code. */
function failing(options: CallOptions, code = 500) {
  const small = system('small', { users: once(call('db', options)), db: store({ time: '1ms' }) })
  return simulate(small, { for: '10s', trace: true, faults: [errors('db', { code })] })
}

const begins = (run: ReturnType<typeof failing>): number[] =>
  attemptsOf(run, 'users->db').map(([at]) => at)

describe('E3 a retry', () => {
  it('asks three times, waiting 100 ms and then 200 ms', () => {
    const run = failing({ retry: { attempts: 3, base: '100ms' } })
    expect(begins(run)).toEqual([0, 100, 300])
    expect(story(run)).toEqual([[0, 300, 'error']])
  })

  it('is one call and three attempts', () => {
    const { issued, attempts, outcomes } = failing({ retry: { attempts: 3 } }).on('users->db')
    expect([issued, attempts.issued]).toEqual([1, 3])
    expect([counts(outcomes), counts(attempts.outcomes)]).toEqual([{ error: 1 }, { error: 3 }])
  })

  it('waits equally long, or longer by the same, as it is told', () => {
    const constant = { attempts: 4, base: '10ms', backoff: 'constant' } as const
    const linear = { attempts: 4, base: '10ms', backoff: 'linear' } as const
    expect(begins(failing({ retry: constant }))).toEqual([0, 10, 20, 30])
    expect(begins(failing({ retry: linear }))).toEqual([0, 10, 30, 60])
  })

  it('waits no longer than its cap', () => {
    const retry = { attempts: 5, base: '100ms', cap: '250ms' } as const
    expect(begins(failing({ retry }))).toEqual([0, 100, 300, 550, 800])
  })

  it('ends with the first success', () => {
    const small = system('small', {
      users: once(call('db', { retry: { attempts: 5, base: '100ms' } })),
      db: store({ time: '1ms' }),
    })
    const run = simulate(small, { for: '1s', trace: true, faults: [errors('db').for('150ms')] })
    expect(attemptsOf(run, 'users->db')).toEqual([
      [0, 0, 'error'],
      [100, 100, 'error'],
      [300, 301, 'ok'],
    ])
    expect(story(run)).toEqual([[0, 301, 'ok']])
  })

  it('is not begun when it could not end before the deadline', () => {
    const run = failing({ deadline: '300ms', retry: { attempts: 9, base: '100ms' } })
    // The third would begin at 300, which is too late: the call fails at 100 instead of waiting.
    expect(begins(run)).toEqual([0, 100])
    expect(story(run)).toEqual([[0, 100, 'error']])
  })

  it('heeds the time-out of clients as a deadline', () => {
    const small = system('small', {
      users: once(call('db', { retry: { attempts: 9, base: '100ms' } }), { timeout: '250ms' }),
      db: store({ time: '1ms' }),
    })
    const run = simulate(small, { for: '1s', trace: true, faults: [errors('db')] })
    expect(attemptsOf(run, 'users->db').map(([at]) => at)).toEqual([0, 100])
  })

  it('spreads its waits by chance between nothing and all, with full jitter', () => {
    const run = failing({
      retry: { attempts: 200, base: '10ms', backoff: 'constant', jitter: 'full' },
    })
    const at = begins(run)
    const waits = at.slice(1).map((time, i) => time - at[i])
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...waits)).toBeLessThanOrEqual(10)
    expect(new Set(waits).size).toBe(10)
  })
})

describe('E3 what is worth another try', () => {
  it('is, by default, an error, a time-out and a rejection', () => {
    const slowly = system('slowly', {
      users: once(call('db', { timeout: '10ms', retry: { attempts: 2 } })),
      db: store({ time: '1s' }),
    })
    const run = simulate(slowly, { for: '10s', trace: true })
    expect(attemptsOf(run, 'users->db')).toEqual([
      [0, 10, 'timeout'],
      [110, 120, 'timeout'],
    ])
    expect(failing({ retry: { attempts: 2 } }).on('users->db').attempts.issued).toBe(2)
  })

  it('is only what `on` names, when it names something', () => {
    const retry = { attempts: 3, on: ['timeout', 503] } as const
    expect(begins(failing({ retry }, 503))).toEqual([0, 100, 300])
    expect(begins(failing({ retry }, 500))).toEqual([0])
  })

  it('is a full queue', () => {
    const full = system('full', {
      users: once(call('db', { retry: { attempts: 2, base: '20ms' } }), {
        rate: '1000/s',
        requests: 2,
      }),
      db: store({ concurrency: 1, queue: 0, time: '15ms' }),
    })
    const run = simulate(full, { for: '1s', trace: true })
    expect(attemptsOf(run, 'users->db')).toEqual([
      [0, 15, 'ok'],
      [1, 1, 'rejected'],
      [21, 36, 'ok'],
    ])
  })
})

describe('D3 retries of retries', () => {
  it('make nine calls at the bottom of two layers with three attempts each', () => {
    const retry = { attempts: 3, base: '1ms' } as const
    const layers = system('layers', {
      users: once(call('api', { retry })),
      api: service({ handle: call('db', { retry }) }),
      db: store({ time: '1ms' }),
    })
    const run = simulate(layers, { for: '1s', faults: [errors('db')] })
    expect([run.at('api').issued, run.at('db').issued]).toEqual([3, 9])
  })
})
