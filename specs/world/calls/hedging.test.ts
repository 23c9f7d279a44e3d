/** E8: a second request while the first is awaited: when it is sent, and who wins. */
import { call, errors, partition, service, simulate, slow, store, system } from 'gameday'
import type { CallOptions, Fault, HedgeSpec } from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, counts, once, story } from '../support/story.ts'

const traced = { for: '2s', trace: true } as const

/** Requests through a service to three replicas, which take 10 ms and are asked in turn. */
const calling = (options: CallOptions, requests = 1) =>
  system('calling', {
    users: once('web', { requests }),
    web: service({ handle: [call('db', options)] }),
    db: store({ replicas: 3, time: '10ms' }),
  })

/** The first replica takes half a second more. */
const lame = slow('db#0', { by: '500ms' }).at(0).forever()

type Target = 'db' | 'db#0' | 'db#1' | 'web->db'

const hedged = (
  hedge: HedgeSpec,
  options: CallOptions = {},
  faults: readonly Fault<Target>[] = [lame],
) => simulate(calling({ ...options, hedge }), { ...traced, faults })

describe('E8 a hedge', () => {
  it('is sent after its time, and wins if it answers first', () => {
    const run = hedged({ after: '50ms' })
    expect(attemptsOf(run, 'web->db')).toEqual([
      [0, 60, 'cancelled'],
      [50, 60, 'ok'],
    ])
    expect(story(run)).toEqual([[0, 60, 'ok']])
    expect(run.on('web->db').counts).toEqual({ 'hedges sent': 1, 'hedges that won': 1 })
  })

  it('is not sent when the answer comes before', () => {
    const run = hedged({ after: '50ms' }, {}, [])
    expect(attemptsOf(run, 'web->db')).toEqual([[0, 10, 'ok']])
    expect(run.on('web->db').counts).toEqual({})
  })

  it('loses when the first answer comes before its own', () => {
    const run = hedged({ after: '50ms' }, {}, [slow('db#0', { by: '45ms' }).at(0).forever()])
    expect(attemptsOf(run, 'web->db')).toEqual([
      [0, 55, 'ok'],
      [50, 55, 'cancelled'],
    ])
    expect(run.on('web->db').counts).toEqual({ 'hedges sent': 1 })
  })

  it('is followed by as many more as may be, each after the same time', () => {
    const faults = [slow('db', { by: '500ms' }).at(0).forever()]
    const run = hedged({ after: '50ms', most: 3 }, {}, faults)
    expect(attemptsOf(run, 'web->db').map(([at]) => at)).toEqual([0, 50, 100, 150])
    expect(story(run)).toEqual([[0, 510, 'ok']])
  })

  it('after no time goes out together with the first', () => {
    const run = hedged({ after: 0, most: 2 })
    expect(attemptsOf(run, 'web->db')).toEqual([
      [0, 10, 'cancelled'],
      [0, 10, 'ok'],
      [0, 10, 'cancelled'],
    ])
  })

  it('costs the callee all its work, or what it had done when it was told to stop', () => {
    expect(hedged({ after: '50ms' }).at('db').wasted).toEqual({ count: 1, ms: 510 })
    const run = hedged({ after: '50ms' }, { cancel: true })
    expect(run.at('db').wasted).toEqual({ count: 1, ms: 60 })
    expect(counts(run.at('db').outcomes)).toEqual({ ok: 1, cancelled: 1 })
  })
})

describe('E8 when an attempt fails', () => {
  const failing = errors('db#0', { code: 503 }).at(0).forever()

  it('before any hedge was sent, the call fails, unless it is said otherwise', () => {
    const run = hedged({ after: '50ms' }, {}, [failing])
    expect(story(run)).toEqual([[0, 0, 'error']])
  })

  it('the next is sent at once, if it is said', () => {
    const run = hedged({ after: '50ms', on: [503] }, {}, [failing])
    expect(attemptsOf(run, 'web->db')).toEqual([
      [0, 0, 'error'],
      [0, 10, 'ok'],
    ])
    expect(hedged({ after: 'failure' }, {}, [failing]).requests().outcomes.ok).toBe(1)
    expect(hedged({ after: '50ms', on: [500] }, {}, [failing]).requests().outcomes.ok).toBe(0)
  })

  it('the time for the one after counts anew', () => {
    const failing = errors('db#0', { code: 503 }).at(0).forever()
    const faults = [slow('db', { by: '500ms' }).at(0).forever(), failing]
    const late = hedged({ after: '50ms', most: 2, on: ['timeout'] }, { timeout: '30ms' }, [failing])
    expect(attemptsOf(late, 'web->db')).toEqual([[0, 0, 'error']])
    const run = hedged({ after: '50ms', most: 2, on: ['error'] }, {}, faults)
    expect(attemptsOf(run, 'web->db').map(([at]) => at)).toEqual([0, 0, 50])
  })

  it('while another races, the call goes on; when all have failed, with the last failure', () => {
    const lameFailing = [lame, errors('db#1', { code: 500 }).at(0).forever()]
    const run = hedged({ after: '50ms' }, {}, lameFailing)
    expect(attemptsOf(run, 'web->db')).toEqual([
      [0, 510, 'ok'],
      [50, 50, 'error'],
    ])
    const both = hedged({ after: '50ms' }, { timeout: '80ms' }, lameFailing)
    expect(attemptsOf(both, 'web->db')).toEqual([
      [0, 80, 'timeout'],
      [50, 50, 'error'],
    ])
    expect(story(both)).toEqual([[0, 80, 'error']])
    expect(both.on('web->db').reasons).toEqual([{ because: '504', count: 1 }])
  })
})

describe('E8 around and within a hedge', () => {
  it('each attempt has its own time-out and retries', () => {
    const run = hedged(
      { after: '50ms' },
      { timeout: '40ms', retry: { attempts: 3, base: '30ms', backoff: 'constant' } },
      [partition('web->db').at(0).forever()],
    )
    expect(attemptsOf(run, 'web->db')).toEqual([
      [0, 40, 'timeout'],
      [50, 90, 'timeout'],
      [70, 110, 'timeout'],
      [120, 160, 'timeout'],
      [140, 180, 'timeout'],
      [190, 230, 'timeout'],
    ])
    expect(story(run)).toEqual([[0, 230, 'error']])
  })

  it('the deadline ends them all, and no hedge is sent after', () => {
    const faults = [slow('db', { by: '500ms' }).at(0).forever()]
    const run = hedged({ after: '50ms', most: 9 }, { deadline: '120ms' }, faults)
    expect(attemptsOf(run, 'web->db')).toEqual([
      [0, 120, 'cancelled'],
      [50, 120, 'cancelled'],
      [100, 120, 'cancelled'],
    ])
    expect(run.on('web->db').outcomes.timeout).toBe(1)
  })

  it('a limit counts one call, however many attempts', () => {
    const limit = { algorithm: 'aimd', initial: 1, min: 1, max: 1 } as const
    const run = hedged({ after: 0, most: 2 }, { limit })
    expect(run.requests().outcomes.ok).toBe(1)
  })

  it('the breaker does not hear of a loser', () => {
    const run = simulate(
      calling({ hedge: { after: '20ms' }, breaker: { consecutive: 1, openFor: '1m' } }, 6),
      { for: '10s', faults: [lame] },
    )
    expect(run.on('web->db').breaker).toEqual([])
    expect(run.requests().outcomes.ok).toBe(6)
  })

  it('a retry around it begins a new race', () => {
    const policies = [
      { retry: { attempts: 2, base: '10ms' } },
      { hedge: { after: '20ms' } },
      { timeout: '50ms' },
    ] as const
    const run = simulate(calling({ policies }), {
      ...traced,
      faults: [partition('web->db').at(0).forever()],
    })
    expect(attemptsOf(run, 'web->db')).toEqual([
      [0, 50, 'timeout'],
      [20, 70, 'timeout'],
      [80, 130, 'timeout'],
      [100, 150, 'timeout'],
    ])
  })
})

describe('E8 a hedge that would never be sent', () => {
  it.each<[CallOptions, string]>([
    [
      { hedge: { after: '500ms' }, timeout: '250ms' },
      'a hedge after 500ms is never sent: the first attempt ends by then, at its timeout of 250ms',
    ],
    [
      { hedge: { after: '1s' }, deadline: '1s', retry: {} },
      'a hedge after 1s is never sent: the whole call ends by then, at its deadline of 1s',
    ],
    [
      { policies: [{ hedge: { after: '500ms' } }, { timeout: '250ms' }] },
      'a hedge after 500ms is never sent: the first attempt ends by then, at its timeout of 250ms',
    ],
  ])('is told: %j', (options, what) => {
    expect(() => calling(options)).toThrow(what)
  })

  it('is none when retries or failures make it possible', () => {
    const timeout = '250ms'
    expect(() => calling({ hedge: { after: '500ms' }, timeout, retry: {} })).not.toThrow()
    expect(() => calling({ hedge: { after: '500ms', on: ['timeout'] }, timeout })).not.toThrow()
  })
})
