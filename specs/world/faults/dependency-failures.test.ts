/** Dependencies that cannot be had, in all the ways in which that can be. */
import {
  badDeployment,
  call,
  crash,
  dnsFailure,
  errors,
  expiredCertificate,
  expiredCredentials,
  type Fault,
  maintenance,
  misconfigure,
  service,
  simulate,
  store,
  system,
  unreachable,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, counts, once, story } from '../support/story.ts'

const shop = system(
  'shop',
  {
    users: once('web', { requests: 4 }),
    web: service({ handle: [call('db'), call('mail', { optional: true })] }),
    db: store({ time: '10ms', zone: 'eu', replicas: 4 }),
    mail: store({ time: '5ms', zone: 'us' }),
  },
  { network: { 'web->db': '3ms' } },
)

type Target = 'users' | 'web' | 'db' | 'db#0' | 'mail' | 'web->db' | 'zone:eu' | 'users->web'
const play = (fault: Fault<Target>) => simulate(shop, { for: '4s', trace: true, faults: [fault] })
const told = (fault: Fault<Target>) => {
  const run = play(fault)
  return {
    inDb: run.at('db').issued,
    reasons: run.on('web->db').reasons,
    attempts: attemptsOf(run, 'web->db'),
  }
}

describe('C7 a name that cannot be resolved', () => {
  it('fails calls before they are sent, at once or when the resolver gives up', () => {
    const { inDb, reasons, attempts } = told(
      dnsFailure('db', { after: '200ms' }).at('0.5s').for('1s'),
    )
    expect(inDb).toBe(3)
    expect(reasons).toEqual([{ because: 'name not resolved', count: 1 }])
    expect(attempts.slice(0, 2)).toEqual([
      [0, 16, 'ok'],
      [1_000, 1_200, 'error'],
    ])
    expect(told(dnsFailure('db')).attempts[0]).toEqual([0, 0, 'error'])
  })

  it('is that of who is called: what it calls itself is found', () => {
    const run = play(dnsFailure('web'))
    expect(run.at('web').issued).toBe(0)
    expect(counts(play(dnsFailure('mail')).requests().outcomes)).toEqual({ degraded: 4 })
  })
})

describe('C7 a dependency without a way to it', () => {
  it('is told by the network, unlike one behind a partition', () => {
    expect(told(unreachable('db')).attempts[0]).toEqual([0, 0, 'error'])
    expect(told(unreachable('web->db')).reasons).toEqual([{ because: 'unreachable', count: 4 }])
    expect(told(unreachable('zone:eu')).inDb).toBe(0)
  })
})

describe('C7 an expired certificate', () => {
  it('is not trusted, and nothing is sent', () => {
    const { inDb, reasons } = told(expiredCertificate('db'))
    expect(inDb).toBe(0)
    expect(reasons).toEqual([{ because: 'certificate not trusted', count: 4 }])
  })
})

describe('C7 a dependency that is down, or errs', () => {
  it('fails its caller, and if it is optional degrades it', () => {
    expect(counts(play(crash('db', { refuse: true })).requests().outcomes)).toEqual({ error: 4 })
    expect(counts(play(crash('mail', { refuse: true })).requests().outcomes)).toEqual({
      degraded: 4,
    })
    expect(counts(play(errors('mail', { code: 502 })).requests().outcomes)).toEqual({ degraded: 4 })
  })
})

describe('C9 expired credentials', () => {
  it('are turned away by the callee, after the way there and without work', () => {
    const { inDb, reasons, attempts } = told(expiredCredentials('db'))
    expect(inDb).toBe(4)
    expect(reasons).toEqual([{ because: '401', count: 4 }])
    expect(attempts[0]).toEqual([0, 6, 'error'])
  })

  it('of one caller are nobody else’s', () => {
    const { reasons } = told(expiredCredentials('web->db', { code: 403 }))
    expect(reasons).toEqual([{ because: '403', count: 4 }])
  })
})

describe('C9 a bad deployment', () => {
  it('strikes the replicas that have it already: one of four', () => {
    const run = play(badDeployment('db', { errorRate: '100%', share: '25%' }))
    expect(story(run).map(([, , outcome]) => outcome)).toEqual(['error', 'ok', 'ok', 'ok'])
  })

  it('may be slow, by a time and by a factor', () => {
    const run = play(badDeployment('db', { slowBy: '100ms', factor: 2, share: 0.5 }))
    expect(attemptsOf(run, 'web->db').map(([at, until]) => until - at)).toEqual([126, 126, 16, 16])
  })
})

describe('C9 maintenance', () => {
  it('finishes what is inside, and turns away what comes, until it is over', () => {
    const run = play(maintenance('db').at('1.005s').for('1s'))
    expect(story(run).map(([, , outcome]) => outcome)).toEqual(['ok', 'ok', 'error', 'ok'])
    expect(run.at('db').reasons).toEqual([{ because: '503', count: 1 }])
  })
})

describe('C9 a pool that was made too small', () => {
  const pool = system('pool', {
    users: once('db', { rate: '1000/s', requests: 6 }),
    db: store({ concurrency: 3, queue: 2, time: '10ms' }),
  })

  it('lets those inside finish, and fewer begin; then the queue moves up', () => {
    const fault = misconfigure('db', { concurrency: 1 }).at('1.5ms').for('20ms')
    const run = simulate(pool, { for: '1s', trace: true, faults: [fault] })
    // Two are inside when it begins. One goes on alone at 11, the next begins when it is over.
    expect(story(run)).toEqual([
      [0, 10, 'ok'],
      [1, 11, 'ok'],
      [2, 21, 'ok'],
      [3, 31, 'ok'],
      [4, 4, 'rejected'],
      [5, 5, 'rejected'],
    ])
    expect(run.faults[0].touched).toBe(4)
  })
})
