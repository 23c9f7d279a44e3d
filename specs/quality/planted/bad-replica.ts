/** One replica of four has new code that fails, and gets its share of all requests. */
import { badDeployment, call, clients, goal, pause, service, type CallOptions } from 'gameday'
import { store, system, work } from 'gameday'
import type { Outage } from '../support/outage.ts'

const market = (asking: CallOptions) =>
  system('market', {
    buyers: clients({ rate: '60/s', call: 'web', timeout: '2s' }),
    web: service({
      concurrency: 300,
      handle: [call('search', { timeout: '500ms' }), call('cart', { timeout: '300ms', ...asking })],
    }),
    search: service({ replicas: 3, handle: work('5ms') }),
    cart: service({ replicas: 4, handle: call('carts') }),
    carts: store({ concurrency: 32, time: '4ms' }),
  })

export const badReplica: Outage = {
  name: 'a bad deployment on one replica',
  system: market({}),
  goal: goal.availability('97%'),
  for: '60s',
  truth: {
    guilty: [badDeployment('cart', { errorRate: 0.9, share: 0.25 }).at('20s').for('25s')],
    decoys: [pause('search#1').at('30s').for('250ms')],
    places: ['cart', 'web->cart', 'cart#0', 'cart#1', 'cart#2', 'cart#3'],
    mechanisms: ['errors'],
    cures: { 'one retry': market({ retry: { attempts: 3 } }) },
  },
}
