/** What a breaker says to a settlement that would spoil it. */
import { UsageError } from '../../kernel/errors.ts'
import { shown } from '../../kernel/schema.ts'
import { formatMs, type Ms } from '../../kernel/units.ts'

const where = 'circuit breaker, settle(permit, outcome, now, tookMs)'

/** Counted from no instant, a window would never forget and an open breaker never recover. */
export function notATime(now: Ms): UsageError {
  return new UsageError({
    what: `now is ${now}, which is no instant to count from`,
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

/** Whoever makes the calls can give one up; the breaker is only told what came of it. */
export function givesUpNoCall(timeout: Ms, where: string): UsageError {
  return new UsageError({
    what: `a CircuitBreaker by itself gives up no call, after ${formatMs(timeout)} or ever`,
    where: `${where} › timeout`,
    fix: `leave timeout out (in like.opossum write timeout: false); after ${formatMs(timeout)}
      settle(permit, 'failed', now) yourself`.replace(/\s+/g, ' '),
  })
}

/** Counted from time 0 a warm-up is over long before a process begins that goes by the clock. */
export function noBeginning(where: string): UsageError {
  return new UsageError({
    what: 'there is a warmUp, and nothing says since when it counts',
    where,
    fix: 'hand in when the process began: new CircuitBreaker(options, { since: Date.now() })',
  })
}
