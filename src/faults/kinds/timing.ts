/** Too late: everything, or what works, waits for a disk or a lock, or is on its way. */
import type { Problem } from '../../kernel/errors.ts'
import { faultKind } from '../kind.ts'
import {
  busy,
  count,
  factor,
  flag,
  left,
  maybe,
  orElse,
  picks,
  someTime,
  time,
  unless,
  way,
} from '../option.ts'

/** What would change nothing says so. */
const noSlower: Problem = {
  what: 'this fault would slow nothing down',
  fix: "give a time, { by: '2s' }, or a factor over 1, { factor: 4 }",
}

const noWay: Problem = {
  what: 'a jitter that goes both ways is over nothing, and no longer than the delay',
  fix: "write { by: '100ms', jitter: '20ms', plusMinus: true }",
}

export const delays = {
  /** Everything takes longer: by a time, by a factor, or both. */
  slow: faultKind('slow', {
    options: { by: unless(time, 0), factor: unless(factor, 1) },
    strikes: 'handler',
    alsoOnLinks: ({ factor }) => factor === 1,
    mistakes: ({ by, factor }) => (by > 0 || factor > 1 ? [] : [noSlower]),
    effect: ({ by, factor }) => ({ addMs: by, factor }),
  }),
  /** Messages are late. */
  delay: faultKind('delay', {
    options: { by: unless(time, 0), jitter: unless(time, 0), plusMinus: unless(flag, false) },
    strikes: 'link',
    alsoOnLinks: () => true,
    mistakes: ({ by, jitter, plusMinus }) => {
      if (by + jitter === 0) return [{ ...noSlower, fix: "give a time, { by: '100ms' }" }]
      return plusMinus && (jitter === 0 || jitter > by) ? [noWay] : []
    },
    effect: ({ by, jitter, plusMinus }) =>
      plusMinus ? { addMs: by - jitter, jitterMs: 2 * jitter } : { addMs: by, jitterMs: jitter },
  }),
  /** Messages may pass each other, both ways. */
  reorder: faultKind('reorder', {
    options: { within: someTime('5ms'), messages: maybe(picks('messages: [2, 5]')) },
    strikes: 'link',
    alsoOnLinks: () => true,
    effect: ({ within, messages }) => ({ heldMs: within, heldOnly: messages ?? null }),
  }),
  /** Nothing goes on, and nothing is lost: the world stops. */
  pause: faultKind('pause', {
    options: {},
    strikes: 'handler',
    canRamp: false,
    shareOf: 'replicas',
    effect: () => ({ stops: true }),
  }),
  /** A share of the processor is left. */
  throttleCpu: faultKind('throttleCpu', {
    options: { to: left },
    strikes: 'handler',
    shareOf: 'replicas',
    effect: ({ to }) => ({ speed: to }),
  }),
  /** The disk is busy with something else: work waits for it, 1 / (1 - busy) times as long. */
  saturateDisk: faultKind('saturateDisk', {
    options: { busy: unless(busy, 0.9) },
    strikes: 'handler',
    effect: ({ busy }) => ({ factor: 1 / (1 - busy) }),
  }),
  /** All work needs the same lock. */
  contend: faultKind('contend', {
    options: { atOnce: unless(count('atOnce: 1'), 1) },
    strikes: 'handler',
    canRamp: false,
    shareOf: 'replicas',
    effect: ({ atOnce }) => ({ atOnce }),
  }),
  /** Queries without an index. */
  slowQueries: faultKind('slowQueries', {
    options: { factor: orElse(factor, 10) },
    strikes: 'handler',
    mistakes: ({ factor }) => (factor > 1 ? [] : [{ ...noSlower, fix: 'write factor: 10' }]),
    effect: ({ factor }) => ({ factor }),
  }),
  /** A share of the bandwidth is left. */
  throttleBandwidth: faultKind('throttleBandwidth', {
    options: { to: left, way },
    strikes: 'link',
    alsoOnLinks: () => true,
    effect: ({ to, way }) => ({ bandwidth: to, bandwidthOf: way }),
  }),
}
