/**
 * A remedy begins while the outage lasts. After the summary of the Amazon DynamoDB service
 * disruption of 20 September 2015: the answers of a metadata service have grown, servers that get
 * none in time ask again, and the more ask the fewer are answered. Capacity could not be added
 * under that load; requests were paused first. The numbers are assumed, the mechanism is theirs.
 */
import {
  call,
  type Change,
  change,
  clients,
  errorRate,
  service,
  simulate,
  slow,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'

/** Thirty requests a second for four slots of 100 ms: three are wanted. */
const fleet = system('fleet', {
  servers: clients({ rate: '30/s', call: 'storage', timeout: '10s' }),
  storage: service({
    concurrency: 10_000,
    handle: call('metadata', {
      timeout: '1s',
      retry: { attempts: 10, backoff: 'constant', base: '100ms', jitter: 'full' },
    }),
  }),
  metadata: store({ concurrency: 4, queue: 500, time: '100ms' }),
})

/** Answers are five times as long, for good. */
const grown = slow('metadata', { factor: 5 }).at('1m')
/** The same for half a minute. */
const brief = slow('metadata', { factor: 5 }).at('1m').for('30s')

const slots = (concurrency: number) => change('metadata', { concurrency }).at('3m')
const pause = change('storage', { rateLimit: { rate: '1/s', burst: 1 } })
  .at('3m')
  .for('70s')

type Remedies = readonly Change<'metadata' | 'storage' | 'storage->metadata'>[]

/** What is available before the remedies, and six minutes after them. */
const played = (fault: typeof grown, changes: Remedies) => {
  const run = simulate(fleet, { for: '10m', faults: [fault], changes, resolution: '10s' })
  const [before, after] = [
    ['2m', '3m'],
    ['9m', '10m'],
  ] as const
  const percent = (window: typeof before | typeof after): number =>
    Math.round(100 * (run.availability({ between: window }) ?? Number.NaN))
  return [percent(before), percent(after)]
}

describe('answers that have grown, and servers that ask again', () => {
  it('leave nobody served, however few they were before', () => {
    expect(played(grown, [])).toEqual([0, 0])
  })

  it('are not mended by three times the slots, nor by ten times: retries take them all', () => {
    expect([played(grown, [slots(12)]), played(grown, [slots(40)])]).toEqual([
      [0, 0],
      [0, 0],
    ])
  })

  it('are not mended by a pause: what comes after it is too much again', () => {
    expect(played(grown, [pause])).toEqual([0, 0])
    expect(played(grown, [pause, slots(12)])).toEqual([0, 0])
  })

  it('are mended by a pause with ten times the slots added in it', () => {
    expect(played(grown, [pause, slots(40)])).toEqual([0, 100])
  })
})

describe('an outage of half a minute that goes on by itself', () => {
  it('does not end by three times the slots', () => {
    expect([played(brief, []), played(brief, [slots(12)])]).toEqual([
      [0, 0],
      [0, 1],
    ])
  })

  it('ends by a rate limit a little over what is asked for', () => {
    const limit = change('metadata', { rateLimit: { rate: '36/s', burst: 4 } }).at('3m')
    expect(played(brief, [limit])).toEqual([0, 100])
  })

  it('ends when nobody asks again', () => {
    const once = change('storage->metadata', { retry: { attempts: 1 } }).at('3m')
    expect(played(brief, [once])).toEqual([0, 100])
  })

  it('ends when an operator acts, five minutes after it began to fail', () => {
    const acts = change('storage->metadata', { retry: null }).when(
      errorRate('storage').above('50%'),
      { after: '5m' },
    )
    const run = simulate(fleet, { for: '10m', faults: [brief], changes: [acts], resolution: '10s' })
    const [{ from }] = run.changes[0].periods
    expect(from).toBeGreaterThan(6 * 60_000)
    expect(run.availability({ between: ['5m', '6m'] })).toBe(0)
    expect(run.availability({ between: ['9m', '10m'] })).toBe(1)
  })
})
