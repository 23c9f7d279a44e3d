/** Waits at a caller's own limits: of which call, how often, how long, how many in vain. */
import {
  type CallOptions,
  call,
  causesOf,
  clients,
  service,
  simulate,
  slow,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { whatHappened } from '../../src/report/happened.ts'

type Options = CallOptions<'api'>
type Network = {
  readonly 'web->api': { readonly latency: 0; readonly keepAlive: { readonly most: number } }
}
type Load = { readonly requests?: number; readonly time?: `${number}ms` }

const shop = (options: Options, { requests, time = '100ms' }: Load = {}, network?: Network) =>
  system(
    'shop',
    {
      users: clients({
        rate: '100/s',
        arrivals: 'steady',
        call: 'web',
        timeout: '1s',
        ...(requests !== undefined && { requests }),
      }),
      web: service({ concurrency: 10_000, handle: call('api', options) }),
      api: store({ time, concurrency: 1_000 }),
    },
    network && { network },
  )

const pool: Options = { bulkhead: { limit: 5, queue: 1_000 } }

describe('a pool of 5 × 100 ms under 100/s', () => {
  const run = simulate(shop(pool), { for: '10s' })

  it('says which limit it is, how many waited there and how long', () => {
    // Call i comes at 10i ms; of each five, the first begins 50 ms later than of the five before.
    expect(run.on('web->api').limits).toEqual([
      {
        limit: 'bulkhead of 5',
        waited: 995,
        timedOut: 0,
        cancelled: 0,
        unfinished: 450,
        totalMs: 1_498_750 + 1_460_250,
        longestMs: 5_490,
      },
    ])
  })

  it('says it of a window', () => {
    const [first] = run.on('web->api', { between: ['0s', '1s'] }).limits
    expect(first).toMatchObject({ waited: 95, unfinished: 0, totalMs: 47_500, longestMs: 950 })
    expect(run.on('web->api', { between: ['0s', '50ms'] }).limits).toEqual([])
  })

  it('is the cause: the callee is not what they waited for', () => {
    expect(causesOf(run).map(({ sentence }) => sentence)).toEqual([
      'users->web timed out 910 times, waiting for web',
      'web waited for web->api',
      'web->api waited 995 times at its bulkhead of 5: ' +
        '49.3m in all, 5.49s at most, and 450 times in vain',
      'api answered 545 attempts that got in',
      'web->api had no answer 5 times, waiting for api',
    ])
  })

  it('is what happened', () => {
    expect(whatHappened(run).lines).toContain(
      'web->api    995 waits at its bulkhead of 5: 49m19s in all, 5.49s at most, 450 in vain',
    )
  })
})

describe('waits at limits', () => {
  const limitsOf = (...declared: Parameters<typeof shop>) =>
    simulate(shop(...declared), { for: '1s' }).on('web->api').limits

  const twice = { waited: 2, timedOut: 0, cancelled: 0, unfinished: 0 }
  const three: Load = { requests: 3 }

  it('are those at a rate limit', () => {
    const rateLimit = { rate: '10/s', burst: 1, maxWait: '10s' } as const
    const waits = { ...twice, totalMs: 90 + 180, longestMs: 180 }
    expect(limitsOf({ rateLimit }, three)).toEqual([{ limit: 'rate limit of 10/s', ...waits }])
    const window = { limit: 1, window: '100ms', maxWait: '10s' } as const
    expect(limitsOf({ rateLimit: window }, three)).toEqual([
      { limit: 'rate limit of 1 in 100ms', ...waits },
    ])
  })

  it('are those for a connection that is kept', () => {
    const network: Network = { 'web->api': { latency: 0, keepAlive: { most: 1 } } }
    const waits = { ...twice, totalMs: 90 + 180, longestMs: 180 }
    expect(limitsOf({}, three, network)).toEqual([{ limit: 'pool of 1 connection', ...waits }])
  })

  it('are those that end in vain, when the time of the call is over', () => {
    const options: Options = { bulkhead: { kind: 'threadPool', limit: 1 }, deadline: '250ms' }
    const limits = limitsOf(options, { ...three, time: '300ms' })
    const waits = { ...twice, timedOut: 2, totalMs: 500, longestMs: 250 }
    expect(limits).toEqual([{ limit: 'thread pool of 1', ...waits }])
    const run = simulate(shop(options, { ...three, time: '300ms' }), { for: '1s' })
    expect(causesOf(run).map(({ sentence }) => sentence)).toContain(
      'web->api timed out once, waiting for api',
    )
  })

  it('have the name of the pool that several calls share', () => {
    const bulkhead = { kind: 'connectionPool', limit: 1, pool: 'main' } as const
    expect(limitsOf({ bulkhead }, three)).toMatchObject([{ limit: 'connection pool "main" of 1' }])
  })

  it('are none where nobody waited', () => {
    expect(limitsOf(pool, three)).toEqual([])
    expect(limitsOf({}, three)).toEqual([])
  })

  it('lead on to what kept those who were let in', () => {
    const late = slow('api', { by: '2s' }).at('2s').for('1s')
    const options: Options = { bulkhead: { limit: 20, queue: 1_000 } }
    const run = simulate(shop(options), { for: '10s', faults: [late] })
    expect(causesOf(run).map(({ effect, cause }) => [effect, cause])).toEqual([
      ['users->web', 'web'],
      ['web', 'web->api'],
      ['web->api', 'bulkhead of 20'],
      ['web->api', 'api'],
      ['api', `${late}`],
    ])
  })
})
