/** A9 health checks: probes notice what is in force at a replica, and take it out of use. */
import {
  clients,
  crash,
  errors,
  type Fault,
  partition,
  pause,
  simulate,
  slow,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once } from '../support/story.ts'

const health = { every: '1s', timeout: '500ms', unhealthyAfter: 3, healthyAfter: 2 } as const

const pool = (replicas: number, more: { panicThreshold?: number } = {}) =>
  system('pool', {
    users: once('db', { rate: '100/s', requests: 3_000, timeout: '400ms' }),
    db: store({ time: '1ms', replicas, health, ...more }),
  })

type Target = 'db' | `db#${number}`
const play = (faults: readonly Fault<Target>[], replicas = 3, more = {}) =>
  simulate(pool(replicas, more), { for: '30s', faults })

const told = (run: ReturnType<typeof play>): string[] =>
  run.facts('replica').map(({ at, replica, is, because }) => `${at} #${replica} ${is}: ${because}`)

describe('A9 a health check', () => {
  it('takes a crashed replica out after three probes, and back after two', () => {
    const run = play([crash('db#1', { refuse: true }).at('4.5s').for('10s')])
    expect(told(run)).toEqual([
      '7000 #1 unhealthy: 3 probes failed in a row',
      '16000 #1 healthy: 2 probes passed in a row',
    ])
    // Every third request from 4.5 s to 7 s is refused, and none after that.
    expect(counts(run.requests().outcomes)).toEqual({ ok: 2_917, rejected: 83 })
    const share = run.at('db', { between: ['8s', '14s'] }).replicas.map(({ issued }) => issued)
    expect(share).toEqual([300, 0, 300])
  })

  it('finds a replica that stands still as it finds one that is gone', () => {
    expect(told(play([pause('db#1').at('4.5s').for('10s')]))).toEqual(
      told(play([crash('db#1').at('4.5s').for('10s')])),
    )
  })

  it('of one that does not answer is given up after its time-out', () => {
    expect(told(play([crash('db#1').at('4.5s').for('10s')]))[0]).toBe(
      '7500 #1 unhealthy: 3 probes failed in a row',
    )
  })

  it.each([
    ['errors', errors('db#1').at('4.5s').for('10s'), 7_000],
    ['that it is cut off', partition('db#1').at('4.5s').for('10s'), 7_500],
    ['that its answers get lost', partition('db#1', { way: 'back' }).at('4.5s').for('10s'), 7_500],
    ['more delay than it waits for', slow('db#1', { by: '600ms' }).at('4.5s').for('10s'), 7_500],
    ['just as much', slow('db#1', { by: '500ms' }).at('4.5s').for('10s'), 7_500],
  ])('notices %s', (_what, fault, at) => {
    expect(play([fault]).facts('replica')[0]).toMatchObject({ at, replica: 1, is: 'unhealthy' })
  })

  it.each([
    ['less delay than it waits for', slow('db#1', { by: '300ms' }).at('4.5s').for('10s')],
    ['a fault that is over before the third probe', crash('db#1').at('4.5s').for('2s')],
    ['being busy', slow('db', { factor: 50 }).at('4.5s').for('10s')],
  ])('is content with %s', (_what, fault) => {
    expect(told(play([fault]))).toEqual([])
  })

  it('is no request: a healthy run is counted as without', () => {
    const plain = system('pool', {
      users: once('db', { rate: '100/s', requests: 3_000, timeout: '400ms' }),
      db: store({ time: '1ms', replicas: 3 }),
    })
    const [checked, unchecked] = [pool(3), plain].map(one => simulate(one, { for: '30s' }))
    expect(checked.at('db')).toEqual(unchecked.at('db'))
    expect(checked.requests()).toEqual(unchecked.requests())
  })
})

describe('A9 when most replicas are unhealthy', () => {
  const two = [crash('db#0', { refuse: true }), crash('db#1', { refuse: true })].map(fault =>
    fault.at('4.5s').for('10s'),
  )

  it('all are used below the panic threshold: a third is served, not none', () => {
    const run = play(two)
    const { outcomes } = run.requests({ between: ['8s', '14s'] })
    expect(counts(outcomes)).toEqual({ ok: 200, rejected: 400 })
    expect(run.at('db').counts['sent in panic']).toBe(900)
  })

  it('the one that is left takes everything if there is no threshold', () => {
    const run = play(two, 3, { panicThreshold: 0 })
    expect(counts(run.requests({ between: ['8s', '14s'] }).outcomes)).toEqual({ ok: 600 })
  })

  it('half of them are enough', () => {
    const run = play([two[0]], 2)
    expect(counts(run.requests({ between: ['8s', '14s'] }).outcomes)).toEqual({ ok: 600 })
  })

  it('and there is no threshold, requests are rejected where none is left', () => {
    const run = play([crash('db').at('4.5s').for('10s')], 2, { panicThreshold: 0 })
    expect(counts(run.requests({ between: ['8s', '14s'] }).outcomes)).toEqual({ rejected: 600 })
    expect(run.at('db').reasons).toContainEqual({ because: 'no replica left', count: 850 })
    expect(run.at('db').replicas.map(({ issued }) => issued)).toEqual([1_075, 1_075])
  })
})

describe('A9 an unhealthy replica', () => {
  it('leaves its load to the others, who may not bear it', () => {
    const tight = system('tight', {
      users: clients({ rate: '250/s', arrivals: 'steady', call: 'db', timeout: '1s' }),
      db: store({ time: '10ms', concurrency: 1, queue: 20, replicas: 3, health }),
    })
    const faults = [crash('db#0', { refuse: true }).at('5s').for('20s')]
    const run = simulate(tight, { for: '30s', faults, resolution: '1s' })
    // Three do 300 a second, two only 200 of the 250 that come.
    const { outcomes } = run.requests({ between: ['15s', '25s'] })
    expect(outcomes.ok / 2_500).toBeCloseTo(0.8, 2)
    expect(outcomes.rejected / 2_500).toBeCloseTo(0.2, 2)
  })
})
