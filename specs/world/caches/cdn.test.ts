/** What stands in front: content delivery networks with their origin, and gateways. */
import {
  call,
  cdn,
  crash,
  errors,
  gateway,
  service,
  simulate,
  store,
  system,
  systemFrom,
  work,
  zipf,
} from 'gameday'
import type { CdnSpec } from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once, story } from '../support/story.ts'

type Edge = Omit<CdnSpec<'web', never>, 'origin' | 'zone'>

const edge = (spec: Edge, requests = 4) =>
  system('edge', {
    users: once('edge', { rate: '10/s', requests }),
    edge: cdn({ origin: 'web', latency: '2ms', ...spec }),
    web: store({ time: '50ms' }),
  })

describe('A1 a CDN', () => {
  it('answers from its cache, and asks its origin for what it does not have', () => {
    const run = simulate(edge({ key: 1, ttl: '250ms' }), { for: '1s', trace: true })
    // Filled at 52 ms, good to 302 ms.
    expect(story(run).map(([at, until]) => until - at)).toEqual([52, 2, 2, 52])
    expect(run.on('edge->web').issued).toBe(2)
  })

  it('has a cache of its own in each place', () => {
    const run = simulate(edge({ key: 1, replicas: 2 }), { for: '1s' })
    expect(run.at('web').issued).toBe(2)
  })

  it('may have a share of hits instead', () => {
    const run = simulate(edge({ hitRatio: '75%' }, 4_000), { for: '400s' })
    // 4,000 draws of 25 %: four standard deviations are 110.
    expect(Math.abs(run.at('web').issued - 1_000)).toBeLessThan(110)
  })

  it('asks its origin once for each place and key, and serves what is stale meanwhile', () => {
    const spec = { key: 1, ttl: '250ms', coalesce: true, staleFor: '1s' } as const
    const run = simulate(edge(spec, 8), { for: '1s', trace: true })
    expect(story(run).map(([at, until]) => until - at)).toEqual([52, 2, 2, 2, 2, 2, 2, 2])
    expect(run.on('edge->web').issued).toBe(3)
  })

  it('shields its origin when that is down', () => {
    const spec = { key: 1, ttl: '160ms', staleIfError: '10s' } as const
    const faults = [errors('web').at('100ms')]
    const run = simulate(edge(spec, 10), { for: '1s', faults })
    expect(counts(run.requests().outcomes)).toEqual({ ok: 3, degraded: 7 })
  })

  it('forgets all when it crashes', () => {
    const faults = [crash('edge', { refuse: true }).at('150ms').for('100ms')]
    const run = simulate(edge({ key: 1 }), { for: '1s', trace: true, faults })
    expect(story(run)).toEqual([
      [0, 52, 'ok'],
      [100, 102, 'ok'],
      [200, 200, 'rejected'],
      [300, 352, 'ok'],
    ])
  })

  it('has options for the call to its origin', () => {
    const small = system('edge', {
      users: once('edge'),
      edge: cdn({
        key: zipf({ items: 100, exponent: 0.9 }),
        origin: call('web', { timeout: '10ms', fallback: { value: 'sorry' } }),
        latency: 0,
      }),
      web: store({ time: '50ms' }),
    })
    expect(story(simulate(small, { for: '1s', trace: true }))).toEqual([[0, 10, 'degraded']])
  })

  it('goes to JSON and back, and is named in what it prints', () => {
    const small = edge({ key: 1, ttl: '250ms', spread: '10%', coalesce: true })
    const again = systemFrom(JSON.parse(JSON.stringify(small)))
    expect(`${again}`).toBe(`${small}`)
    expect(`${small}`).toContain('edge   cdn       → web')
  })
})

describe('A1 a gateway', () => {
  it('is a service that goes by its own kind', () => {
    const small = system('small', {
      users: once('front.home'),
      front: gateway({ operations: { home: [work('1ms'), call('web')] } }),
      web: service({ handle: work('2ms') }),
    })
    expect(`${small}`).toContain('front  gateway   → web')
    expect(story(simulate(small, { for: '1s', trace: true }))).toEqual([[0, 3, 'ok']])
  })
})
