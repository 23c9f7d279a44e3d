/** Steps as they are written: `quorum(2, call('a'), call('b'))`. */
import { literal } from '../faults/sentence.ts'
import type { Step } from './steps.ts'
import { worded } from './worded.ts'

/** A step as plain data. */
type Said = Readonly<Record<string, unknown>>

/** What stands in the parentheses of each word. */
const insides: { readonly [W in Step['step']]: (said: Said) => readonly unknown[] } = {
  work: ({ time, label }) => [time, label],
  call: ({ to, ...options }) => [to, options],
  publish: ({ to, ...options }) => [to, options],
  parallel: ({ branches }) => branches as unknown[],
  quorum: ({ needed, branches }) => [needed, ...(branches as unknown[])],
  choose: ({ ways }) => [ways],
  repeat: ({ times, steps }) => [times, ...(steps as unknown[])],
  cached: ({ cache, ...options }) => [cache, options],
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && Object.keys(value ?? {}).length === 0)

/**
 * A step in its word.
 *
 * @param written how what stands in its parentheses is written
 * @returns undefined for what is no step
 */
export function stepText(value: Said, written: (part: unknown) => string): string | undefined {
  const { step, ...said } = value
  if (typeof step !== 'string' || !Object.hasOwn(insides, step)) return undefined
  const parts = insides[step as Step['step']](said).filter(part => !isEmpty(part))
  return `${step}(${parts.map(written).join(', ')})`
}

/** A step that prints as it is written. */
export const stepOf = <const T extends { readonly step: Step['step'] }>(step: T): T =>
  worded(step, () => stepText(step, literal) as string)
