/** Changes of how many replicas there are: who comes starts, who goes finishes what it is about. */
import {
  cached,
  call,
  change,
  clients,
  crash,
  publish,
  queue,
  type Run,
  service,
  simulate,
  store,
  system,
  work,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once } from '../../world/support/story.ts'

/** Ten requests a second, each for a quarter of one; a replica takes 2 s to start. */
const api = (replicas: number, more: object = {}) =>
  system('api', {
    users: once('api', { rate: '10/s', requests: 300, timeout: '5s' }),
    api: service({ replicas, start: work('2s'), handle: work('250ms'), ...more }),
  })

const told = (run: Run): string[] =>
  run.facts('replica').map(({ at, replica, is }) => `${at} #${replica} ${is}`)

describe('A9 more replicas', () => {
  it('start, and take requests when they are ready', () => {
    const more = change('api', { replicas: 3 }).at('10s')
    const run = simulate(api(1), { for: '30s', changes: [more], resolution: '1s' })
    expect(told(run)).toEqual([
      '10000 #1 added',
      '10000 #1 unready',
      '10000 #2 added',
      '10000 #2 unready',
      '12000 #1 ready',
      '12000 #2 ready',
    ])
    const arrived = (from: string, to: string) =>
      run.at('api', { between: [from as '1s', to as '1s'] }).replicas.map(({ issued }) => issued)
    expect(arrived('0s', '12s')).toEqual([120, 0, 0])
    expect(arrived('12s', '30s')).toEqual([60, 60, 60])
    expect(counts(run.requests().outcomes)).toEqual({ ok: 300 })
  })

  it('count for utilisation once they are ready', () => {
    const more = change('api', { replicas: 4 }).at('10s')
    const asked = { for: '30s', changes: [more], resolution: '1s' } as const
    const run = simulate(api(2, { concurrency: 5 }), asked)
    const use = (from: string, to: string) =>
      run.at('api', { between: [from as '1s', to as '1s'] }).utilisation
    // 2.5 slots are in use of 10, and then of 20.
    expect([use('5s', '12s'), use('14s', '29s')]).toEqual([0.25, 0.125])
  })

  it('stand in their zones, and are balanced within each', () => {
    const shop = (replicas: number) =>
      system('shop', {
        users: clients({ rate: '40/s', arrivals: 'steady', call: 'web', zone: 'eu' }),
        web: service({
          replicas,
          zones: ['eu', 'us'],
          zoneRouting: 'preferSameZone',
          handle: work('1ms'),
        }),
      })
    const more = change('web', { replicas: 4 }).at('10s')
    const run = simulate(shop(2), { for: '30s', changes: [more], resolution: '1s' })
    const arrived = (from: string, to: string) =>
      run.at('web', { between: [from as '1s', to as '1s'] }).replicas.map(({ issued }) => issued)
    expect(arrived('0s', '10s')).toEqual([400, 0, 0, 0])
    expect(arrived('10s', '30s')).toEqual([400, 0, 400, 0])
  })

  it('that are struck while they start come when that is over', () => {
    const run = simulate(api(1), {
      for: '30s',
      changes: [change('api', { replicas: 2 }).at('10s')],
      faults: [crash('api').at('11s').for('3s')],
    })
    expect(told(run)).toEqual([
      '10000 #1 added',
      '10000 #1 unready',
      '14000 #0 unready',
      '16000 #0 ready',
      '16000 #1 ready',
    ])
  })
})

describe('fewer replicas', () => {
  it('leave at once, finish what they are about, and lose nothing', () => {
    const fewer = change('api', { replicas: 1 }).at('9920ms')
    const run = simulate(api(3), { for: '30s', changes: [fewer], resolution: '1s' })
    expect(told(run)).toEqual(['9920 #1 removed', '9920 #2 removed'])
    expect(counts(run.requests().outcomes)).toEqual({ ok: 300 })
    const { replicas } = run.at('api', { between: ['10s', '30s'] })
    expect(replicas.map(({ issued }) => issued)).toEqual([200, 0, 0])
    // #1 has a request of 9.7 s inside, #2 one of 9.8 s.
    expect(run.recording.stops.map(({ at, replica }) => `${at} #${replica}`)).toEqual([
      '9950 #1',
      '10050 #2',
    ])
  })

  it('lose what is not done within the time that is given', () => {
    const fewer = change('api', { replicas: 2 }).at('9920ms')
    const run = simulate(api(3, { stop: { within: '100ms' } }), { for: '30s', changes: [fewer] })
    expect(counts(run.requests().outcomes)).toEqual({ ok: 299, error: 1 })
  })

  it('are as many again when the change is taken back', () => {
    const fewer = change('api', { replicas: 1 }).at('10s').for('5s')
    const run = simulate(api(2), { for: '30s', changes: [fewer] })
    expect(told(run)).toEqual([
      '10000 #1 removed',
      '15000 #1 added',
      '15000 #1 unready',
      '17000 #1 ready',
    ])
  })

  it('that are wanted again before they have stopped finish first, and then start', () => {
    const slow = api(2, { concurrency: 100, handle: work('3s') })
    const fewer = change('api', { replicas: 1 }).at('10s').for('1s')
    const run = simulate(slow, { for: '30s', changes: [fewer] })
    // #1 has a request of 9.9 s inside, and starts when that is done.
    expect(told(run)).toEqual([
      '10000 #1 removed',
      '11000 #1 added',
      '12900 #1 unready',
      '14900 #1 ready',
    ])
  })

  it('take who has not started yet first of all', () => {
    const changes = [
      change('api', { replicas: 3 }).at('10s'),
      change('api', { replicas: 2 }).at('11s'),
    ]
    const run = simulate(api(1), { for: '30s', changes })
    expect(told(run).slice(-2)).toEqual(['11000 #2 removed', '12000 #1 ready'])
  })
})

describe('what replicas keep', () => {
  it('is nothing at first: caches inside begin cold', () => {
    const shop = system('shop', {
      users: clients({ rate: '20/s', arrivals: 'steady', call: 'web' }),
      web: service({
        localCache: 10,
        handle: cached({ key: 1, ttl: '10m', warm: 1, miss: call('db') }),
      }),
      db: store({ time: '1ms' }),
    })
    const more = change('web', { replicas: 2 }).at('5s')
    const run = simulate(shop, { for: '10s', changes: [more] })
    expect(run.on('web->db').issued).toBe(1)
  })

  it('ends with them: the connections of their pools', () => {
    const shop = system(
      'shop',
      {
        users: clients({ rate: '20/s', arrivals: 'steady', call: 'web' }),
        web: service({ replicas: 3, handle: call('db') }),
        db: store({ time: '1ms', listen: { maxConnections: 10 } }),
      },
      { network: { 'web->db': { latency: '1ms', connection: {}, keepAlive: { most: 1 } } } },
    )
    const changes = [
      change('web', { replicas: 1 }).at('5s'),
      change('web', { replicas: 5 }).at('10s'),
    ]
    const run = simulate(shop, { for: '15s', changes, resolution: '1s' })
    const open = (from: string, to: string) =>
      run.at('db', { between: [from as '1s', to as '1s'] }).resources.connections.mean
    expect([open('1s', '5s'), open('6s', '10s'), open('11s', '15s')]).toEqual([3, 1, 5])
  })
})

describe('replicas of a worker', () => {
  it('take messages when they have started, and none when they are not wanted', () => {
    const jobs = system('jobs', {
      users: once('web', { rate: '10/s', requests: 200, timeout: '5s' }),
      web: service({ handle: publish('jobs') }),
      jobs: queue({ latency: 0 }),
      mailer: worker({ of: 'jobs', replicas: 1, start: work('2s'), handle: work('150ms') }),
    })
    const more = change('mailer', { replicas: 2 }).at('5s')
    const run = simulate(jobs, { for: '40s', changes: [more] })
    expect(run.at('mailer', { between: ['0s', '7s'] }).replicas[1].issued).toBe(0)
    expect(run.at('mailer', { between: ['7s', '40s'] }).replicas[1].issued).toBeGreaterThan(50)
    expect(run.queue('jobs').acknowledged).toBe(200)
  })
})
