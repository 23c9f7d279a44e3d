/** A9 a replica that looks deeper before it says that it is well: at others, and at itself. */
import {
  call,
  crash,
  errors,
  failProbes,
  type Fault,
  type HealthSpec,
  type Run,
  service,
  simulate,
  slow,
  store,
  system,
  systemFrom,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once } from '../support/story.ts'

const every = { every: '1s', timeout: '500ms', unhealthyAfter: 2, healthyAfter: 2 } as const
const check = call('db', { timeout: '2s' })

/** The api needs nothing of the db for its requests; only its check asks it. */
const pool = (health: HealthSpec<'db'>, panicThreshold = 0) =>
  system('pool', {
    users: once('api', { rate: '20/s', requests: 600, timeout: '400ms' }),
    api: service({
      replicas: 2,
      health: { ...every, ...health },
      panicThreshold,
      handle: work('1ms'),
    }),
    db: store({ time: '5ms' }),
  })

type Target = 'db' | 'api' | `api#${number}`
const play = (faults: readonly Fault<Target>[], health: HealthSpec<'db'> = { check }) =>
  simulate(pool(health), { for: '30s', faults })

const told = (run: Run): string[] =>
  run.facts('replica').map(({ at, replica, is }) => `${at} #${replica} ${is}`)

const broken = errors('db').at('4.5s').for('10s')

describe('a deep health check', () => {
  it('takes out whoever cannot reach what it looks at, all of them at once', () => {
    const run = play([broken])
    expect(told(run)).toEqual([
      '6000 #0 unhealthy',
      '6000 #1 unhealthy',
      '16005 #0 healthy',
      '16005 #1 healthy',
    ])
    expect(counts(run.requests().outcomes)).toEqual({ ok: 400, rejected: 200 })
    expect(run.on('api->db').attempts.issued).toBe(60)
  })

  it('is nothing to a balancer that uses all when too few are left', () => {
    const open = pool({ check }, 0.5)
    const run = simulate(open, { for: '30s', faults: [broken] })
    expect(told(run)).toHaveLength(4)
    expect(run.availability()).toBe(1)
  })

  it('fails when it takes longer than a probe has', () => {
    expect(told(play([slow('db', { by: '600ms' }).at('4.5s').for('10s')])).slice(0, 2)).toEqual([
      '6500 #0 unhealthy',
      '6500 #1 unhealthy',
    ])
    expect(told(play([slow('db', { by: '300ms' }).at('4.5s').for('10s')]))).toEqual([])
  })

  it('has what the way to its replica has left of the time of a probe', () => {
    // Each is well within 500 ms alone; together they are not.
    const [way, look] = [slow('api#0', { by: '300ms' }), slow('db', { by: '300ms' })]
    expect(told(play([way.at('4.5s').for('10s')]))).toEqual([])
    expect(told(play([way.at('4.5s').for('10s'), look.at('4.5s').for('10s')]))).toEqual([
      '6200 #0 unhealthy',
      '16005 #0 healthy',
    ])
  })

  it('is lost with its replica, and done anew', () => {
    const run = play([crash('api#0', { refuse: true }).at('5.002s').for('2s')])
    expect(told(run)).toEqual(['6000 #0 unhealthy', '9005 #0 healthy'])
  })

  it('is not done by whoever is known to be down', () => {
    const run = play([crash('api#0', { refuse: true }).at('4.5s').forever()])
    expect(run.on('api->db').attempts.issued).toBe(30 + 5)
  })
})

describe('a replica that judges by its own success', () => {
  it('says that it is not well while fewer of its requests succeed than it wants', () => {
    const run = play([errors('api#0', { rate: 1 }).at('4.5s').for('10s').share(0.6)], {
      successRate: '50%',
      unhealthyAfter: 1,
      healthyAfter: 1,
    })
    const [first, second] = told(run)
    expect([first, second]).toEqual(['5000 #0 unhealthy', '6000 #0 healthy'])
  })

  it('counts those that went well without something they can do without', () => {
    const frugal = system('frugal', {
      users: once('api', { rate: '20/s', requests: 600, timeout: '400ms' }),
      api: service({
        replicas: 2,
        health: { ...every, successRate: '50%' },
        handle: [call('db', { optional: true }), call('mail')],
      }),
      db: store({ time: '5ms' }),
      mail: store({ time: '5ms' }),
    })
    const some = errors('mail', { rate: '20%' }).at('4.5s').for('10s')
    const run = simulate(frugal, { for: '30s', faults: [broken, some] })
    const { ok, degraded, error } = run.requests().outcomes
    expect([ok, degraded + error]).toEqual([400, 200])
    expect(told(run)).toEqual([])
  })

  it('is content with what it wants, and with no request at all', () => {
    const share = errors('api#0').at('4.5s').for('10s').share(0.3)
    const probesPass = { successRate: '30%', unhealthyAfter: 3 } as const
    expect(told(play([share], probesPass))).toEqual([])
  })
})

describe('health checks that fail', () => {
  it('take out a replica that is well, and bring it back', () => {
    const run = play([failProbes('api#0').at('4.5s').for('10s')], {})
    expect(told(run)).toEqual(['6000 #0 unhealthy', '16000 #0 healthy'])
    expect(run.availability()).toBe(1)
    expect(run.faults[0]).toMatchObject({ touched: 10 })
  })

  it('now and then take it out now and then', () => {
    const run = play([failProbes('api', { rate: '50%' }).at('4.5s').for('20s')], {})
    expect(told(run).length).toBeGreaterThan(4)
  })

  it('need some that could', () => {
    const aimed = (): unknown => play([failProbes('db').at('4.5s').for('10s')])
    expect(aimed).toThrow('"db" is not probed: it declares no health')
  })
})

describe('what a replica looks at', () => {
  it('goes to JSON and back', () => {
    const written = pool({ check: [work('1ms'), check], successRate: '20%' })
    const again = systemFrom(JSON.parse(JSON.stringify(written)))
    const faults = [broken] as never
    expect(simulate(again, { for: '30s', faults }).digest).toBe(
      simulate(written, { for: '30s', faults }).digest,
    )
  })
})
