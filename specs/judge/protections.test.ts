/** F2: what is said to exercise a protection does, and without it nothing is to do. */
import {
  cache,
  cached,
  call,
  clients,
  crash,
  errors,
  type Fault,
  goal,
  service,
  simulate,
  slow,
  store,
  surge,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'

type Options = Parameters<typeof call>[1]

/** A web server that calls a database of two replicas. */
const shopWith = (options: Options, db: object = {}) =>
  system('shop', {
    users: clients({ rate: '50/s', arrivals: 'steady', call: 'web', timeout: '2s' }),
    web: service({ concurrency: 200, handle: [call('db', options as object)] }),
    db: store({ time: '5ms', concurrency: 20, replicas: 2, ...db }),
  })

const words = { slow, errors, crash, surge } as const

/** The fault that a sentence declares. */
function faultOf(sentence: string): Fault {
  const [, word, target, option, text, number] =
    /^(\w+)\('([^']+)'(?:, \{ (\w+): (?:'([^']+)'|(\d+)) \})?\)$/.exec(sentence) ?? []
  const declare = words[word as keyof typeof words] as (...all: unknown[]) => Fault
  const options = option === undefined ? [] : [{ [option]: text ?? Number(number) }]
  return declare(target, ...options)
    .at('1s')
    .for('2s')
}

describe('F2: what is said to exercise it', () => {
  it.each<[string, ReturnType<typeof shopWith>]>([
    ['timeout', shopWith({ timeout: '100ms' })],
    ['deadline', shopWith({ deadline: '100ms' })],
    ['retry', shopWith({ retry: { attempts: 2 } })],
    ['breaker', shopWith({ breaker: { consecutive: 5, openFor: '1s' } })],
    ['fallback', shopWith({ fallback: { value: 'none' } })],
    ['bulkhead', shopWith({ bulkhead: { limit: 20 } })],
    ['rateLimit', shopWith({ rateLimit: { rate: '100/s' } })],
    ['limit', shopWith({ limit: { algorithm: 'gradient2' } })],
    ['throttle', shopWith({ throttle: { k: 2 } })],
    ['hedge', shopWith({ hedge: { after: '50ms' } })],
    ['rateLimit', shopWith({}, { rateLimit: { limit: 50, window: '1s' } })],
    ['limit', shopWith({}, { concurrency: 50, limit: { algorithm: 'gradient2' } })],
    ['shedding', shopWith({}, { concurrency: 1, shedding: { codel: {} } })],
    ['healthCheck', shopWith({}, { health: { every: '100ms', timeout: '50ms' } })],
    ['outlierDetection', shopWith({}, { outlierDetection: { interval: '1s', most: '50%' } })],
  ])('does: %s', (what, shop) => {
    const calm = simulate(shop, { for: '5s' })
    const before = goal.covers().judge(calm)
    expect(before).toMatchObject({ is: 'broken', evidence: { all: 1, never: [{ what }] } })
    const { evidence } = before as never as { evidence: { never: [{ by: string }] } }
    const faults = [faultOf(evidence.never[0].by)]
    expect(goal.covers().judge(simulate(shop, { for: '5s', faults: faults as never })).is).toBe(
      'held',
    )
  })

  it('is of a cache that it answers', () => {
    const shop = system('shop', {
      users: clients({ rate: '50/s', arrivals: 'steady', call: 'web' }),
      web: service({ handle: [cached('fast', { key: 10, ttl: '10s', miss: call('db') })] }),
      fast: cache({ capacity: 100 }),
      db: store({ time: '5ms' }),
    })
    expect(goal.covers().judge(simulate(shop, { for: '2s' })).is).toBe('held')
    expect(goal.covers().judge(simulate(shop, { for: '30ms', resolution: '10ms' }))).toMatchObject({
      is: 'broken',
      evidence: { never: [{ what: 'cache', at: 'fast' }] },
    })
  })
})
