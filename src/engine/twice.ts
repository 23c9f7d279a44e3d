/** Holds two runs of the same against each other: what differs first, where and when. */
import { UsageError } from '../kernel/errors.ts'
import { formatMs, type Ms } from '../kernel/units.ts'
import { attemptsOf, type Hop } from '../record/journey.ts'
import type { Recording } from '../record/recording.ts'
import type { Run } from '../record/run.ts'

/** Something that happened, of which the other run must have the same. */
type Happening = { readonly at: Ms; readonly who: string; readonly what: string }

/** Whether two runs of the same declaration, with the same seed, are the same. */
export const isSame = (one: Run, other: Run): boolean =>
  one.digest === other.digest && saidIn(one.recording) === saidIn(other.recording)

/** What code has written, and what stores have answered. */
const saidIn = ({ logs, answers }: Recording): string => JSON.stringify([logs.lines, [...answers]])

/**
 * Tells what differs first between two runs.
 *
 * @param runs of the same declaration with the same seed, their journeys kept
 */
export function differing([one, other]: readonly [Run, Run]): UsageError {
  const [a, b] = [happeningsIn(one.recording), happeningsIn(other.recording)]
  const at = a.findIndex((happening, i) => textOf(happening) !== textOf(b[i]))
  const [first, second] = at < 0 ? [undefined, b[a.length]] : [a[at], b[at]]
  const told = first ?? second
  const both = `${textOf(first)} in one, ${textOf(second)} in the other`
  return new UsageError({
    what:
      told === undefined
        ? 'two runs with the same seed end with other numbers, though all requests went alike'
        : `two runs with the same seed differ: ${both}`,
    where: told === undefined ? 'simulate › check' : `${told.who}, at ${formatMs(told.at)}`,
    fix:
      'make what a module keeps (pools, caches, counters) in the factory; ' +
      'import `gameday/register` first where a library takes clocks or chance at import',
  })
}

const textOf = (happening: Happening | undefined): string =>
  happening === undefined
    ? 'nothing more'
    : `${happening.who} ${happening.what} at ${formatMs(happening.at)}`

function happeningsIn({ journeys, logs }: Recording): Happening[] {
  const written = logs.lines.map(({ at, component, text }) => ({
    at,
    who: component,
    what: `writes ${JSON.stringify(text)}`,
  }))
  return [...callsIn(journeys), ...written].sort((a, b) => a.at - b.at)
}

function* callsIn(hops: readonly Hop[]): Generator<Happening> {
  for (const hop of hops) {
    const { call, at, until, outcome, asked = '' } = hop
    const [who, callee] = call.split('->', 2)
    yield { at, who, what: `asks ${callee} ${asked}`.trimEnd() }
    yield { at: until, who, what: `hears of ${callee}: ${outcome}` }
    for (const { calls } of attemptsOf(hop)) yield* callsIn(calls)
  }
}
