/**
 * Idempotent workers: what was handled is not handled again within a window. What is published has
 * an identity, which all attempts of its publishing and all its deliveries share.
 */
import type { Ms } from '../../kernel/units.ts'
import { isServed } from '../../record/outcome.ts'
import type { Asks } from '../calls/asked.ts'
import { Do, Instruction, type Program } from '../handling/program.ts'
import type { Task } from '../handling/task.ts'

/** What makes messages the same, and what is known of it; stands in for what a request says. */
export class Identity implements Asks {
  /** Until when it counts as handled. */
  handledUntil: Ms = -Infinity
  isInHand = false
  /** What the request says otherwise. */
  readonly before: unknown

  constructor(before: unknown) {
    this.before = before
  }

  /** A request says nothing by it. */
  inShort(): undefined {
    return undefined
  }
}

/** A task is about to publish. */
export function identify(task: Task): void {
  task.request = new Identity(task.request)
}

/** It has published. */
export function identified(task: Task): void {
  if (task.request instanceof Identity) task.request = task.request.before
}

/** What was handled is acknowledged, and nothing else is done. */
const NOTHING: Program = [new Instruction(Do.End)]

/** Another is at the same: it is not known yet whether it will have been handled. */
export const CONFLICT = 409

/** What one worker has handled, or is at: all its replicas know, as from one table. */
export class Idempotence {
  readonly #windowMs: Ms
  readonly #inHand = new Map<Task, Identity>()

  constructor(windowMs: Ms) {
    this.#windowMs = windowMs
  }

  /** A replica begins with a message. */
  begins(task: Task, now: Ms): void {
    const identity = task.request
    if (!(identity instanceof Identity)) return
    if (!identity.isInHand && identity.handledUntil < now) {
      identity.isInHand = true
      this.#inHand.set(task, identity)
      return
    }
    task.program = NOTHING
    if (identity.isInHand) task.fail(CONFLICT)
    else task.replica.component.meter.count('duplicates', task.slot)
  }

  /** It has handled it, or failed, or has crashed meanwhile. */
  left(task: Task, now: Ms): void {
    const identity = this.#inHand.get(task)
    if (identity === undefined) return
    this.#inHand.delete(task)
    identity.isInHand = false
    if (isServed(task.outcome)) identity.handledUntil = now + this.#windowMs
  }
}
