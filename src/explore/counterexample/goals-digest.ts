/** Tells explorations of one system apart by what they ask of it. */
import { createHash } from 'node:crypto'
import type { Exploration } from '../exploration.ts'
import { unmangled } from './goal-source.ts'

const DIGITS = 16

/**
 * A digest of the goals: of their names and numbers alone, since compilers set the same goal with
 * other spaces, quotes and brackets.
 */
export function goalsDigest({ options: { holds, recovers } }: Exploration): string {
  const texts = [holds, recovers].map(goal => (goal === undefined ? '' : bare(goal)))
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, DIGITS)
}

const bare = (goal: (...args: never[]) => unknown): string =>
  unmangled(Function.prototype.toString.call(goal)).replace(/[\s'"`()[\]{},;]+/g, '')
