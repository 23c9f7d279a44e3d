/** Three layers ask three times each: a store that is slow for a while gets 27 calls for one. */
import { cache, cached, call, clients, delay, errors, exponential, goal, service } from 'gameday'
import { slow, type RetrySpec, store, system, work } from 'gameday'
import type { Outage } from '../support/outage.ts'

const travel = (outer: RetrySpec | undefined, queue = 1_000) =>
  system('travel', {
    phones: clients({ rate: '40/s', call: 'gateway', timeout: '4s' }),
    gateway: service({
      concurrency: 1_000,
      handle: [
        cached('sessions', { key: 500, ttl: '60s', miss: call('users', { timeout: '200ms' }) }),
        call('banners', { optional: true, timeout: '60ms' }),
        call('offers', { timeout: '1.5s', retry: outer }),
      ],
    }),
    sessions: cache(),
    users: store({ concurrency: 32, time: '5ms' }),
    banners: service({ handle: [work('1ms'), call('images')] }),
    images: store({ time: '3ms' }),
    offers: service({
      concurrency: 1_000,
      handle: [
        call('ratings', { timeout: '80ms', fallback: { value: 3 } }),
        call('flights', { timeout: '700ms', retry: outer }),
      ],
    }),
    ratings: store({ time: '4ms' }),
    flights: service({
      concurrency: 1_000,
      handle: [
        call('fleet', { timeout: '200ms' }),
        call('seats', { timeout: '220ms', retry: thrice }),
      ],
    }),
    fleet: store({ concurrency: 32, time: '5ms' }),
    seats: service({ concurrency: 1_000, handle: call('seatsDb') }),
    seatsDb: store({ concurrency: 4, time: exponential('30ms'), queue }),
  })

const thrice = { attempts: 3, base: '10ms' } as const

export const layersOfRetries: Outage = {
  name: 'layers of retries',
  system: travel(thrice),
  goal: goal.availability('85%'),
  for: '60s',
  truth: {
    guilty: [slow('seatsDb', { by: '400ms' }).at('20s').for('5s')],
    decoys: [
      errors('ratings', { rate: 0.8 }).at('15s').for('40s'),
      delay('gateway->banners', { by: '150ms' }).at('18s').for('30s'),
      slow('users', { by: '20ms' }).at('19s').for('20s'),
    ],
    places: ['seatsDb', 'seats->seatsDb', 'seats', 'flights->seats', 'flights'],
    mechanisms: ['retry loop', 'retries'],
    cures: { 'a short queue, retries below only': travel(undefined, 8) },
    vain: { 'a longer queue': travel(thrice, 5_000) },
  },
}
