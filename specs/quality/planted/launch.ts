/** No fault began it: the load that is declared is for a quarter of a minute too much. */
import { call, clients, delay, errors, goal, service, spike, store, system } from 'gameday'
import { withLoad } from 'gameday'
import type { Outage } from '../support/outage.ts'

const launchOf = (concurrency: number) =>
  system('launch', {
    players: clients({
      load: spike({ from: '60/s', to: '260/s', at: '30s', for: '15s' }),
      call: 'web',
      timeout: '2s',
    }),
    web: service({
      concurrency: 2_000,
      handle: [call('avatars', { optional: true, timeout: '60ms' }), call('lobby')],
    }),
    avatars: store({ concurrency: 64, time: '3ms' }),
    lobby: service({ concurrency: 500, handle: call('matches') }),
    matches: store({ concurrency, time: '30ms' }),
  })

const declared = launchOf(4)

export const launch: Outage = {
  name: 'a change of load',
  system: declared,
  goal: goal.availability('95%'),
  for: '60s',
  truth: {
    guilty: [],
    decoys: [
      errors('avatars', { rate: 0.9 }).at('28s').for('20s'),
      delay('lobby->matches', { by: '5ms' }).at('30s').for('15s'),
    ],
    usual: withLoad(declared, { players: { rate: '60/s' } }),
    places: ['matches', 'lobby->matches', 'lobby', 'players', 'players->web'],
    mechanisms: ['load', 'overload'],
    cures: { 'three times as many slots': launchOf(12) },
  },
}
