/** A zone is gone, and the other takes over what it has no room for. */
import { call, choose, clients, delay, goal, scenario, service, store, system } from 'gameday'
import type { Outage } from '../support/outage.ts'

const chat = (concurrency: number) =>
  system('chat', {
    phones: clients({ rate: '100/s', call: 'edge', timeout: '3s' }),
    edge: service({
      concurrency: 2_000,
      handle: choose([
        { weight: 1, steps: call('eastApi', { timeout: '300ms', fallback: call('westApi') }) },
        { weight: 1, steps: call('westApi') },
      ]),
    }),
    eastApi: service({ zone: 'east', concurrency, handle: call('eastDb') }),
    eastDb: store({ zone: 'east', concurrency: 32, time: '100ms' }),
    westApi: service({ zone: 'west', concurrency, handle: call('westDb') }),
    westDb: store({ zone: 'west', concurrency: 32, time: '100ms' }),
  })

export const zoneOutage: Outage = {
  name: 'an outage of a zone',
  system: chat(8),
  goal: goal.availability('90%'),
  for: '60s',
  truth: {
    guilty: scenario.zoneOutage('east', { at: '20s', for: '25s' }),
    takes: 'each',
    decoys: [delay('westApi->westDb', { by: '4ms' }).at('10s').for('40s')],
    places: ['eastApi', 'edge->eastApi', 'westApi', 'edge->westApi', 'zone:east', 'east'],
    mechanisms: ['down', 'lost answers', 'overload'],
    cures: { 'twice as many slots': chat(16) },
  },
}
