/** In the course of which request code runs: what it calls is called for that one. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Desk } from './desk.ts'
import type { Task } from '../world/handling/task.ts'

/** Whoever has a request in its hands, as long as it has. */
export interface InHand {
  readonly task: Task | null
  /** Who makes its calls. */
  readonly desk: Desk
}

const here = new AsyncLocalStorage<InHand>()

/** Does something in the course of a request, and all that comes of it. */
export const inTheCourseOf = <T>(handling: InHand, run: () => T): T => here.run(handling, run)

/** Who has the request in hand that is being handled; undefined where nothing is. */
export const inHandHere = (): InHand | undefined => here.getStore()

/** Who makes calls in the course of what is being handled; undefined where nothing is. */
export const deskHere = (): Desk | undefined => here.getStore()?.desk

/** The request that is being handled; null for what code does by itself. */
export const taskHere = (): Task | null => here.getStore()?.task ?? null
