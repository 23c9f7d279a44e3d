/** Mistakes in what is said of replicas, each with its figures. */
import { cache, call, service, store, zipf } from 'gameday'
import { describe, expect, it } from 'vitest'
import { anything } from '../kernel/support/mistakes.ts'
import { around, told, users } from './support/told.ts'

const storing = (more: object): string =>
  told({ users, db: store(anything({ time: '1ms', ...more })) }).join('\n')

describe('A9 what is said of replicas', () => {
  it.each([
    { replicas: 3, balance: 'leastConnections' },
    { replicas: 3, balance: { by: 'consistentHash', points: 40 } },
    { replicas: 3, balance: { by: 'peakEwma', decay: '5s' } },
    { replicas: 3, balance: { by: 'leastConnections', ties: 'lowestIndex', refresh: '1s' } },
    { replicas: 3, balance: { by: 'powerOfTwo', withReplacement: true, refresh: '100ms' } },
    { replicas: 1, balance: 'random', health: {} },
    { replicas: 1, outlierDetection: { consecutive: 3, most: 1 } },
    { replicas: 8, outlierDetection: { most: '30%', base: '10s' }, panicThreshold: '20%' },
  ])('may be %j', more => {
    expect(storing(more)).toBe('')
  })

  it.each([
    [
      { balance: 'roundrobin' },
      'db › balance: "roundrobin" is no choice; did you mean "roundRobin"',
    ],
    [
      { balance: { by: 'random', points: 3 } },
      'db › balance › points: there is no option "points"',
    ],
    [
      { balance: { by: 'random', refresh: '1s' } },
      'db › balance › refresh: there is no option "refresh"',
    ],
    [{ balance: { by: 'powerOfTwo', refresh: 0 } }, 'db › balance › refresh: 0 is not a number of'],
    [{ balance: { by: 'peakEwma', decay: 0 } }, 'db › balance › decay: 0 is not a number of'],
    [{ health: { every: '1s', timeout: '2s' } }, 'a probe is given up after 2s, but the next is'],
    [{ health: { every: '500' } }, 'db › health › every: "500" is no duration'],
    [
      { outlierDetection: { minimumRequests: 10 } },
      'success rates are compared among replicas, and there is 1',
    ],
    [
      { replicas: 3, outlierDetection: { minimumHosts: 5 } },
      'success rates are compared among 5 replicas or more, and there are 3',
    ],
    [
      { replicas: 3, outlierDetection: { base: '30s', cap: '10s' } },
      'no ejection lasts longer than 10s, but the first lasts 30s',
    ],
    [
      { replicas: 3, panicThreshold: 0.5 },
      'panicThreshold counts replicas out of use, but nothing takes any out',
    ],
  ])('%j is met with what is wrong', (more, what) => {
    expect(storing(more)).toContain(what)
  })

  it('of a cache must go by key', () => {
    const parts = {
      ...around(service({ handle: call('db') })),
      memo: cache({ replicas: 2, balance: 'random' }),
    }
    expect(told(parts).join()).toContain("a cache is asked by key, and 'random' does not look at")
  })
})

describe('A9 the keys of a call', () => {
  const calling = (key: unknown, more: object = {}): string =>
    told({
      users,
      web: service({ handle: call('db', anything({ key })) }),
      db: store(anything({ time: '1ms', ...more })),
    }).join('\n')

  it('are for a callee that chooses by key', () => {
    expect(calling(100, { replicas: 3, balance: 'consistentHash' })).not.toContain('keys')
    expect(calling(zipf({ items: 9, exponent: 1 }), { balance: 'modulo' })).not.toContain('keys')
    expect(calling(100)).toContain('calls of "db" have keys, but it chooses its replicas by turn')
    expect(calling(100, { replicas: 2, balance: 'random' })).toContain('its replicas by random')
  })

  it('are a number of them, or the law by which they are wanted', () => {
    expect(calling(0, { balance: 'modulo' })).toContain('0 is not a whole number from 1')
  })
})
