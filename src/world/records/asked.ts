/** What is asked of a record and what is answered, and what a request knows by that. */
import type { RecordData } from '../../declare/calls/record.ts'
import { rootOf } from '../handling/branches.ts'
import type { Task } from '../handling/task.ts'

/** What a request knows of the record that it last asked a store for. */
export type Known = {
  readonly key: number
  /** How often it was written. */
  readonly version: number
  /** That of its lease; 0 if it has taken none. */
  readonly token: number
}

/** What is done to a record, in which store, and whether the call draws a key of its own. */
export type Question = {
  readonly store: string
  readonly record: RecordData
  readonly hasKey: boolean
}

/** The message that asks; it stands in for what the request says otherwise. */
export class Asked {
  readonly record: RecordData
  /** The key of the record; null for that of the call. */
  readonly key: number | null
  readonly known: Known | null
  /** That of the lease under which it is asked. */
  readonly token: number
  readonly holder: string
  readonly #before: Pick<Task, 'request' | 'answer'>

  constructor(task: Task, { store, record, hasKey }: Question) {
    const { request, answer, replica } = task
    const { known } = rootOf(task)
    const held = known?.get(record.fencedBy ?? store) ?? null
    this.record = record
    this.known = known?.get(store) ?? null
    this.key = hasKey ? null : ((this.known ?? held)?.key ?? null)
    this.token = held?.token ?? 0
    this.holder = `${replica.component.handling.name}#${replica.index}`
    this.#before = { request, answer }
  }

  /** The call is over: the task says again what it said. */
  restore(task: Task): void {
    Object.assign(task, this.#before)
  }
}

/** The message that answers. */
export class Answered {
  constructor(
    readonly asked: Asked,
    readonly known: Known,
  ) {}
}

/** A task is about to ask. */
export function ask(task: Task, question: Question): void {
  task.request = new Asked(task, question)
}

/** A task goes on: it knows more if it was answered, which a call that may fail was perhaps not. */
export function learn(task: Task, { store }: Question): void {
  const asked = task.request as Asked
  const { answer } = task
  if (answer instanceof Answered && answer.asked === asked) {
    const root = rootOf(task)
    root.known ??= new Map()
    root.known.set(store, answer.known)
  }
  asked.restore(task)
}

/** A task begins: what it knew in another life is of no use. */
export function forget(task: Task): void {
  task.known = null
}
