/** B5 B6 B7 B8: what contradicts itself in a network, and how one is told. */
import { call, type LinkSpec, service, store, system, systemFrom } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../../world/support/story.ts'
import { db, told, users } from '../support/told.ts'

const linked = (link: LinkSpec, options: object = {}) =>
  system('s', { u: once('db'), db: store({ time: 1 }) }, { network: { 'u->db': link }, ...options })

describe('a link', () => {
  it.each<[LinkSpec, string]>([
    [{ sharing: 'fifo' }, 'sharing needs a bandwidth'],
    [{ load: '1Mbps' }, 'load needs a bandwidth'],
    [{ loss: { congested: '1%' } }, 'loss needs a bandwidth'],
    [{ bandwidth: '0Gbps' }, '0 is not a bandwidth over 0'],
    [{ bandwidth: '1Gbps', load: '1Mbps' }, 'nobody feels the load of others'],
    [{ bandwidth: '1Mbps', sharing: 'fifo', load: '1Mbps' }, 'nothing would ever get through'],
    [{ bandwidth: '1Mbps', buffer: '1KB' }, 'nothing waits where nothing is shared'],
    [{ over: 'trunk' }, 'there is no cable "trunk"'],
    [{ over: 'trunk', bandwidth: '1Mbps' }, 'the cable says its bandwidth'],
    [{ mss: 1460 }, 'the size of a segment matters only where segments are lost'],
    [{ window: 0 }, '0 is not a size over 0'],
    [{ loss: 2 }, '2 is no share'],
    [{ loss: { retries: 3 } as never }, 'there is no option "retries"'],
    [{ keepAlive: { most: 0 } }, '0 is not a whole number'],
    [{ sharing: 'pfifo' as never, bandwidth: '1Mbps' }, '"pfifo" is no choice'],
  ])('that says %j is met with: %s', (link, message) => {
    expect(() => linked(link)).toThrow(message)
  })

  it('tells all mistakes at once, and where they stand', () => {
    const network = { 'users->db': { sharing: 'fifo', buffer: '1KB', mss: 1460 } }
    const places = told({ users, db }, { network }).map(line => line.split(': ')[0])
    const where = 'the system’s options › network › users->db'
    expect(places).toEqual(['sharing', 'buffer', 'mss'].map(word => `${where} › ${word}`))
  })
})

describe('cables and regions', () => {
  it('are found by name, or the nearest name is told', () => {
    const cables = { uplink: { bandwidth: '1Gbps' } }
    expect(() => linked({ over: 'upling' }, { cables })).toThrow('did you mean "uplink"?')
    expect(() => linked(0, { regions: { eu: ['a'] } })).toThrow('no part is in the zone "a"')
    const congestion = { model: 'linear' } as const
    expect(() => linked({ over: 'uplink', congestion }, { cables })).toThrow('queues arise')
  })

  it('come back from JSON', () => {
    const declared = system(
      's',
      {
        u: once('web'),
        web: service({ zone: 'a', handle: call('db', { request: '1KB' }) }),
        db: store({ zone: 'b', time: 1 }),
      },
      {
        regions: { eu: ['a'], us: ['b'] },
        cables: { sea: { bandwidth: '1Gbps', load: '10Mbps' } },
        network: { 'eu<->us': { over: 'sea', loss: '1%', keepAlive: { most: 3 } } },
      },
    )
    const again = systemFrom(JSON.parse(JSON.stringify(declared)))
    expect(again.data).toEqual(declared.data)
  })
})
