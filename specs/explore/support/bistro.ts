/** A small system to search: a run of 20 s takes a millisecond or two. */
import { cache, cached, call, clients, service, store, system } from 'gameday'
import {
  type ExploreOptions,
  type Findings,
  type Player,
  search,
  type TrialResult,
} from 'gameday/explore'

/** Guests ask a waiter, who asks the till for what is nice to know and the kitchen for the rest. */
export const bistro = system('bistro', {
  guests: clients({ rate: '20/s', call: 'waiter', timeout: '1s' }),
  waiter: service({
    concurrency: 8,
    queue: 20,
    zone: 'front',
    handle: [
      call('till', { timeout: '100ms', optional: true }),
      call('kitchen', {
        timeout: '200ms',
        retry: { attempts: 2, base: '50ms' },
        breaker: { consecutive: 5, openFor: '2s' },
        fallback: { value: 'soup of the day' },
      }),
    ],
  }),
  till: service({
    zone: 'front',
    handle: [
      cached('prices', { key: 100, ttl: '5s', miss: call('kitchen', { timeout: '300ms' }) }),
    ],
  }),
  prices: cache({ capacity: 100, latency: '1ms' }),
  kitchen: store({ concurrency: 4, queue: 40, replicas: 2, zone: 'back', time: '20ms' }),
})

/** The waiter waits for the kitchen as long as it takes: slow, it takes the guests' patience. */
export const patientBistro = system('patient bistro', {
  guests: clients({ rate: '20/s', call: 'waiter', timeout: '1s' }),
  waiter: service({ concurrency: 8, queue: 20, handle: [call('kitchen')] }),
  kitchen: store({ concurrency: 4, queue: 40, time: '20ms' }),
})

/** A short search that keeps nothing. */
export const shortly = {
  for: '20s',
  runs: 96,
  store: false,
} as const satisfies Partial<ExploreOptions>

/** What may be said of a search of the bistro. */
export type BistroOptions = Partial<ExploreOptions<NonNullable<(typeof bistro)['names']>>>

/** Searches the bistro, where all is well unless the options say otherwise. */
export const searched = (options: BistroOptions = {}): Promise<Findings> =>
  search(bistro, { ...shortly, holds: run => run.requests().issued > 0, ...options })

/** Plays each generation in another order than it was asked for. */
export function inAnotherOrder(player: Player): Player {
  return {
    async play(trials, playing) {
      const halves = [
        trials.filter(trial => trial % 3 === 1),
        trials.filter(trial => trial % 3 !== 1),
      ]
      const results: TrialResult[] = []
      for (const half of halves) results.push(...(await player.play(half, playing)))
      return results.sort((a, b) => a.trial - b.trial)
    },
    close: () => player.close(),
  }
}
