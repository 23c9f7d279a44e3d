/** How large a part of what clients begin is one of their tasks. */
import type { ClientsData } from '../data.ts'

/** The share of a task: what it certainly is, and what it is at the most. */
export type TaskShare = { readonly least: number; readonly most: number }

/** Where one task leads to the next, it is their order and not their weight that tells. */
export function taskShare({ tasks }: ClientsData, task: string): TaskShare {
  const all = [...tasks.values()]
  if (all.some(({ next }) => next !== null)) return { least: 0, most: 1 }
  const whole = all.reduce((sum, { weight }) => sum + weight, 0)
  const share = (tasks.get(task)?.weight ?? 0) / whole
  return { least: share, most: share }
}
