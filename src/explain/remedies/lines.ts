/** The lines to change in a declaration, as they are written there. */
import { saysSame } from '../../kernel/says-same.ts'
import type { System } from '../../declare/index.ts'
import { apply, type Remedy } from './remedy.ts'
import { type Draft, draftOf, type Written } from '../../declare/draft.ts'
import { inWords, isSteps, shortOf } from './written.ts'

/** A line of a declaration, and what it becomes. */
export type DeclarationLine = {
  /** The part it stands in; the system's name for its options. */
  readonly part: string
  /** As it is written; undefined where nothing is. */
  readonly minus: string | undefined
  /** As it is to be written; undefined where nothing is to be. */
  readonly plus: string | undefined
  /** In how many places of the part it stands, all of them to be changed; left out where in one. */
  readonly places?: number | undefined
  /** The same; where that is long, the longest of what stays as it is left out. */
  readonly short: {
    /** As it is written, shortened. */
    readonly minus: string | undefined
    /** As it is to be written, shortened. */
    readonly plus: string | undefined
  }
}

/** What a remedy changes in a declaration, in the order of the declaration. */
export function linesOf(system: System, remedy: Remedy): DeclarationLine[] {
  const [before, after] = [draftOf(system), draftOf(system)]
  apply(remedy, after)
  const lines = [
    ...stepLines(before, after),
    ...Object.keys(before.parts).flatMap(part =>
      optionLines(part, before.parts[part], after.parts[part]),
    ),
    ...optionLines(system.name, before.options, after.options),
  ]
  return lines.flatMap((line, i) => {
    const places = lines.filter(other => saysSame(line, other)).length
    const isFirst = lines.findIndex(other => saysSame(line, other)) === i
    if (!isFirst) return []
    return places === 1 ? line : { ...line, places }
  })
}

function stepLines(before: Draft, after: Draft): DeclarationLine[] {
  return before.calls.flatMap(({ caller, step }, i) => {
    const changed = after.calls[i].step
    if (saysSame(own(step), own(changed))) return []
    const short = shortOf({ part: caller, before: step, after: changed })
    return [{ part: caller, minus: inWords(step), plus: inWords(changed), short }]
  })
}

/** What a step says of itself: what is done on a miss, or stands in, are steps of their own. */
function own(written: Written): Written {
  const isOwn = ([name, value]: [string, unknown]): boolean =>
    name !== 'miss' && !(name === 'fallback' && isSteps(value))
  return Object.fromEntries<unknown>(Object.entries(written).filter(isOwn))
}

/** Steps stand in options, too, and have had their lines. */
function optionLines(part: string, before: Written, after: Written): DeclarationLine[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.filter(isNoSteps).flatMap(name => {
    if (saysSame(before[name], after[name])) return []
    const [minus, plus] = [before, after].map(({ [name]: value }) =>
      value === undefined ? undefined : { [name]: value },
    )
    const short = shortOf({ part, before: minus, after: plus })
    return [{ part, minus: minus && inWords(minus), plus: plus && inWords(plus), short }]
  })
}

const steps = ['handle', 'operations', 'call', 'requests', 'origin']
const isNoSteps = (name: string): boolean => !steps.includes(name)
