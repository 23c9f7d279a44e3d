/** A slow disk makes a queue, and a queue of that length kills the process that holds it. */
import { call, clients, crash, errors, goal, queueOf, service, slow, store, system } from 'gameday'
import type { Outage } from '../support/outage.ts'

const library = (queue: number) =>
  system('library', {
    readers: clients({ rate: '50/s', call: 'web', timeout: '5s' }),
    web: service({
      concurrency: 400,
      handle: [call('catalogue', { timeout: '4s' }), call('reviews', { optional: true })],
    }),
    catalogue: service({ concurrency: 8, queue, handle: call('disk') }),
    disk: store({ concurrency: 8, time: '5ms' }),
    reviews: store({ time: '5ms' }),
  })

const slowDisk = slow('disk', { by: '400ms' }).at('20s').for('3s')
const killed = crash('catalogue').when(queueOf('catalogue').above(50)).for('15s').once()

export const killedByItsQueue: Outage = {
  name: 'a crash under the condition of a queue',
  system: library(1_000),
  goal: goal.availability('95%'),
  for: '60s',
  truth: {
    guilty: [slowDisk, killed],
    decoys: [errors('reviews', { rate: 0.5 }).at('10s').for('40s')],
    takes: 'all',
    places: ['catalogue', 'web->catalogue', 'disk', 'catalogue->disk'],
    mechanisms: ['down', 'overload', 'slow work'],
    cures: { 'a short queue': library(30) },
    vain: { 'a longer queue': library(5_000) },
  },
}
