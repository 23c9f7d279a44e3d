/**
 * The records that a store keeps, by key: how often each was written, and who holds it. What is
 * asked of one is done when the store has done its work, whether or not anybody still waits.
 */
import type { RecordData } from '../../declare/calls/record.ts'
import type { Ms } from '../../kernel/units.ts'
import { clockOf } from '../faults/replica-effects.ts'
import type { Component } from '../handling/component.ts'
import type { Task } from '../handling/task.ts'
import { Answered, type Asked } from './asked.ts'

/** Somebody has written, or the lease ran out. */
const CONFLICT = 409
/** Somebody else holds it. */
const LOCKED = 423

const FREE = Number.NEGATIVE_INFINITY

/** One record. */
class Row {
  version = 0
  /** The version that the lease in force, or the last one, made it. */
  token = 0
  heldUntil: Ms = FREE
  holder = ''
  /** The latest token that it was written with. */
  fence = 0
}

/** What is asked, with the time by the clock of the store. */
type Question = { readonly asked: Asked; readonly knows: boolean; readonly now: Ms }

/** All records of one store; they survive its crashes. */
export class Records {
  readonly #rows = new Map<number, Row>()
  readonly #component: Component

  constructor(component: Component) {
    this.#component = component
  }

  /** Does what a request asks, or fails it. */
  commit(task: Task): void {
    const asked = task.request as Asked
    const { agenda } = this.#component
    const key = asked.key ?? task.session
    const row = this.#rowOf(key)
    const knows = asked.known?.key === key
    const now = clockOf(task.replica.conditions, agenda.now)
    const { does } = asked.record
    const code = acts[does](row, { asked, knows, now })
    if (code > 0) return task.fail(code)
    const isBlind = does === 'write' && knows && asked.known?.version !== row.version - 1
    if (isBlind) this.#component.meter.count('lost updates', task.slot)
    const isLease = does === 'lease' || does === 'renew'
    const token = isLease ? row.token : knows ? (asked.known?.token ?? 0) : 0
    task.answer = new Answered(asked, { key, version: row.version, token })
  }

  #rowOf(key: number): Row {
    const known = this.#rows.get(key)
    if (known !== undefined) return known
    this.#component.world.memory.grow()
    const made = new Row()
    this.#rows.set(key, made)
    return made
  }
}

/** What is done to a record. @returns 0, or the code with which it is refused */
const acts: { readonly [K in RecordData['does']]: (row: Row, question: Question) => number } = {
  read: () => 0,
  write: row => written(row),
  compareAndSet(row, { asked, knows }) {
    if (!knows || asked.known?.version !== row.version) return CONFLICT
    return written(row)
  },
  lease(row, question) {
    const { asked, now } = question
    const isHeld = row.heldUntil > now
    if (isHeld && !isHolder(row, question)) return LOCKED
    if (!isHeld) {
      row.token = ++row.version
      row.fence = Math.max(row.fence, row.token)
      row.holder = asked.holder
    }
    row.heldUntil = now + asked.record.ttlMs
    return 0
  },
  renew(row, question) {
    if (row.heldUntil <= question.now || !isHolder(row, question)) return CONFLICT
    row.heldUntil = question.now + question.asked.record.ttlMs
    return 0
  },
  release(row, question) {
    if (isHolder(row, question)) row.heldUntil = FREE
    return 0
  },
  fenced(row, { asked: { token } }) {
    if (token < row.fence) return CONFLICT
    row.fence = token
    return written(row)
  },
}

function written(row: Row): number {
  row.version++
  return 0
}

/** Whether who asks holds it, or was the last to do so. */
function isHolder({ holder, token }: Row, { asked, knows }: Question): boolean {
  if (asked.record.holder === 'replica') return holder === asked.holder
  return knows && token > 0 && asked.known?.token === token
}
