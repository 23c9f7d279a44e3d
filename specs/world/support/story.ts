/** Small systems whose every moment can be worked out by hand, and their runs as plain rows. */
import { clients, type Duration, type Rate, type Run, type Step } from 'gameday'

type Load = { readonly requests?: number; readonly rate?: Rate; readonly timeout?: Duration }

/** Clients that send one request at 0, or so many at equal distances. */
export const once = <const C extends string>(call: C | Step<C>, load: Load = {}) =>
  clients({ rate: '1/s', arrivals: 'steady', requests: 1, call, ...load })

/** What became of each request: when it was issued, when it ended, and how. */
export const story = (run: Run): [at: number, until: number, outcome: string][] =>
  run.recording.journeys.map(({ at, until, outcome }) => [at, until, outcome])

/** The attempts of one call: when each began and ended, and how. */
export const attemptsOf = (
  run: Run,
  name: string,
): [at: number, until: number, outcome: string][] =>
  run
    .facts('attempt')
    .filter(({ call }) => call === name)
    .map(({ attempt }) => [attempt.at, attempt.until, attempt.outcome])

/** The outcomes that happened at all, with their counts. */
export const counts = (outcomes: { readonly [name: string]: number }): { [name: string]: number } =>
  Object.fromEntries(Object.entries(outcomes).filter(([, count]) => count > 0))
