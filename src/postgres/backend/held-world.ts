/**
 * What the backend sees of the machine while a statement happens: a clock that stands still, and an
 * alarm that rings at once. The backend is compiled C, which asks the globals of JavaScript; they
 * are given back before anything else can run.
 */

/** What rings an alarm of the backend. */
type Ring = () => void

/** The most milliseconds an alarm may be away to ring: the check for who holds a lock has one. */
const SOON_MS = 1

/**
 * Calls what runs the backend, with the clock held at a moment.
 *
 * An alarm is set when a statement begins to wait for a lock: it rings at once, as nothing else can
 * happen until the statement has ended. Alarms for later are for a backend that others share time
 * with: those of sessions are kept by the server. Clearing is real: what is cleared was set before
 * the world was held.
 */
export function atMoment<T>(nowMs: number, call: () => T): T {
  const { now } = Date
  const { setTimeout: start } = globalThis
  let shiftMs = 0
  const alarm = (ring: Ring, delayMs: number): number => {
    if (delayMs > SOON_MS) return NO_TIMER
    shiftMs += delayMs
    ring()
    return NO_TIMER
  }
  Date.now = () => nowMs + shiftMs
  Object.assign(globalThis, { setTimeout: alarm })
  try {
    return call()
  } finally {
    Date.now = now
    Object.assign(globalThis, { setTimeout: start })
  }
}

const NO_TIMER = 0
