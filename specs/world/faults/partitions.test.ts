/** Partitions: which messages are lost, which way, between whom. */
import { call, partition, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once, story } from '../support/story.ts'

const pair = system(
  'pair',
  {
    users: once('web', { requests: 3 }),
    web: service({ zone: 'eu', handle: call('db', { timeout: '200ms' }) }),
    db: store({ zone: 'us', time: '10ms' }),
  },
  { network: { 'eu<->us': '20ms' } },
)

describe('B6 a partition of one replica', () => {
  const pool = system('pool', {
    users: once('db', { rate: '100/s', requests: 30, timeout: '200ms' }),
    db: store({ time: '1ms', replicas: 3 }),
  })

  it('loses what is sent there: every third request, which it never sees', () => {
    const run = simulate(pool, { for: '1s', faults: [partition('db#1')] })
    expect(counts(run.requests().outcomes)).toEqual({ ok: 20, timeout: 10 })
    expect(run.at('db').replicas.map(({ issued }) => issued)).toEqual([10, 0, 10])
    expect(run.faults[0].touched).toBe(10)
  })

  it('on the way back loses its answers only: it works in vain', () => {
    const run = simulate(pool, { for: '1s', faults: [partition('db#1', { way: 'back' })] })
    expect(counts(run.requests().outcomes)).toEqual({ ok: 20, timeout: 10 })
    expect(run.at('db').replicas.map(({ issued }) => issued)).toEqual([10, 10, 10])
  })
})

describe('C15 a partition of a call', () => {
  it('both ways loses what is asked: the callee never hears of it', () => {
    const run = simulate(pair, { for: '3s', faults: [partition('web->db')] })
    expect(run.at('db').issued).toBe(0)
    expect(counts(run.on('web->db').outcomes)).toEqual({ timeout: 3 })
  })

  it('on the way there loses the question', () => {
    const run = simulate(pair, { for: '3s', faults: [partition('web->db', { way: 'there' })] })
    expect(run.at('db').issued).toBe(0)
    expect(run.faults[0].touched).toBe(3)
  })

  it('on the way back loses the answer, after the work is done', () => {
    const run = simulate(pair, { for: '3s', faults: [partition('web->db', { way: 'back' })] })
    expect(counts(run.at('db').outcomes)).toEqual({ ok: 3 })
    expect(counts(run.on('web->db').outcomes)).toEqual({ timeout: 3 })
    expect(run.faults[0].touched).toBe(3)
  })

  it('lets a message arrive that was under way when it began', () => {
    const faults = [partition('web->db', { way: 'there' }).at('1.001s').for('0.5s')]
    const run = simulate(pair, { for: '3s', trace: true, faults, strict: false })
    expect(story(run)[1]).toEqual([1_000, 1_050, 'ok'])
  })

  it('loses the answer to a question that went before it began', () => {
    const faults = [partition('web->db').at('1.001s').for('0.5s')]
    const run = simulate(pair, { for: '3s', trace: true, faults })
    expect(story(run).map(([, until, outcome]) => [until, outcome])).toEqual([
      [50, 'ok'],
      [1_200, 'error'],
      [2_050, 'ok'],
    ])
  })

  it('of a share loses some messages', () => {
    const many = system('many', {
      users: once(call('db', { timeout: '5ms' }), { rate: '1000/s', requests: 10_000 }),
      db: store({ time: '1ms' }),
    })
    const faults = [partition('users->db', { way: 'there' }).share('10%')]
    const run = simulate(many, { for: '10s', faults })
    expect(Math.abs(run.requests().outcomes.timeout - 1_000)).toBeLessThan(120)
    expect(run.faults[0].touched).toBe(run.requests().outcomes.timeout)
  })
})

describe('C10 the target of a partition', () => {
  /** Users in no zone; a web and a cache in one zone, a store in another. */
  const zones = system('zones', {
    users: once('web', { timeout: '1s' }),
    web: service({
      zone: 'eu',
      handle: [
        call('near', { timeout: '10ms', optional: true }),
        call('far', { timeout: '10ms', optional: true }),
      ],
    }),
    near: store({ zone: 'eu', time: '1ms' }),
    far: store({ zone: 'us', time: '1ms' }),
  })
  const served = (target: 'far' | 'web' | 'users' | 'zone:eu' | 'zone:us' | 'eu<->us') => {
    const run = simulate(zones, { for: '1s', faults: [partition(target)] })
    const names = ['web', 'near', 'far'] as const
    return names.filter(name => run.at(name).issued > 0)
  }

  it('may be a component, cut off from all others', () => {
    expect(served('far')).toEqual(['web', 'near'])
    expect(served('web')).toEqual([])
  })

  it('may be clients', () => {
    expect(served('users')).toEqual([])
  })

  it('may be a zone: its border is cut, and inside all is well', () => {
    expect(served('zone:us')).toEqual(['web', 'near'])
    expect(served('zone:eu')).toEqual([])
  })

  it('may be two zones', () => {
    expect(served('eu<->us')).toEqual(['web', 'near'])
  })
})
