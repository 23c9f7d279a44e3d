/** C9 a restart with care: who leaves when, what becomes of who is inside, and who comes next. */
import {
  call,
  crash,
  errors,
  type Fault,
  publish,
  queue,
  restart,
  type Run,
  service,
  simulate,
  type StopSpec,
  store,
  system,
  work,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once } from '../support/story.ts'

/** Ten requests a second, each for a quarter of one; a replica takes 2 s to start. */
const api = (stop: StopSpec = {}) =>
  system('api', {
    users: once('api', { rate: '10/s', requests: 600, timeout: '5s' }),
    api: service({ replicas: 3, start: work('2s'), stop, handle: work('250ms') }),
  })

type Target = 'api' | `api#${number}`
const play = (faults: readonly Fault<Target>[], stop: StopSpec = {}) =>
  simulate(api(stop), { for: '60s', faults })

const told = (run: Run): string[] =>
  run.facts('replica').map(({ at, replica, is }) => `${at} #${replica} ${is}`)

describe('a rolling restart', () => {
  it('takes one replica after another, each when the last is ready, and nobody notices', () => {
    const run = play([restart('api', { atOnce: 1 }).at('10s').for('30s')])
    // The last request of #0 came at 9.9 s, of #1 at 12.1 s, of #2 at 14.2 s.
    expect(told(run)).toEqual([
      '10000 #0 unready',
      '12150 #0 ready',
      '12150 #1 unready',
      '14350 #1 ready',
      '14350 #2 unready',
      '16450 #2 ready',
    ])
    expect(counts(run.requests().outcomes)).toEqual({ ok: 600 })
    expect(run.recording.stops.map(({ at, isDown }) => [at, isDown])).toEqual([
      [10_150, true],
      [10_150, false],
      [12_350, true],
      [12_350, false],
      [14_450, true],
      [14_450, false],
    ])
  })

  it('of all at once leaves nobody for as long as the first takes', () => {
    const run = play([restart('api').at('10s').for('30s')])
    expect(told(run).slice(3)).toEqual(['12000 #1 ready', '12050 #2 ready', '12150 #0 ready'])
    expect(counts(run.requests().outcomes)).toEqual({ ok: 580, rejected: 20 })
    expect(run.at('api').reasons).toEqual([{ because: 'no replica left', count: 20 }])
  })

  it('loses what is not done within the time that is given', () => {
    const run = play([restart('api', { atOnce: 1 }).at('10s').for('30s')], { within: '100ms' })
    expect(told(run).slice(0, 2)).toEqual(['10000 #0 unready', '12100 #0 ready'])
    expect(counts(run.requests().outcomes)).toEqual({ ok: 599, error: 1 })
    const cutOff = [{ because: 'cut off by a stop', count: 1 }]
    expect([run.at('api').reasons, run.on('users->api').reasons]).toEqual([cutOff, cutOff])
  })

  it('leaves alone whoever it has not come to when it ends, and whoever is down anyway', () => {
    const run = play([restart('api', { atOnce: 1 }).at('10s').for('1s')])
    expect(told(run)).toEqual(['10000 #0 unready', '12150 #0 ready'])
    const crashed = crash('api#0', { refuse: true }).at('9s').for('30s')
    const other = play([crashed, restart('api', { atOnce: 1 }).at('10s').for('3s')])
    expect(told(other).slice(0, 4)).toEqual([
      '10000 #1 unready',
      '12000 #1 ready',
      '12000 #2 unready',
      '14050 #2 ready',
    ])
    expect(other.faults[1].touched).toBe(2)
  })

  it('of one replica, or of a share, is of those', () => {
    const one = play([restart('api#2').at('10s').for('30s')])
    expect(told(one)).toEqual(['10000 #2 unready', '12050 #2 ready'])
    const two = play([restart('api', { atOnce: 1 }).at('10s').for('30s').share('60%')])
    expect(told(two).filter(line => line.endsWith('unready'))).toHaveLength(2)
  })
})

describe('a rolling restart whose start fails', () => {
  const shop = system('shop', {
    users: once('api', { rate: '10/s', requests: 600, timeout: '5s' }),
    api: service({ replicas: 3, start: call('config'), handle: work('250ms') }),
    config: store({ time: '500ms' }),
  })

  it('goes no further than the first replica, until it succeeds', () => {
    const run = simulate(shop, {
      for: '60s',
      faults: [
        errors('config').at('5s').for('15s'),
        restart('api', { atOnce: 1 }).at('10s').for('40s'),
      ],
    })
    expect(told(run)).toEqual([
      '10000 #0 unready',
      // Stopped at 10.15 s; a try each second, the first that works at 20.15 s.
      '20650 #0 ready',
      '20650 #1 unready',
      '21250 #1 ready',
      '21250 #2 unready',
      '21950 #2 ready',
    ])
    expect(run.on('api->config').attempts.issued).toBe(13)
    expect(run.availability()).toBe(1)
  })
})

describe('a restart of what declares nothing about it', () => {
  it('takes no time but that of what is inside, and costs nobody anything', () => {
    const plain = system('plain', {
      users: once('db', { rate: '10/s', requests: 600, timeout: '5s' }),
      db: store({ replicas: 3, time: '250ms' }),
    })
    const faults = [restart('db', { atOnce: 1 }).at('10s').for('30s')]
    const run = simulate(plain, { for: '60s', faults })
    expect(told(run)).toEqual([
      '10000 #0 unready',
      '10150 #0 ready',
      '10150 #1 unready',
      '10350 #1 ready',
      '10350 #2 unready',
      '10450 #2 ready',
    ])
    expect(counts(run.requests().outcomes)).toEqual({ ok: 600 })
  })

  it('of a worker hands its messages to nobody else but those who take some', () => {
    const jobs = system('jobs', {
      users: once('web', { rate: '10/s', requests: 100, timeout: '5s' }),
      web: service({ handle: publish('jobs') }),
      jobs: queue({ latency: 0 }),
      mailer: worker({ of: 'jobs', replicas: 2, start: work('2s'), handle: work('150ms') }),
    })
    const faults = [restart('mailer', { atOnce: 1 }).at('2s').for('30s')]
    const run = simulate(jobs, { for: '40s', faults })
    const { deliveries, acknowledged } = run.queue('jobs')
    expect([deliveries, acknowledged]).toEqual([100, 100])
    // Between 2 s and 4 s one works alone, 6.67 a second of the 10 that come.
    expect(run.queue('jobs', { between: ['2s', '4s'] }).depth.peak).toBeGreaterThan(5)
  })

  it('of a queue that keeps its messages in memory loses them to the stop, and no crash', () => {
    const jobs = system('jobs', {
      users: once(publish('jobs'), { rate: '100/s', requests: 10 }),
      jobs: queue({ latency: 0, durable: false }),
      mailer: worker({ of: 'jobs', handle: work('50ms') }),
    })
    const run = simulate(jobs, { for: '1s', faults: [restart('jobs').at('75ms').for('1ms')] })
    // One is handled, the second is with the worker, and six wait.
    expect(run.queue('jobs')).toMatchObject({
      acknowledged: 3,
      lost: 7,
      reasons: [{ because: 'cut off by a stop', count: 7 }],
    })
  })
})
