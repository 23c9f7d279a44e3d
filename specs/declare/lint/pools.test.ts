/** pools-over-connections: a wrong declaration, its twins, and a run that shows it. */
import { call, clients, service, simulate, slow, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { fixes, warned } from './support/told.ts'

const shop = (connections: number, queue = 1_000) =>
  system('shop', {
    users: clients({ rate: '100/s', call: 'web', timeout: '2s' }),
    web: service({
      replicas: 3,
      handle: call('db', {
        timeout: '1s',
        bulkhead: { kind: 'connectionPool', limit: 20, pool: 'db' },
      }),
    }),
    db: store({ concurrency: 40, queue, time: '5ms', resources: { connections } }),
  })

describe('pools-over-connections', () => {
  it('tells of pools that together may open more connections than there are', () => {
    expect(warned(shop(50))).toEqual([
      'pools-over-connections db: pools may open 60 connections to it (web 3 × 20), and it has ' +
        '50: the rest is turned away',
    ])
    expect(fixes(shop(50))).toEqual(['write smaller pools, or connections: 60'])
    expect(warned(shop(60))).toEqual([])
  })

  it('tells nothing where slots and queue hold fewer anyway', () => {
    expect(warned(shop(50, 10))).toEqual([])
  })

  it('is true in a run: once the database is slow, connections are refused', () => {
    const refused = (connections: number) => {
      const faults = [slow('db', { by: '500ms' }).at('10s').for('10s')]
      return simulate(shop(connections), { for: '30s', faults }).at('db').outcomes.rejected
    }
    expect(refused(50)).toBeGreaterThan(0)
    expect(refused(60)).toBe(0)
  })
})
