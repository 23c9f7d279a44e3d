/** Answers to a batch that the backend is not asked for. */
import type { Batch } from './batch.ts'
import {
  completeFrame,
  errorFrame,
  readyFrame,
  type ServerError,
  type Status,
} from './wire/answers.ts'
import { int16 } from './wire/bytes.ts'
import { type Frame, frame } from './wire/frame.ts'

/** The answer to a batch of one command that is done: `COMMIT`. */
export function doneAnswer(batch: Batch, tag: string, status: Status): Frame[] {
  if (batch.ends === 'query') return [completeFrame(tag), readyFrame(status)]
  return batch.steps.flatMap(({ frame: { kind, bytes } }) => {
    if (kind === 'D') return described(bytes)
    if (kind === 'E') return [completeFrame(tag)]
    if (kind === 'S') return [readyFrame(status)]
    return kind in done ? [frame(done[kind])] : []
  })
}

/** The letter that a statement is described by, and not a portal. */
const STATEMENT = 0x53

const done: Readonly<Record<string, string>> = { P: '1', B: '2', C: '3' }

/** A command takes no parameters and answers no rows. */
function described(bytes: Uint8Array): Frame[] {
  const noRows = frame('n')
  const ofStatement = bytes[5] === STATEMENT
  return ofStatement ? [frame('t', int16(0)), noRows] : [noRows]
}

/** The answer to a batch that is refused: what follows in it is skipped up to Sync. */
export function refusedAnswer(batch: Batch, error: ServerError, status: Status): Frame[] {
  const told = errorFrame(error)
  return batch.ends === 'flush' ? [told] : [told, readyFrame(status)]
}
