/** Progress on stderr: one line redrawn for a person, a plain line now and then elsewhere. */
import type { Io } from './command.ts'

/** A log has a line so often. */
const PLAIN_EVERY_MS = 5_000
/** No eye reads faster. */
const REDRAWN_EVERY_MS = 100

/** How far something has got. */
export type Step = {
  readonly text: string
  /** How much of the whole is done, 0 to 1; none where nobody knows. */
  readonly share?: number
}

/** Tells how far something has got, with the time it will still take. */
export class ProgressLine {
  readonly #io: Io
  readonly #startedAt: number
  #toldAt: number
  #isDrawn = false

  constructor(io: Io) {
    this.#io = io
    this.#startedAt = io.now()
    this.#toldAt = this.#startedAt
  }

  /** Tells it, unless the last time was just now. */
  show(step: Step): void {
    const { isTerminal, now } = this.#io
    const at = now()
    if (at - this.#toldAt < (isTerminal ? REDRAWN_EVERY_MS : PLAIN_EVERY_MS)) return
    this.#toldAt = at
    const line = textOf(step, at - this.#startedAt)
    this.#io.err(isTerminal ? `\r\u001b[2K${line}` : `${line}\n`)
    this.#isDrawn = isTerminal
  }

  /** Wipes the line, so that the result stands alone. */
  clear(): void {
    if (this.#isDrawn) this.#io.err('\r\u001b[2K')
    this.#isDrawn = false
  }
}

function textOf({ text, share }: Step, passedMs: number): string {
  if (share === undefined) return text
  const left = share === 0 ? [] : [`${timeText((passedMs / share) * (1 - share))} left`]
  return [`${Math.floor(share * 100)}%`, text, ...left].join(', ')
}

/** A time as one would say it: `40s`, `3m 20s`, `2h 5m`. */
function timeText(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  if (seconds < 60) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}m ${seconds % 60}s`
  return `${Math.floor(minutes / 60)}h ${minutes % 60}m`
}
