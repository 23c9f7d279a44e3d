/** What the server says by itself: errors, greetings, and that it is ready. */
import { cString, int32, readText, utf8 } from './bytes.ts'
import { type Frame, frame } from './frame.ts'

/** Whether a session is in a transaction: idle, within one, or within one that failed. */
export type Status = 'I' | 'T' | 'E'

/** An error as PostgreSQL tells it. */
export type ServerError = {
  /** Five letters and digits: `40001`. */
  readonly sqlState: string
  /** What is wrong, in a sentence. */
  readonly message: string
  /** What more there is to know. */
  readonly detail?: string
  /** What to do instead. */
  readonly hint?: string
  /** `FATAL` when the connection ends with it. Default: `ERROR`. */
  readonly severity?: 'ERROR' | 'FATAL'
}

/** The message that tells an error. */
export function errorFrame(error: ServerError): Frame {
  const severity = error.severity ?? 'ERROR'
  const fields = [`S${severity}`, `V${severity}`, `C${error.sqlState}`, `M${error.message}`]
  if (error.detail !== undefined) fields.push(`D${error.detail}`)
  if (error.hint !== undefined) fields.push(`H${error.hint}`)
  return frame('E', ...fields.map(cString), Uint8Array.of(0))
}

/** What an error of the backend says. */
export function errorOf({ bytes }: Frame): ServerError {
  const fields = new Map<string, string>()
  for (let at = 5; at < bytes.length && bytes[at] !== 0; ) {
    const { text, next } = readText(bytes, at + 1)
    fields.set(String.fromCharCode(bytes[at]), text)
    at = next
  }
  const [detail, hint] = [fields.get('D'), fields.get('H')]
  return {
    sqlState: fields.get('C') ?? 'XX000',
    message: fields.get('M') ?? 'an error without a message',
    ...(detail !== undefined && { detail }),
    ...(hint !== undefined && { hint }),
  }
}

/** The first error of an answer. */
export function firstError(frames: readonly Frame[]): ServerError | undefined {
  const found = frames.find(({ kind }) => kind === 'E')
  return found && errorOf(found)
}

/** That the next statement may come. */
export const readyFrame = (status: Status): Frame => frame('Z', utf8(status))

/** The status that an answer ends with; undefined when it does not say that it is ready. */
export function statusOf(frames: readonly Frame[]): Status | undefined {
  const ready = frames.findLast(({ kind }) => kind === 'Z')
  return ready && (String.fromCharCode(ready.bytes[5]) as Status)
}

/** That a command is done: `COMMIT`. */
export const completeFrame = (tag: string): Frame => frame('C', cString(tag))

/** What a server says of itself to a client that connects, besides what the backend says. */
export function greeting(parameters: ReadonlyMap<string, string>, processId: number): Frame[] {
  return [
    frame('R', int32(0)),
    ...[...parameters].map(([name, value]) => frame('S', cString(name), cString(value))),
    // The key is no secret: who asks to cancel is not listened to.
    frame('K', int32(processId), int32(processId)),
    readyFrame('I'),
  ]
}
