/** Replicas in several zones, as they are declared: JSON and back, printed, and what is wrong. */
import { call, clients, service, simulate, store, system, systemFrom, work } from 'gameday'
import { describe, expect, it } from 'vitest'
import { anything } from '../kernel/support/mistakes.ts'
import { told as allTold, users } from './support/told.ts'

const shop = system('shop', {
  users: clients({ rate: '100/s', call: 'web', zone: 'eu-a' }),
  web: service({ zones: ['eu-a', 'eu-b'], replicas: 2, handle: [work('1ms'), call('db')] }),
  db: store({
    zones: ['eu-a', 'eu-a', 'eu-b'],
    replicas: 6,
    zoneRouting: { by: 'failover', overprovisioning: 1.2 },
    time: '5ms',
  }),
})

describe('zones', () => {
  it('go to JSON and come back', () => {
    const again = systemFrom(JSON.parse(JSON.stringify(shop)) as typeof shop)
    const options = { for: '5s', seed: 7 } as const
    expect(simulate(again as never, options).digest).toBe(simulate(shop, options).digest)
  })

  it('are printed', () => {
    expect(`${shop}`).toBe(
      [
        'system shop',
        '  users  clients   → web',
        '  web    service in eu-a, eu-b  → db',
        '  db     store in eu-a, eu-b',
      ].join('\n'),
    )
  })

  it('are taken in turn; one named twice has twice as many', () => {
    const run = simulate(shop, { for: '5s' })
    const to = (zone: string): number =>
      (run.on('web->db').zones?.pairs ?? [])
        .filter(pair => pair.to === zone)
        .reduce((sum, { attempts }) => sum + attempts, 0)
    expect(run.at('db').replicas).toHaveLength(6)
    expect(to('eu-a')).toBeGreaterThan(0)
  })

  it('may have more than 10,000 replicas', () => {
    const many = system('many', {
      users: clients({ rate: '1000/s', call: 'fleet' }),
      fleet: store({ replicas: 20_000, zones: ['a', 'b'], time: 1 }),
    })
    const run = simulate(many, { for: '100ms', resolution: '100ms' })
    expect(run.at('fleet').replicas).toHaveLength(20_000)
    expect(run.availability()).toBe(1)
  })
})

describe('what is wrong in zones', () => {
  const told = (options: object): string =>
    allTold({ users, db: store(anything({ time: 1, ...options })) }).join('\n')

  it('is told with what to write instead', () => {
    expect(told({ zones: ['a', 'b'] })).toContain('2 zones are named, and there is 1 of it')
    expect(told({ zones: ['a', 'b'] })).toContain('write replicas: 2')
    expect(told({ zones: [] })).toContain("write zones: ['eu-a', 'eu-b']")
    expect(told({ zone: ['a', 'b'] })).toContain("zones: ['eu', 'us']")
    expect(told({ zone: 'a', zones: ['a', 'b'], replicas: 2 })).toContain('leave zone out')
    expect(told({ zone: 'a', zoneRouting: 'failover' })).toContain('all replicas stand in one')
    const two = { zones: ['a', 'b'], replicas: 2 }
    expect(told({ ...two, zoneRouting: 'nearest' })).toContain('zoneAware')
    expect(told({ ...two, zoneRouting: 'zoneAware' })).toContain('minimumReplicas: 2')
    const byKey = { ...two, zoneRouting: 'failover', balance: 'modulo' }
    expect(told(byKey)).toContain('whatever its zone')
    const tooSmall = { ...two, zoneRouting: { by: 'failover', overprovisioning: 0.5 } }
    expect(told(tooSmall)).toContain('a number from 1 to 1_000')
  })
})
