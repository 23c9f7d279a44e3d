/**
 * What never ends: within one event virtual time stands still, so who waits for it to move there
 * waits for ever. All is counted and nothing is timed, so a slow machine and a debugger change
 * nothing.
 */
import { EndlessError } from '../kernel/errors.ts'
import { exactDuration, formatMs, type Ms } from '../kernel/units.ts'
import { type Host, placeOf } from './host.ts'
import { realWrite } from './real.ts'
import { realProcess, stage } from './stage.ts'

/** Reads of the clock in one event: about a second of the real one. */
const MOST_READS = 10_000_000

/** Immediates at one moment: about a second of the real clock. */
const MOST_IMMEDIATES = 1_000_000

/** Promises and nextTicks in one event: about ten seconds of the real clock. */
const MOST_CONTINUATIONS = 10_000_000

/** Notes that a host read its clock. @throws UsageError when it did nothing else for too long */
export function noteRead(host: Host): void {
  if (++stage.reads <= MOST_READS) return
  endPlay(host, {
    what: `${host.name} read the clock ${MOST_READS} times in one event, which takes no time`,
    fix: 'wait with a timer in place of a loop: `await setTimeout(ms)` of node:timers/promises',
  })
}

/** Notes that a host set an immediate. @throws UsageError when time stood still for too many */
export function noteImmediate(host: Host): void {
  const { moment } = stage
  const now = host.monotonicNow()
  if (moment.host !== host || moment.at !== now) stage.moment = { host, at: now, immediates: 1 }
  else if (++moment.immediates > MOST_IMMEDIATES) {
    endPlay(host, {
      what: `${host.name} set ${MOST_IMMEDIATES} immediates at one moment, which takes no time`,
      fix: 'poll with a timer: `setTimeout(poll, 1)`, as an immediate waits for nothing',
    })
  }
}

type Told = { readonly what: string; readonly fix: string }

const mistake = (host: Host, told: Told): EndlessError =>
  new EndlessError({ ...told, where: placeOf(host) })

function endPlay(host: Host, told: Told): never {
  const error = mistake(host, told)
  // A loop may catch what is thrown, and go on.
  stage.director?.end(error)
  throw error
}

/** Notes that a host made a promise or a nextTick. What never ends of them ends the process. */
export function noteContinuation(host: Host): void {
  if (++stage.continuations <= MOST_CONTINUATIONS) return
  // From between two microtasks nobody can throw.
  const { stack } = mistake(host, {
    what:
      `${host.name} has made ${MOST_CONTINUATIONS} promises or nextTicks in one event, ` +
      'and it does not end',
    fix: WAIT,
  })
  endProcess(`${stack}`)
}

/**
 * Notes that whatever ran was ended from outside, wherever it was. Where that was code, it ends the
 * process: Node.js believes that what the code left goes on, and would die of it later.
 *
 * @param limitMs how long it had at least, by the real clock
 */
export function noteCut(limitMs: Ms): void {
  const { host, director } = stage
  if (director === null) return
  const name = host?.name ?? 'the world'
  const told = {
    what: `${name} did not come to the end of one event within ${exactDuration(limitMs)}`,
    fix: 'let the loop in it end, or wait there for something that takes time: a timer, an answer',
  }
  // Its stack is ours: where the code was is gone.
  endProcess(`${host === null ? new EndlessError(told) : mistake(host, told)}`)
}

/** What a loop lacks. */
const WAIT = 'wait for something that takes time in the loop at this line: a timer, an answer'

/** Ends the process, as code has computed in one event for so long. */
export function endedFor(host: Host, ms: Ms): void {
  const { stack } = mistake(host, {
    what:
      `${host.name} has computed for ${formatMs(ms)} of the real clock in one event, ` +
      'and it does not end',
    fix: `let it end, or ${WAIT}`,
  })
  endProcess(`${stack}`)
}

/** All that is left is to say why, and to stop. */
function endProcess(why: string): void {
  realWrite(2, `${why}\n`)
  // Whoever is on stage may not end the process.
  stage.host = null
  ;(realProcess as unknown as { reallyExit(code: number): void }).reallyExit(1)
}
