/** What a client has sent and has not been answered yet, in groups that are done at once. */
import type { Batch } from './batch.ts'
import type { ServerError } from './wire/answers.ts'
import type { Frame } from './wire/frame.ts'

/** Messages that are done at once: a simple query, or those up to Sync or Flush. */
export type Group = { readonly frames: readonly Frame[]; readonly ends: Batch['ends'] }

/** The most groups that wait for those before: more is a client that never listens. */
const MOST_GROUPS = 10_000

/** The most messages of one group, which a client that never sends Sync would exceed. */
const MOST_FRAMES = 100_000

/** The messages of one client, in the order in which they came. */
export class Inbox {
  readonly #groups: Group[] = []
  #gathered: Frame[] = []

  /**
   * Takes a message.
   *
   * @returns the error the connection ends with, or `bye` when the client ends it
   */
  take(frame: Frame): ServerError | 'bye' | undefined {
    switch (frame.kind) {
      case 'X':
        return 'bye'
      case 'F':
        return noFunctionCall
      case 'Q':
        return this.#add({ frames: [frame], ends: 'query' })
      case 'S':
        return this.#addGathered(frame, 'sync')
      case 'H':
        return this.#addGathered(frame, 'flush')
      default:
        // A password nobody asked for, or rows of a COPY that was refused, are passed over.
        if ('PBDEC'.includes(frame.kind)) this.#gathered.push(frame)
        return this.#gathered.length > MOST_FRAMES ? tooMuch : undefined
    }
  }

  #addGathered(last: Frame, ends: 'sync' | 'flush'): ServerError | undefined {
    const frames = [...this.#gathered, last]
    this.#gathered = []
    return this.#add({ frames, ends })
  }

  #add(group: Group): ServerError | undefined {
    this.#groups.push(group)
    return this.#groups.length > MOST_GROUPS ? tooMuch : undefined
  }

  /** The group that is next. */
  next(): Group | undefined {
    return this.#groups.shift()
  }
}

const noFunctionCall: ServerError = {
  sqlState: '0A000',
  message: "gameday's PostgreSQL takes no FunctionCall: call the function in a SELECT",
}

const tooMuch: ServerError = {
  sqlState: '53200',
  message: `more than ${MOST_GROUPS} statements wait for the answer to one before`,
}
