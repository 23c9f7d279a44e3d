/** Messages of a session to the backend and back, with the statements they need prepared there. */
import type { Prepared, Step } from '../batch.ts'
import type { Backend, Outcome } from '../backend/backend.ts'
import { concat } from '../wire/bytes.ts'
import type { Frame } from '../wire/frame.ts'

/** What came of steps, and the statements the backend refused to prepare. */
export type Exchanged = Outcome & { readonly refused: readonly Prepared[] }

type Parse = { readonly prepared: Prepared; readonly asked: boolean }

/**
 * Does steps in the backend. A statement that it has forgotten is prepared again, and of that the
 * answer says nothing.
 *
 * @param again whether they were done before: then nothing is prepared but what is needed
 */
export function exchange(backend: Backend, steps: readonly Step[], again = false): Exchanged {
  const known = new Map(backend.prepared)
  const parses: Parse[] = []
  const frames: Frame[] = []
  const prepare = (prepared: Prepared, asked: boolean): void => {
    parses.push({ prepared, asked })
    frames.push(prepared.parse)
    known.set(prepared.backendName, prepared)
  }
  for (const { frame, needs } of steps) {
    if (frame.kind === 'P' && needs !== undefined) {
      if (!again) prepare(needs, true)
      continue
    }
    if (needs !== undefined && known.get(needs.backendName) !== needs) prepare(needs, false)
    frames.push(frame)
  }
  return settled(backend, parses, backend.run(frames))
}

function settled(backend: Backend, parses: readonly Parse[], outcome: Outcome): Exchanged {
  let done = 0
  const frames = outcome.frames.filter(({ kind }) => {
    if (kind !== '1') return true
    const { prepared, asked } = parses[done++]
    backend.prepared.set(prepared.backendName, prepared)
    return asked
  })
  const refused = parses.slice(done).filter(({ asked }) => asked)
  return { ...outcome, frames, refused: refused.map(({ prepared }) => prepared) }
}

/** What must be the same when steps are done again: rows, counts and errors. */
export const saidBy = (frames: readonly Frame[]): Uint8Array =>
  concat(frames.filter(({ kind }) => telling.has(kind)).map(({ bytes }) => bytes))

const telling = new Set(['D', 'C', 'E', 'I', 's'])
