/** B7: links that are narrower one way than the other, as those of homes are. */
import {
  call,
  type Fault,
  type LinkSpec,
  service,
  simulate,
  store,
  system,
  throttleBandwidth,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../kernel/support/mistakes.ts'
import { once } from '../support/story.ts'

/** 1 MB there, and 1 MB back: 8 ms at 1 Gbps, 80 ms at 100 Mbps. */
const home = (link: LinkSpec) =>
  system(
    'home',
    {
      up: once(call('db', { request: '1MB' })),
      down: once(call('db', { response: '1MB' })),
      db: store({ time: 0 }),
    },
    { network: { default: link } },
  )

const latencies = (link: LinkSpec, ...faults: Fault<'up' | 'down' | 'db'>[]) => {
  const run = simulate(home(link), { for: '2s', faults })
  return [run.on('up->db').latency.mean, run.on('down->db').latency.mean]
}

const dsl = { there: '100Mbps', back: '1Gbps' } as const

describe('B7 a bandwidth', () => {
  it('may be another there and back', () => {
    expect(latencies({ bandwidth: dsl })).toEqual([80, 8])
    expect(latencies({ bandwidth: dsl, sharing: 'fifo' })).toEqual([80, 8])
    expect(latencies({ bandwidth: { there: '1Gbps', back: '1Gbps' } })).toEqual([8, 8])
  })

  it('of a cable is that of its links', () => {
    const wired = system(
      'wired',
      { down: once(call('db', { response: '1MB' })), db: store({ time: 0 }) },
      { cables: { line: { bandwidth: dsl } }, network: { default: { over: 'line' } } },
    )
    expect(simulate(wired, { for: '1s' }).on('down->db').latency.mean).toBe(8)
  })

  it('between two zones is that from the first to the second, whoever calls', () => {
    const zones = system(
      'zones',
      {
        users: once('web'),
        web: service({ zone: 'home', handle: call('db', { request: '1MB' }) }),
        db: store({ time: 0, zone: 'eu' }),
      },
      { network: { 'eu<->home': { bandwidth: dsl } } },
    )
    expect(simulate(zones, { for: '1s' }).on('web->db').latency.mean).toBe(8)
  })

  it('tells which way is how busy', () => {
    const run = simulate(home({ bandwidth: dsl, sharing: 'fifo' }), { for: '1s' })
    const { there, back } = run.on('up->db').network ?? {}
    expect([there?.utilisation, back?.utilisation]).toEqual([0.08, 0])
  })

  it('that both directions share is one', () => {
    const link = { bandwidth: dsl, sharing: 'fifo', duplex: 'half' } as const
    expect(problemsOf(() => home(link))).toEqual([
      {
        what: 'both directions share one bandwidth, and have two',
        where: 'the system’s options › network › default › bandwidth',
        fix: "write bandwidth: '1Gbps', or leave duplex out",
      },
    ])
  })

  it('is read with the mistakes of each way', () => {
    const [none, unknown] = problemsOf(() =>
      home({ bandwidth: { there: 0, back: '5 carrots' } as never }),
    )
    expect(none.where).toContain('network › default › bandwidth › there')
    expect(unknown.where).toContain('network › default › bandwidth › back')
    const load = { bandwidth: dsl, sharing: 'fifo', load: '200Mbps' } as const
    expect(problemsOf(() => home(load))[0].what).toContain('nothing would ever get through')
  })
})

describe('B7 a fault that leaves a share of the bandwidth', () => {
  it('may do so one way only', () => {
    const link = { bandwidth: '1Gbps' } as const
    expect(latencies(link, throttleBandwidth('db', { to: '10%' }))).toEqual([80, 80])
    expect(latencies(link, throttleBandwidth('db', { to: '10%', way: 'there' }))).toEqual([80, 8])
    expect(latencies(link, throttleBandwidth('db', { to: '10%', way: 'back' }))).toEqual([8, 80])
  })

  it('does so where messages share a link, and on top of what is narrow already', () => {
    const link = { bandwidth: dsl, sharing: 'fifo' } as const
    expect(latencies(link, throttleBandwidth('db', { to: '50%', way: 'there' }))).toEqual([160, 8])
    expect(latencies(link, throttleBandwidth('db', { to: '50%', way: 'back' }))).toEqual([80, 16])
  })

  it('says which way it is', () => {
    expect(String(throttleBandwidth('db', { to: '50%', way: 'back' }))).toContain(
      "throttleBandwidth('db', { to: 0.5, way: 'back' })",
    )
  })
})
