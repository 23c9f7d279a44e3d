/**
 * Watches for code that never gives the thread back, such as `for (;;);`: who counts what it does
 * (`patience.ts`) is never asked there. A thread looks whether the play goes on, by the real clock.
 * From outside nothing can be thrown into code, and Node.js dies of code that is ended in the midst
 * of an event, so all that is left is to say whose it is and at which line, and to end the process.
 *
 * Nothing is done under a debugger, where code stands still as long as somebody looks at it; nor
 * where plays are in a thread themselves, which no other one can look into.
 */
import inspector from 'node:inspector'
import { isMainThread, Worker } from 'node:worker_threads'
import { stage, stageKey } from './stage.ts'
import { endedFor } from './patience.ts'

/** Real milliseconds after which whoever runs does not end any more: more than any event takes. */
const LONGEST_MS = 30_000

/** What the thread does; it has the loader and the flags of nobody. */
const source = `
const { workerData: { beats, longestMs, expression } } = require('node:worker_threads')
const { Session } = require('node:inspector')
let last = -1
let since = performance.now()
setInterval(() => {
  const now = performance.now()
  const beat = Atomics.load(beats, 0)
  if (beat !== last || Atomics.load(beats, 1) === 0) [last, since] = [beat, now]
  else if (now - since > longestMs) {
    since = now
    const session = new Session()
    session.connectToMainThread()
    session.post('Runtime.evaluate', { expression })
  }
}, Math.min(1000, longestMs / 4))
`

/** Named, so that it is no line of the user's. */
const expression = `globalThis[Symbol.for('${stageKey}')].stuck() //# sourceURL=node:gameday`

/** Has the thread watch, from the first play of a process on. It keeps no process from ending. */
export function watchOverPlays(longestMs = LONGEST_MS): void {
  if (stage.isWatched || !isMainThread) return
  stage.isWatched = true
  stage.stuck = () => {
    if (stage.host !== null && inspector.url() === undefined) endedFor(stage.host, longestMs)
  }
  const workerData = { beats: stage.beats, longestMs, expression }
  new Worker(source, { eval: true, workerData, execArgv: [], env: {} }).unref()
}
