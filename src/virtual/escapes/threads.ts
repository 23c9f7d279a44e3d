/**
 * What code asks threads and hears of them. A thread lives on, as a connection does: what is
 * awaited is not its end, but what it says next.
 */
import { Worker } from 'node:worker_threads'
import { type AnyFunction, method, type Replacement } from '../globals/replace.ts'
import { stage } from '../stage.ts'

/** The replacements of how threads are told something, and tell something. */
export const threads = (): Replacement[] => [
  method(Worker.prototype, 'postMessage', asks),
  method(Worker.prototype, 'terminate', asks),
  method(Worker.prototype, 'emit', answers),
]

const asks = (real: AnyFunction): AnyFunction =>
  function (this: Worker, ...args: unknown[]) {
    const { host, director } = stage
    if (host !== null && director !== null) {
      stage.owners.set(this, { host, director })
      director.asks(this, idOf(this))
    }
    return Reflect.apply(real, this, args) as unknown
  }

const says = new Set<unknown>(['message', 'messageerror', 'error', 'exit'])

const answers = (real: AnyFunction): AnyFunction =>
  function (this: Worker, name: unknown, ...args: unknown[]) {
    const emit = (): unknown => Reflect.apply(real, this, [name, ...args]) as unknown
    const owner = says.has(name) ? stage.owners.get(this) : undefined
    if (owner === undefined) return emit()
    owner.director.hears(idOf(this))
    if (stage.host !== null || owner.host.isOver) return emit()
    // It was made before the play, so that Node.js does not know who hears it.
    stage.host = owner.host
    stage.director = owner.director
    try {
      return emit()
    } finally {
      stage.host = null
      stage.director = null
    }
  }

/** The number of its resource of Node.js; that of none once it has ended. */
function idOf(worker: Worker): number {
  const handle = Object.getOwnPropertySymbols(worker)
    .filter(({ description }) => description === 'kHandle')
    .map(key => Reflect.get(worker, key) as { getAsyncId?: () => number } | null)[0]
  return handle?.getAsyncId?.() ?? 0
}
