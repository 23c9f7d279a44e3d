/** What people and the world around do to a system: deployments, settings, clocks, crowds. */
import type { Problem } from '../../kernel/errors.ts'
import { placesOf } from '../../kernel/queue-bound.ts'
import { faultKind } from '../kind.ts'
import {
  anyShare,
  count,
  factor,
  keys,
  maybe,
  orElse,
  rate,
  time,
  unless,
  waiting,
} from '../option.ts'

const UNAUTHORIZED = 401
const UNAVAILABLE = 503

const noWorse: Problem = {
  what: 'this deployment would be as good as the one before',
  fix: "say what is bad about it: { errorRate: '30%' }, { slowBy: '200ms' } or { factor: 2 }",
}

const noMore: Problem = {
  what: 'a surge by 1 sends no request more',
  fix: 'write factor: 3',
}

const asBefore: Problem = {
  what: 'these settings would be as good as the ones before',
  fix: 'say what they are: { concurrency: 2 }, or { queue: 0 }',
}

const noSkew: Problem = {
  what: 'a clock is either ahead or behind, and either fast or slow',
  fix: "give { ahead: '5m' } or { behind: '5m' }, or have it drift by { fast: '1%' }",
}

const noTime: Problem = {
  what: 'a clock that is slow by all of it stands still',
  fix: "write slow: '1%'",
}

export const operations = {
  /** The circuit breaker of a call is held open. */
  openBreaker: faultKind('openBreaker', {
    options: {},
    strikes: 'breaker',
    canRamp: false,
    shareOf: 'nothing',
    effect: () => ({}),
  }),
  /** New code that fails, or is slow. */
  badDeployment: faultKind('badDeployment', {
    options: {
      errorRate: unless(anyShare, 0),
      slowBy: unless(time, 0),
      factor: unless(factor, 1),
    },
    strikes: 'handler',
    shareOf: 'replicas',
    mistakes: ({ errorRate, slowBy, factor }) => (errorRate + slowBy + factor > 1 ? [] : [noWorse]),
    effect: ({ errorRate, slowBy, factor }) => ({
      errorRate,
      errorCode: 500,
      addMs: slowBy,
      factor,
    }),
  }),
  /** A pool that was made too small, or its queue too small or too large. */
  misconfigure: faultKind('misconfigure', {
    options: {
      concurrency: maybe(
        count("concurrency: 2; for none at all, pause('db') or exhaust('db', 'threads')"),
      ),
      queue: maybe(waiting('queue: 0')),
    },
    strikes: 'handler',
    canRamp: false,
    shareOf: 'replicas',
    mistakes: ({ concurrency, queue }) => ((concurrency ?? queue) === undefined ? [asBefore] : []),
    effect: ({ concurrency = Infinity, queue }) => ({
      slots: concurrency,
      places: queue === undefined ? null : placesOf(queue),
    }),
  }),
  /** Taken out on purpose: what is inside is finished, and nothing new is begun. */
  maintenance: faultKind('maintenance', {
    options: {},
    strikes: 'handler',
    alsoOnLinks: () => true,
    shareOf: 'replicas',
    effect: () => ({ errorRate: 1, errorCode: UNAVAILABLE }),
  }),
  /** Stopped with care and started again: all at once, or one after another. */
  restart: faultKind('restart', {
    options: { atOnce: maybe(count('atOnce: 1')) },
    strikes: 'handler',
    canRamp: false,
    shareOf: 'replicas',
    effect: ({ atOnce = Infinity }) => ({ restarts: atOnce }),
  }),
  /** Health checks that fail while all is well. */
  failProbes: faultKind('failProbes', {
    options: { rate: unless(rate, 1) },
    strikes: 'handler',
    shareOf: 'replicas',
    effect: ({ rate }) => ({ failsProbes: rate }),
  }),
  /** A clock that tells another time. */
  skewClock: faultKind('skewClock', {
    options: {
      ahead: unless(time, 0),
      behind: unless(time, 0),
      fast: unless(anyShare, 0),
      slow: unless(anyShare, 0),
      tokens: unless(time, 0),
    },
    strikes: 'handler',
    shareOf: 'replicas',
    mistakes: ({ ahead, behind, fast, slow }) => {
      if (slow === 1) return [noTime]
      const isBoth = (ahead > 0 && behind > 0) || (fast > 0 && slow > 0)
      return isBoth || ahead + behind + fast + slow === 0 ? [noSkew] : []
    },
    effect: ({ ahead, behind, fast, slow, tokens }) => ({
      aheadMs: ahead - behind,
      drift: fast - slow,
      errorRate: tokens > 0 ? Math.min(1, (ahead + behind) / tokens) : 0,
      errorCode: UNAUTHORIZED,
    }),
  }),
  /** A cache that was emptied, or has lost a share of its keys. */
  flush: faultKind('flush', {
    options: { keys: unless(keys, 1) },
    strikes: 'handler',
    canRamp: false,
    shareOf: 'replicas',
    effect: ({ keys }) => ({ forgets: keys }),
  }),
  /** A crowd. */
  surge: faultKind('surge', {
    options: { factor: orElse(factor, 3) },
    strikes: 'clients',
    shareOf: 'nothing',
    mistakes: ({ factor }) => (factor > 1 ? [] : [noMore]),
    effect: ({ factor }) => ({ load: factor }),
  }),
}
