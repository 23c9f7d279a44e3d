/** What was handed to `expect`: a run, or something to teach about. */
import { UsageError } from '../src/kernel/errors.ts'
import type { Run, RunNames } from '../src/record/run.ts'

/**
 * Makes sure that a run was given. It may come from another copy of the package (one as an ES
 * module, one as CommonJS), so it is known by what it can do and not by its class.
 *
 * @throws UsageError that says what was given instead, and what to write
 */
export function runGiven<N extends RunNames>(matcher: string, received: Run<N>): Run {
  if (isRun(received)) return received
  throw new UsageError({
    what: `${matcher} judges a run, and was given ${described(received)}`,
    where: `expect(…).${matcher}(…)`,
    fix: fixFor(received),
  })
}

/**
 * Makes sure that a run was given, or a list of some.
 *
 * @throws UsageError that says what was given instead, and what to write
 */
export const runsGiven = (matcher: string, received: Run | readonly Run[]): readonly Run[] =>
  isList(received) && received.length > 0
    ? received.map(run => runGiven(matcher, run))
    : [runGiven(matcher, received as Run)]

const isList = (received: Run | readonly Run[]): received is readonly Run[] =>
  Array.isArray(received)

/**
 * Whether a runner has copied the run, as Jest does to print a difference. A copy has no private
 * fields, so it cannot answer.
 */
export function isCopy(run: Run): boolean {
  try {
    run.availability()
    return false
  } catch (error) {
    return error instanceof TypeError
  }
}

const answers = ['availability', 'latency', 'requests', 'slowerThan', 'at', 'on'] as const

function isRun(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('recording' in value)) return false
  return answers.every(name => typeof (value as Record<string, unknown>)[name] === 'function')
}

/** What was given instead, in words. */
export function described(value: unknown): string {
  if (value === null || value === undefined) return `${value}`
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 60))}`
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`
  if (typeof value !== 'object') return `the ${typeof value} ${value as number}`
  if (isPromise(value)) return 'a promise'
  const { name } = value.constructor ?? {}
  return name && name !== 'Object' ? `a ${name}` : 'an object that is none'
}

function fixFor(value: unknown): string {
  if (isPromise(value)) return 'await it: expect(await promise)'
  if (typeof value === 'function') return 'call it: expect(run()), since runs are synchronous'
  if (has(value, 'finish')) return 'take it to its end: expect(simulation.finish())'
  return "write expect(simulate(system, { for: '1m' }))"
}

const isPromise = (value: unknown): boolean => has(value, 'then')

const has = (value: unknown, method: string): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Record<string, unknown>)[method] === 'function'
