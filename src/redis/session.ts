/** One connection: bytes become commands, which are executed in their order. */
import type { Client } from './client.ts'
import type { Core, Line } from './core.ts'
import { execute } from './execute.ts'
import { Failure } from './protocol/reply.ts'
import { ProtocolError, RequestReader } from './protocol/requests.ts'
import type { Session } from '../kernel/surroundings.ts'

/** A connection of a client. */
export class Connection implements Session {
  readonly #core: Core
  readonly #client: Client
  readonly #reader: RequestReader
  #isClosed = false

  constructor(core: Core, line: Omit<Line, 'resume'>) {
    this.#core = core
    this.#client = core.newClient({ ...line, resume: () => this.#go() })
    this.#reader = new RequestReader({ bulk: core.settings.maxStringBytes })
  }

  receive(bytes: Uint8Array): void {
    if (this.#isClosed) return
    this.#reader.feed(bytes)
    this.#core.turn(() => this.#go())
  }

  closed(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#core.turn(() => this.#core.forget(this.#client))
  }

  /** Executes what is whole, until a command waits or the connection ends. */
  #go(): void {
    const client = this.#client
    while (!this.#isClosed && !client.isEnding && client.waiter === undefined) {
      const words = this.#next()
      if (words === undefined) return
      execute(this.#core, client, words)
      this.#core.waiting.serve()
    }
  }

  #next(): string[] | undefined {
    try {
      return this.#reader.next(this.#client.isTrusted)
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.#client.reply(new Failure(`ERR Protocol error: ${error.message}`))
      this.#client.isEnding = true
      return undefined
    }
  }
}
