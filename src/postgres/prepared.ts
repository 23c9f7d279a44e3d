/** The statements and portals of one session, under names that no other session has. */
import type { Batch, Prepared, Step } from './batch.ts'
import { type Statement, statementsOf } from './sql/statements.ts'
import { cString, readText } from './wire/bytes.ts'
import { type Frame, frame } from './wire/frame.ts'

/** Gives out the names of the backend, in an order that a run repeats. */
export type Names = { next(): string }

/** The most statements one session keeps prepared: more would be a leak of the client's. */
const MOST_PREPARED = 10_000

/** The letter that a portal is described or closed by, and not a statement. */
const PORTAL = 0x50

/** What one session has prepared and bound; it turns the client's messages into the backend's. */
export class PreparedStatements {
  readonly #statements = new Map<string, Prepared>()
  readonly #portals = new Map<string, Prepared>()
  readonly #names: Names
  readonly #session: number

  constructor(session: number, names: Names) {
    this.#session = session
    this.#names = names
  }

  /** Every statement that is prepared, to be forgotten with the session. */
  get all(): Iterable<Prepared> {
    return this.#statements.values()
  }

  /** The batch that messages of the extended protocol make. */
  batch(frames: readonly Frame[], ends: 'sync' | 'flush'): Batch {
    const executed: Prepared[] = []
    let about = ''
    const steps = frames.map(message => {
      const step = this.#step(message)
      about = step.needs?.sql ?? about
      if (message.kind === 'E') {
        const portal = this.#portals.get(readText(message.bytes, 5).text)
        if (portal !== undefined) executed.push(portal)
      }
      return step
    })
    const statements: Statement[] = executed.flatMap(({ statements }) => statements)
    const sql = executed.map(({ sql }) => sql).join('; ') || about
    return { steps, ends, statements, sql }
  }

  #step(message: Frame): Step {
    switch (message.kind) {
      case 'P':
        return this.#parse(message)
      case 'B':
        return this.#bind(message)
      case 'D':
        return this.#named(message)
      case 'C':
        return this.#close(message)
      case 'E': {
        const { text, next } = readText(message.bytes, 5)
        return { frame: frame('E', cString(this.#portal(text)), message.bytes.subarray(next)) }
      }
      default:
        return { frame: message }
    }
  }

  #parse({ bytes }: Frame): Step {
    const { text: name, next } = readText(bytes, 5)
    const { text: sql } = readText(bytes, next)
    // A name that is taken is prepared again under the old one, so that PostgreSQL refuses it.
    const taken = name === '' ? undefined : this.#statements.get(name)
    const backendName = taken?.backendName ?? (name === '' ? '' : this.#names.next())
    const parse = frame('P', cString(backendName), bytes.subarray(next))
    const prepared = { name, backendName, parse, statements: statementsOf(sql), sql }
    if (taken === undefined && this.#statements.size < MOST_PREPARED) {
      this.#statements.set(name, prepared)
    }
    return { frame: parse, needs: prepared }
  }

  #bind({ bytes }: Frame): Step {
    const { text: portal, next } = readText(bytes, 5)
    const { text: name, next: rest } = readText(bytes, next)
    const prepared = this.#statements.get(name)
    if (this.#portals.size > MOST_PREPARED) this.#portals.clear()
    if (prepared !== undefined) this.#portals.set(portal, prepared)
    const names = [cString(this.#portal(portal)), cString(prepared?.backendName ?? name)]
    const bound = frame('B', ...names, bytes.subarray(rest))
    return prepared === undefined ? { frame: bound } : { frame: bound, needs: prepared }
  }

  #named({ kind, bytes }: Frame): Step {
    const { text: name } = readText(bytes, 6)
    const what = bytes.subarray(5, 6)
    if (what[0] === PORTAL) return { frame: frame(kind, what, cString(this.#portal(name))) }
    const prepared = this.#statements.get(name)
    const described = frame(kind, what, cString(prepared?.backendName ?? name))
    return prepared === undefined ? { frame: described } : { frame: described, needs: prepared }
  }

  #close(message: Frame): Step {
    const { frame: closed } = this.#named(message)
    const { text: name } = readText(message.bytes, 6)
    if (message.bytes[5] === PORTAL) this.#portals.delete(name)
    else this.#statements.delete(name)
    return { frame: closed }
  }

  #portal(name: string): string {
    return name === '' ? '' : `${this.#session} ${name}`
  }

  /** Forgets statements that the backend did not come to prepare. */
  forget(prepared: Prepared): void {
    if (this.#statements.get(prepared.name) === prepared) this.#statements.delete(prepared.name)
  }
}
