/** What is surveyed. */
import { call, clients, goal, service, store, system } from 'gameday'

/** A page that needs its database, says that it does without advertisements, and does not. */
export const page = system('page', {
  users: clients({ rate: '20/s', call: 'web', timeout: '1s' }),
  web: service({
    concurrency: 50,
    handle: [
      call('db', { timeout: '200ms', retry: { attempts: 2, base: '10ms' } }),
      call('ads', { optional: true }),
    ],
  }),
  db: store({ time: '5ms' }),
  ads: store({ time: '5ms' }),
})
/** What of it is surveyed. */
export const options = {
  for: '10s',
  goals: goal.availability('99%'),
  kinds: ['crash', 'errors', 'slow'],
  targets: ['web', 'db', 'ads'],
} as const

/** Two stores of which either is enough. */
export const twin = system('twin', {
  users: clients({ rate: '20/s', call: 'web', timeout: '1s' }),
  web: service({
    concurrency: 50,
    handle: call('one', {
      timeout: '50ms',
      breaker: { consecutive: 5, openFor: '2s' },
      fallback: [call('two', { timeout: '50ms' })],
    }),
  }),
  one: store({ time: '5ms', zone: 'a' }),
  two: store({ time: '5ms', zone: 'b' }),
})
/** Its stores and zones, alone and in pairs. */
export const both = {
  for: '10s',
  goals: goal.availability('99%'),
  kinds: ['crash'],
  targets: ['one', 'two', 'zone:a', 'zone:b'],
  pairs: true,
} as const
