/** Each request leaves some memory behind: every quarter of a minute the process is killed. */
import { call, clients, delay, goal, leak, service, store, system, work, type Size } from 'gameday'
import type { Outage } from '../support/outage.ts'

const forum = (size: Size, asking: object = {}) =>
  system('forum', {
    members: clients({ rate: '50/s', call: 'web', timeout: '2s' }),
    web: service({
      concurrency: 200,
      handle: [
        call('posts', { timeout: '300ms' }),
        call('sessions', { timeout: '300ms', ...asking }),
      ],
    }),
    posts: store({ concurrency: 32, time: '6ms' }),
    sessions: service({
      concurrency: 100,
      resources: { memory: { size, idle: '100MB', each: '1MB', restart: '8s' } },
      handle: work('5ms'),
    }),
  })

export const slowLeak: Outage = {
  name: 'a slow leak',
  system: forum('256MB'),
  goal: goal.availability('95%'),
  for: '90s',
  truth: {
    guilty: [leak('sessions', { of: 'memory', each: '200KB' }).at('10s').forever()],
    decoys: [delay('web->posts', { by: '80ms' }).at('20s').for('50s')],
    places: ['sessions', 'web->sessions'],
    mechanisms: ['resource', 'down'],
    cures: {
      'a fallback': forum('256MB', { fallback: { value: 'guest' } }),
      'more memory': forum('2GB'),
    },
    vain: { 'a longer time-out': forum('256MB', { timeout: '1s' }) },
  },
}
