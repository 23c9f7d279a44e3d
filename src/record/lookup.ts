/** Finds things of a recording by the names that users write. */
import { didYouMean, UsageError } from '../kernel/errors.ts'
import { quote } from '../kernel/quantity.ts'
import type { Whose } from './question.ts'
import { isIn } from './grid.ts'
import type { CircuitTransition, Recording } from './recording.ts'
import type { Tally } from './tally.ts'
import type { Span } from './window.ts'

/** The words by which things of a kind are asked for. */
const words: { readonly [kind: string]: string | undefined } = {
  component: 'at',
  call: 'on',
  'request class': 'class',
  queue: 'queue',
  cache: 'cache',
}

/**
 * The thing of a name.
 *
 * @param where the option in which the name stands, by default the one that kind is asked for by
 * @throws UsageError with the nearest name there is
 */
export function named<T>(
  all: ReadonlyMap<string, T>,
  name: string,
  kind: string,
  where = words[kind],
): T {
  const found = all.get(name)
  if (found !== undefined) return found
  const what = `this run has no ${kind} ${quote(name)}`
  const fix = didYouMean(name, [...all.keys()])
  throw new UsageError({ what, ...(where !== undefined && { where }), fix })
}

/** The calls that a name stands for: without an operation, those to all the callee's operations. */
export function callNames(calls: ReadonlyMap<string, unknown>, call: string): string[] {
  if (calls.has(call) || typeof call !== 'string') return [call]
  const names = [...calls.keys()].filter(name => name.startsWith(`${call}.`))
  return names.length > 0 ? names.sort() : [call]
}

/** How the breakers of some calls changed in a part of a run. */
export function changesOf(
  { grid, transitions }: Recording,
  calls: readonly string[],
  { slots }: Span,
): CircuitTransition[] {
  return transitions.filter(({ at, call }) => calls.includes(call) && isIn(slots, grid.slotOf(at)))
}

/**
 * The tallies that a question is about: of a component, a call, a class of requests, or of all.
 *
 * @throws UsageError for more than one of them, or a name that the run does not know
 */
export function talliesOf(recording: Recording, { at, on, class: requestClass }: Whose): Tally[] {
  if ([at, on, requestClass].filter(name => name !== undefined).length > 1) {
    const what = 'a question is about one component, one call or one class of requests'
    throw new UsageError({ what, fix: 'give one of at, on and class' })
  }
  const { components, calls, requests } = recording
  if (at !== undefined) return [named(components, at, 'component').tally]
  if (on !== undefined) {
    return callNames(calls, on).flatMap(name => named(calls, name, 'call').tallies)
  }
  if (requestClass !== undefined) return named(requests, requestClass, 'request class')
  return [...requests.values()].flat()
}
