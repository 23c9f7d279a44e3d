/** What requests ask and answers say, where a declaration says something. */
import type { SayData } from '../declare/data.ts'
import type { About } from '../declare/said.ts'
import type { Chance } from '../kernel/streams.ts'
import type { Component } from '../world/handling/component.ts'
import type { Task } from '../world/handling/task.ts'

/** Says it for a task: on the way in what it asks, on the way out what it answers. */
export function sayer(
  { what, words }: SayData,
  { agenda }: Component,
  chance: Chance,
): (task: Task) => void {
  const random = (): number => chance.next()
  const about = ({ session: n }: Task): About => ({ at: agenda.now, n, random })
  if (typeof words !== 'function') return task => void (task[what] = words)
  if (what === 'request') return task => void (task.request = words(about(task)))
  return task => void (task.answer = words(task.request, about(task)))
}
