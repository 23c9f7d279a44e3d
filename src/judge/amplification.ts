/**
 * How many times as many attempts of a call were made as there would have been had nobody tried
 * again: its own retries, times those of the calls that led to it.
 */
import type { Run } from '../record/run.ts'
import type { Window } from '../record/window.ts'

/** For each call that was made, how many times as many; 1 where nothing was tried again. */
export type Amplification = ReadonlyMap<string, number>

/** Attempts that came to a component, or were made there, and what they would have been. */
type Load = { readonly attempts: number; readonly alone: number }

/** Calls and attempts. */
type Counts = { readonly issued: number; readonly attempts: number }

/**
 * Multiplies retries along the way from the clients down. A call that leads back to where it came
 * from is followed once.
 */
export function amplificationOf(run: Run, window: Window): Amplification {
  const calls = [...run.recording.calls.keys()].sort()
  const numbers = new Map(calls.map(call => [call, countsOf(run, call, window)]))
  const made = (call: string): Counts => numbers.get(call) as Counts
  const found = new Map<string, number>()
  const under = new Set<string>()
  const factorOf = (call: string): number => {
    const known = found.get(call)
    if (known !== undefined) return known
    if (under.has(call)) return 1
    under.add(call)
    const { issued, attempts } = made(call)
    const own = issued === 0 ? 1 : Math.max(1, attempts / issued)
    const factor = own * factorAt(call.slice(0, call.indexOf('->')))
    found.set(call, factor)
    return factor
  }
  const factorAt = (component: string): number => {
    const load = calls
      .filter(call => calleeOf(call) === component)
      .reduce<Load>(
        ({ attempts, alone }, call) => {
          const attempted = made(call).attempts
          return { attempts: attempts + attempted, alone: alone + attempted / factorOf(call) }
        },
        { attempts: 0, alone: 0 },
      )
    return load.alone === 0 ? 1 : load.attempts / load.alone
  }
  for (const call of calls) factorOf(call)
  return found
}

function countsOf(run: Run, call: string, window: Window): Counts {
  const { issued, attempts } = run.on(call, window)
  return { issued, attempts: attempts.issued }
}

/** `product->db.read` calls `db`. */
export const calleeOf = (call: string): string =>
  call.slice(call.indexOf('->') + 2).split('.', 1)[0]
