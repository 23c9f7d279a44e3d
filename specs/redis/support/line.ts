/** A line within the process from a real client to a server of ours. */
import { Duplex } from 'node:stream'
import type { RedisServer } from '../../../src/redis/server.ts'

/** As much of a socket as clients ask for. */
class Line extends Duplex {
  readonly connecting = false
  setNoDelay = (): this => this
  setKeepAlive = (): this => this
  setTimeout = (): this => this
  ref = (): this => this
  unref = (): this => this
}

/** A connection to a server. */
function lineTo(server: RedisServer): Line {
  const line: Line = new Line({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      session.receive(new Uint8Array(chunk))
      done()
    },
    final(done) {
      session.closed()
      line.push(null)
      done()
    },
    destroy(error, done) {
      session.closed()
      done(error)
    },
  })
  const session = server.connect(
    bytes => void line.push(bytes),
    () => void line.destroy(),
  )
  return line
}

/** What ioredis connects with in place of its own sockets. */
export const connectorTo = (server: RedisServer) =>
  class {
    #line: Line | undefined

    connect(): Promise<Line> {
      this.#line = lineTo(server)
      return Promise.resolve(this.#line)
    }

    disconnect(): void {
      this.#line?.end()
    }

    check(): boolean {
      return true
    }
  }
