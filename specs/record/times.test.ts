/** `run.times`: any percentile and any share, of any time, by how and when it ended. */
import {
  call,
  clients,
  exponential,
  publish,
  queue,
  service,
  simulate,
  slow,
  store,
  system,
  work,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'

const slowDb = slow('db', { by: '1s' }).at('5s').for('3s')
const shop = system('shop', {
  users: clients({ rate: '40/s', call: 'web', timeout: '800ms' }),
  web: service({
    concurrency: 30,
    queue: 40,
    handle: [call('db', { bulkhead: { limit: 4, queue: 20, maxWait: '300ms' } }), publish('jobs')],
  }),
  db: store({ concurrency: 5, time: exponential('30ms') }),
  jobs: queue({ capacity: 1_000 }),
  mailer: worker({ of: 'jobs', concurrency: 1, handle: work(exponential('15ms')) }),
})
const options = { for: '20s', seed: 'times', faults: [slowDb] } as const
const run = simulate(shop, options)

const everyPlace = [
  {},
  { class: 'users' },
  { at: 'db' },
  { on: 'web->db' },
  { queue: 'jobs' },
  { of: 'wait', at: 'web' },
  { of: 'wait', at: 'db' },
  { of: 'work', at: 'db' },
  { of: 'wait', on: 'web->db' },
  { of: 'wait', queue: 'jobs' },
] as const

describe('the times of a run', () => {
  it('are the latencies of all clients, unless something else is asked for', () => {
    const times = run.times()
    expect(times.count).toBe(run.requests().issued)
    expect(times.percentile('p99')).toBe(run.latency('p99'))
    expect(times.slowerThan('500ms')).toBe(run.slowerThan('500ms'))
  })

  it('are those that the numbers of parts tell', () => {
    const [web, db, jobs] = [run.at('web'), run.on('web->db'), run.queue('jobs')]
    const p90 = (asked: (typeof everyPlace)[number]) => run.times(asked).percentile('p90')
    expect(p90({ of: 'wait', at: 'web' })).toBe(web.waiting.p90)
    expect(p90({ of: 'wait', on: 'web->db' })).toBe(db.waiting.p90)
    expect(p90({ of: 'wait', queue: 'jobs' })).toBe(jobs.lag.p90)
    expect(p90({ queue: 'jobs' })).toBe(jobs.latency.p90)
    expect(p90({ of: 'work', at: 'db' })).toBe(run.at('db').working.p90)
  })

  it('are as many by completion as by arrival, and the same, in the whole run', () => {
    for (const asked of everyPlace) {
      const [arrived, ended] = (['arrival', 'completion'] as const).map(by =>
        run.times({ ...asked, by }),
      )
      expect(arrived.count).toBeGreaterThan(0)
      expect(`${ended}`).toBe(`${arrived}`)
    }
  })

  it('stand in the part of the run in which they came, or in which they were over', () => {
    const parts = [
      ['0s', '5s'],
      ['5s', '8s'],
      ['8s', '20s'],
    ] as const
    const counts = (by: 'arrival' | 'completion'): number[] =>
      parts.map(between => run.times({ at: 'db', by, between }).count)
    const [arrived, ended] = [counts('arrival'), counts('completion')]
    expect(arrived).toEqual(parts.map(between => run.requests({ at: 'db', between }).issued))
    expect(ended[1]).toBeLessThan(arrived[1])
    expect(ended[2]).toBeGreaterThan(arrived[2])
  })

  it('are told apart by how they ended, and all of them are as many as there are', () => {
    const { outcomes } = run.requests()
    const served = run.times({ ended: 'served' })
    expect(served.count).toBe(outcomes.ok + outcomes.degraded)
    expect(run.times({ ended: ['timeout', 'rejected'] }).count).toBe(
      outcomes.timeout + outcomes.rejected,
    )
    expect(outcomes.timeout).toBeGreaterThan(0)
    expect(run.times({ ended: 'timeout' }).percentile('p1')).toBe(800)
    expect(served.percentile('p100')).toBeLessThanOrEqual(800)
  })

  it('tell the waits of those that were served, and of those that were not', () => {
    const [all, served] = [
      run.times({ of: 'wait', at: 'web' }),
      run.times({ of: 'wait', at: 'web', ended: 'served' }),
    ]
    const cancelled = run.times({
      of: 'wait',
      at: 'web',
      ended: ['cancelled', 'rejected', 'error'],
    })
    expect(served.count + cancelled.count).toBe(all.count)
  })

  it('tell the waits at one limit of a caller, and how they ended there', () => {
    const [limit] = run.on('web->db').limits
    const waits = { of: 'wait', on: 'web->db', limit: limit.limit } as const
    expect(run.times(waits).count).toBe(limit.waited - limit.unfinished)
    expect(run.times({ ...waits, ended: 'timeout' }).count).toBe(limit.timedOut)
    expect(run.times(waits).percentile('p100')).toBe(limit.longestMs)
  })

  it('are asked of the same run: it is played once more, byte for byte, and only once', () => {
    run.times({ ended: 'served' })
    const detailed = run.recording.detail?.()
    expect(detailed?.digest()).toBe(run.digest)
    expect(run.recording.detail?.()).toBe(detailed)
    const plain = simulate(shop, { ...options, explain: false, ties: 3 })
    expect(plain.recording.detail?.().digest()).toBe(plain.digest)
  })
})

describe('a share below a time', () => {
  it('is at least that of a percentile, up to its time', () => {
    for (const asked of everyPlace) {
      const times = run.times(asked)
      for (const share of [0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1]) {
        const ms = times.percentile(share) as number
        expect(times.shareWithin(ms)).toBeGreaterThanOrEqual(share - 1e-12)
      }
    }
  })

  it('is unknown where nothing was measured', () => {
    const none = run.times({ ended: 'incorrect' })
    expect(none.count).toBe(0)
    expect(none.shareWithin('1s')).toBeUndefined()
    expect(none.percentile('p50')).toBeUndefined()
    expect(none.slowerThan('1s')).toBe(0)
    expect(`${none}`).toBe('no times')
  })
})

describe('a question of times', () => {
  it.each([
    [{ of: 'wait' }, 'a wait is that of something', "at: 'db', on: 'web->db'"],
    [{ of: 'work', on: 'web->db' }, 'work is that of something', "write at: 'db'"],
    [{ of: 'waits', at: 'db' }, '"waits" is none of them', 'did you mean "wait"?'],
    [{ by: 'end' }, '"end" is none of them', 'arrival'],
    [{ ended: 'serve' }, '"serve" is none of them', 'did you mean "served"?'],
    [{ at: 'dbb' }, 'this run has no component "dbb"', 'did you mean "db"?'],
    [{ queue: 'job' }, 'this run has no queue "job"', 'did you mean "jobs"?'],
    [{ at: 'db', queue: 'jobs' }, 'one component, one call', 'give one of'],
    [{ of: 'wait', on: 'web->db', limit: 'no' }, 'no limit of web->db', '"bulkhead of 4"'],
    [{ on: 'web->db', limit: 'bulkhead of 4' }, 'a limit is one', "of: 'wait'"],
    [{ of: 'wait', queue: 'jobs', ended: 'ok' }, 'no end of its own', 'leave ended out'],
    [{ of: 'wait', on: 'web->db', ended: 'ok' }, 'no end of its own', 'at which limit'],
    [{ until: '3s' }, 'a question cannot say "until"', 'write'],
  ])('that makes no sense is met with one that does: %j', (asked, what, fix) => {
    const ask = () => run.times(asked as object)
    expect(ask).toThrow(what)
    expect(ask).toThrow(fix)
  })
})
