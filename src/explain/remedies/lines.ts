/** The lines to change in a declaration, as they are written there. */
import type { System } from '../../declare/index.ts'
import { inCode } from '../../judge/goals/written.ts'
import { apply, type Remedy } from './remedy.ts'
import { type Draft, draftOf, type Written } from '../edit.ts'

/** A line of a declaration, and what it becomes. */
export type DeclarationLine = {
  /** The part it stands in; the system's name for its options. */
  readonly part: string
  /** As it is written; undefined where nothing is. */
  readonly minus: string | undefined
  /** As it is to be written; undefined where nothing is to be. */
  readonly plus: string | undefined
  /** The same with what stays as it is left out. */
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
  const isFirst = (line: DeclarationLine, i: number): boolean =>
    lines.findIndex(other => isSame(line, other)) === i
  return lines.filter(isFirst) // the same step may stand in several places
}

function stepLines(before: Draft, after: Draft): DeclarationLine[] {
  return before.calls.flatMap(({ caller, step }, i) => {
    const changed = after.calls[i].step
    if (isSame(own(step), own(changed))) return []
    const short = { minus: inWords(step, changed), plus: inWords(changed, step) }
    return [{ part: caller, minus: inWords(step), plus: inWords(changed), short }]
  })
}

/** What a step says of itself: what is done on a miss, or stands in, are steps of their own. */
function own(written: Written): Written {
  const isOwn = ([name, value]: [string, unknown]): boolean =>
    name !== 'miss' && !(name === 'fallback' && isSteps(value))
  return Object.fromEntries<unknown>(Object.entries(written).filter(isOwn))
}

const isSteps = (value: unknown): boolean =>
  Array.isArray(value) || (isPlain(value) && value['step'] !== undefined)

/** Steps stand in options, too, and have had their lines. */
function optionLines(part: string, before: Written, after: Written): DeclarationLine[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.filter(isNoSteps).flatMap(name => {
    if (isSame(before[name], after[name])) return []
    const written = (from: Written): string | undefined =>
      from[name] === undefined ? undefined : `${name}: ${inCode(from[name])}`
    const said = { minus: written(before), plus: written(after) }
    return [{ part, ...said, short: said }]
  })
}

const steps = ['handle', 'operations', 'call', 'requests', 'origin']
const isNoSteps = (name: string): boolean => !steps.includes(name)

/** A step as it is written: `call('db', { timeout: '100ms' })`. */
function inWords(written: Written, other?: Written): string {
  const { step, to, cache, miss, ...said } = written
  const options = other === undefined ? said : differing(said, other)
  const all = miss !== undefined && other === undefined ? { ...options, miss } : options
  const rest = Object.keys(all).length === 0 ? '' : `, ${withDots(all)}`
  return `${step}(${inCode(cache ?? to)}${rest})`
}

const DOTS = '…'

/** What stays as it is becomes three dots. */
function differing(said: Written, other: Written): Written {
  const changed: Written = {}
  let isCut = false
  for (const [name, value] of Object.entries(said)) {
    if (isSame(value, other[name]) || isSteps(value)) isCut = true
    else
      changed[name] = isPlain(value) && isPlain(other[name]) ? differing(value, other[name]) : value
  }
  return isCut ? { ...changed, [DOTS]: DOTS } : changed
}

function withDots(value: Written): string {
  return inCode(value).replaceAll(`'${DOTS}': '${DOTS}'`, DOTS)
}

const isPlain = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
