/** The limits that goals set, as far as a chart can show them: a line for each. */
import { durationMs, share } from '../../../../kernel/units.ts'
import type { GoalEntry, RunEntry } from '../../../report.ts'

/** A limit, and whether what is shown is to be above it. */
export type Limit = { readonly value: number; readonly name: string }

/** Goals of the whole run and of all clients: of a part, a line over all of it would mislead. */
export const limitsOf = ({ goals }: RunEntry, kind: 'availability' | 'latency'): Limit[] => {
  const found = goals.flatMap(entry => limitIn(entry, kind))
  return found.filter((limit, i) => found.findIndex(({ value }) => value === limit.value) === i)
}

function limitIn({ goal, text, isNot }: GoalEntry, kind: string): Limit[] {
  const { goal: is, says } = (goal ?? {}) as { goal?: string; says?: readonly unknown[] }
  if (is !== kind || says === undefined || isNot) return []
  const [first, second] = says
  const isWhole = says.every(word => typeof word !== 'object')
  if (!isWhole) return []
  try {
    const value = kind === 'availability' ? share(first as never) : durationMs(second as never)
    return [{ value, name: text }]
  } catch {
    return []
  }
}
