/** Rules of how replicas start, stop and look at themselves: mistakes, and their twins. */
import {
  call,
  clients,
  crash,
  restart,
  service,
  simulate,
  type StartSpec,
  type StopSpec,
  store,
  system,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { fixes, warned } from './support/told.ts'

const users = clients({ rate: '2/s', arrivals: 'steady', call: 'web', timeout: '20s' })

describe('handling-over-stop', () => {
  const shop = (stop: StopSpec) =>
    system('shop', { users, web: service({ replicas: 2, stop, handle: work('2s') }) })

  it('tells of requests that take longer than a replica has for them', () => {
    expect(warned(shop({ within: '500ms' }))).toEqual([
      'handling-over-stop web: a request takes 2s on average, and one that stops has 500ms for ' +
        'what is inside: the rest is lost',
    ])
    expect(fixes(shop({ within: '500ms' }))).toEqual(["write stop: { within: '6s' }"])
    expect(warned(shop({ within: '6s' }))).toEqual([])
  })

  it('is true in a run: a restart loses requests, and none with the line that it says', () => {
    const lost = (within: '500ms' | '6s'): number => {
      const faults = [restart('web', { atOnce: 1 }).at('10s').for('20s')]
      return simulate(shop({ within }), { for: '30s', faults }).requests().outcomes.error
    }
    expect(lost('500ms')).toBeGreaterThan(0)
    expect(lost('6s')).toBe(0)
  })
})

describe('check-over-timeout', () => {
  const shop = (timeout: '500ms' | '6s') =>
    system('shop', {
      users,
      web: service({
        replicas: 2,
        health: { every: '10s', timeout, check: call('db', { timeout: '5s' }) },
        handle: work('1ms'),
      }),
      db: store({ time: '2s' }),
    })

  it('tells of checks that take longer than a probe waits', () => {
    expect(warned(shop('500ms'))).toEqual([
      'check-over-timeout web: its health check takes 2s on average, and a probe is given up ' +
        'after 500ms: it is never well',
    ])
    expect(fixes(shop('500ms'))).toEqual(["write health: { timeout: '6s' }"])
    expect(warned(shop('6s'))).toEqual([])
  })

  it('is true in a run: all replicas are unhealthy', () => {
    const changes = (timeout: '500ms' | '6s') =>
      simulate(shop(timeout), { for: '1m' })
        .facts('replica')
        .map(({ is }) => is)
    expect(changes('500ms')).toEqual(['unhealthy', 'unhealthy'])
    expect(changes('6s')).toEqual([])
  })
})

describe('starts-over-callee', () => {
  const shop = (start: Partial<StartSpec<'table'>>) =>
    system('shop', {
      users,
      web: service({
        replicas: 20,
        start: { steps: call('table', { timeout: '5s' }), ...start },
        handle: work('1ms'),
      }),
      table: store({ concurrency: 4, queue: 5, time: '1s' }),
    })
  const faults = [crash('web').at('10s').for('5s')]

  it('tells of replicas that start all at once, and of what has no room for them', () => {
    expect(warned(shop({}))).toEqual([
      'starts-over-callee web: 20 of it start at once and call table, which has room for 9: the ' +
        'rest is turned away, and starts again at the same time',
    ])
    expect(fixes(shop({}))).toEqual(['write start: { steps: …, atOnce: 4 }'])
    expect(warned(shop({ atOnce: 4 }))).toEqual([])
    expect(warned(shop({ jitter: '10s' }))).toEqual([])
  })

  it('is true in a run: starts are turned away, and none with the line that it says', () => {
    const turnedAway = (start: Partial<StartSpec<'table'>>): number =>
      simulate(shop(start), { for: '1m', faults }).at('table').outcomes.rejected
    expect(turnedAway({})).toBeGreaterThan(10)
    expect(turnedAway({ atOnce: 4 })).toBe(0)
  })
})
