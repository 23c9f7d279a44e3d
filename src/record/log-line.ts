/** What code wrote to its console, as a run keeps it. */
import type { Ms } from '../kernel/units.ts'

/** One line that code wrote. */
export type LogLine = {
  /** When, in milliseconds of virtual time. */
  readonly at: Ms
  /** The component that wrote it. */
  readonly component: string
  /** Which of its replicas, from 0. */
  readonly replica: number
  /** `err` for warnings and errors. */
  readonly stream: 'out' | 'err'
  /** As Node.js would have printed it. */
  readonly text: string
}

/** More lines than these are counted, and not kept. */
const MOST_LINES = 10_000

/** The lines of one run. */
export class Logs {
  readonly lines: LogLine[] = []
  /** How many came when there was no room for more. */
  dropped = 0

  add(line: LogLine): void {
    if (this.lines.length < MOST_LINES) this.lines.push(Object.freeze(line))
    else this.dropped++
  }
}
