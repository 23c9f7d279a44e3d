/** Pools beside what their callee says of connections: wrong declarations, and their twins. */
import { call, clients, type KeepAliveSpec, type ListenSpec, service, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { fixes, warned } from './support/told.ts'

const shop = (keepAlive: KeepAliveSpec, listen: ListenSpec) =>
  system(
    'shop',
    {
      users: clients({ rate: '10/s', call: 'web', timeout: '2s' }),
      web: service({ replicas: 12, handle: call('db', { timeout: '1s' }) }),
      db: store({ time: '5ms', listen }),
    },
    { network: { 'web->db': { latency: '1ms', keepAlive } } },
  )

describe('pools-over-connections', () => {
  it('tells of pools that together keep more than the callee takes', () => {
    const large = shop({ most: 10 }, { maxConnections: 100 })
    expect(warned(large)).toEqual([
      'pools-over-connections db: pools may keep 120 connections to it (web 12 × 10), and it ' +
        'takes 100: the rest is turned away',
    ])
    expect(fixes(large)).toEqual(['write smaller pools, or listen: { maxConnections: 120 }'])
    expect(warned(shop({ least: 10 }, { maxConnections: 100 }))).toEqual(warned(large))
    expect(warned(shop({ least: 8 }, { maxConnections: 100 }))).toEqual([])
    expect(warned(shop({ most: 8 }, { maxConnections: 100 }))).toEqual([])
    expect(warned(shop({ most: 10 }, {}))).toEqual([])
  })
})

describe('idle-over-callee', () => {
  it('tells of callers that keep idle connections longer than their callee does', () => {
    const late = shop({ idle: '90s' }, { idle: '5s' })
    expect(warned(late)).toEqual([
      'idle-over-callee web->db: idle connections are kept for 90s, and the callee closes them ' +
        'after 5s: who sets out meanwhile meets "connection reset"',
    ])
    expect(fixes(late)).toEqual(["write keepAlive: { idle: '4s' } on the link web->db"])
    expect(warned(shop({ idle: '4s' }, { idle: '5s' }))).toEqual([])
  })
})
