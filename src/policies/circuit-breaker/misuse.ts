/** What a breaker says to a settlement that would spoil it. */
import { UsageError } from '../../kernel/errors.ts'
import { shown } from '../../kernel/schema.ts'
import { noPresent } from '../handed-in.ts'
import type { BreakerExtras } from './extras.ts'
import type { BreakerOptions } from './options.ts'
import { formatMs, type Ms } from '../../kernel/units.ts'

const where = 'circuit breaker, settle(permit, outcome, now, tookMs)'

/** Counted from no instant, a window would never forget and an open breaker never recover. */
export function notATime(now: Ms): UsageError {
  return new UsageError({
    what: `now is ${shown(now)}, which is no instant to count from`,
    where,
    fix: 'hand in the present time in milliseconds, such as Date.now()',
  })
}

/** An outcome misspelt would otherwise count as a success. */
export function noSuchOutcome(outcome: unknown): UsageError {
  return new UsageError({
    what: `${shown(outcome)} is no outcome of a call`,
    where,
    fix: "write 'ok', 'failed', 'ignored' or 'cancelled'",
  })
}

/** Without its duration a call would count as quick. */
export function noDuration(took: unknown): UsageError {
  return new UsageError({
    what: `the breaker counts slow calls, and ${shown(took)} does not say how long this one took`,
    where,
    fix: 'hand in how long the call took, in milliseconds',
  })
}

/** What a breaker by itself cannot do with its options and extras. */
export function insistOnWhatItKeeps(
  { timeout, warmUp }: BreakerOptions,
  { where = 'circuit breaker', since, onTransition }: BreakerExtras,
): void {
  if (timeout !== undefined) throw givesUpNoCall(timeout, where)
  if (warmUp !== undefined && since === undefined) throw noBeginning(where)
  if (since !== undefined && !Number.isFinite(since)) throw noPresent(since, `${where} › since`)
  if (onTransition !== undefined && typeof onTransition !== 'function') throw noListener(where)
}

/** What was not let in has no result. */
export function noPermit(): UsageError {
  return new UsageError({
    what: 'what is settled is no permit',
    where,
    fix: 'settle what admit(now) has returned, and only if it was admitted',
  })
}

const noListener = (where: string): UsageError =>
  new UsageError({
    what: 'onTransition is no function',
    where: `${where} › onTransition`,
    fix: 'write onTransition: (from, to, at) => console.log(from, to, at)',
  })

/** Whoever makes the calls can give one up; the breaker is only told what came of it. */
function givesUpNoCall(timeout: Ms, where: string): UsageError {
  return new UsageError({
    what: `a CircuitBreaker by itself gives up no call, after ${formatMs(timeout)} or ever`,
    where: `${where} › timeout`,
    fix: `leave timeout out (in like.opossum write timeout: false); after ${formatMs(timeout)}
      settle(permit, 'failed', now) yourself`.replace(/\s+/g, ' '),
  })
}

/** Counted from time 0 a warm-up is over long before a process begins that goes by the clock. */
function noBeginning(where: string): UsageError {
  return new UsageError({
    what: 'there is a warmUp, and nothing says since when it counts',
    where,
    fix: 'hand in when the process began: new CircuitBreaker(options, { since: Date.now() })',
  })
}
