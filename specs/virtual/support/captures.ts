/** Code that takes all it needs when it is imported, as some libraries do. */
import { randomUUID } from 'node:crypto'
import { setTimeout as nodeTimeout } from 'node:timers'
import { promisify } from 'node:util'

const timer = setTimeout
const { now } = Date
const Day = Date
const { random } = Math
const uuid = { randomUUID }.randomUUID
const sleep = promisify(nodeTimeout)
const immediate = setImmediate

/** Notes what it sees with what it took. */
export async function captured(note: (what: unknown) => void): Promise<void> {
  await new Promise(resolve => timer(resolve, 100))
  note(now())
  await sleep(100)
  note(new Day().getTime())
  await new Promise(resolve => immediate(resolve))
  note([random(), uuid()])
}
