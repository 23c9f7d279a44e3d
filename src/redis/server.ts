/** A Redis server that knows nothing of sockets: bytes come in, bytes go out, in virtual time. */
import type { Session, Surroundings } from '../kernel/surroundings.ts'
import { type Beside, Core } from './core.ts'
import { valueOf } from './answers.ts'
import { ask } from './execute.ts'
import { fromUnicode } from './protocol/bytes.ts'
import { Connection } from './session.ts'
import type { RedisOptions } from './settings.ts'

/**
 * A Redis of one run. It answers as Redis 7.0 does, to the byte.
 *
 * @example
 * const redis = new RedisServer({ now: () => 0, random: () => 0.5, after: () => () => undefined })
 * const session = redis.connect(bytes => client.push(bytes), () => client.end())
 * session.receive(Buffer.from('PING\r\n'))
 */
export class RedisServer {
  readonly #core: Core

  /**
   * @param options password and bounds; see RedisOptions
   * @param beside which commands are refused for now, and whether a replica takes over
   */
  constructor(around: Surroundings, options: RedisOptions = {}, beside: Beside = {}) {
    this.#core = new Core(around, options, beside)
  }

  /**
   * A client connects.
   *
   * @param send takes what the server has to say
   * @param end the server hangs up
   */
  connect(send: (bytes: Uint8Array) => void, end: () => void): Session {
    return new Connection(this.#core, { send, end })
  }

  /** Forgets every key and every script, as a server that keeps nothing does when it restarts. */
  flush(): void {
    this.#core.clear()
    this.#core.scripts?.flush()
  }

  /**
   * Loses every connection, scripts, and who waits for a key. What it holds it still has, as with a
   * log; or, where a replica takes over, what that has heard of.
   */
  crash(): void {
    this.#core.turn(() => this.#core.crash())
  }

  /**
   * Forgets a share of its keys, drawn one by one.
   *
   * @param random from 0 to 1
   * @returns how many keys were forgotten
   */
  forget(share: number, random: () => number): number {
    let lost = 0
    this.#core.turn(() => void (lost = this.#core.lose(share, random)))
    return lost
  }

  /**
   * Asks as somebody who looks on: without a password, without waiting, and without using a key,
   * which is evicted as if nobody had asked.
   *
   * @returns strings, numbers, null, arrays, or an Error that was answered
   * @example redis.command('HGETALL', 'user:1') // ['name', 'Ada']
   */
  command(...parts: string[]): unknown {
    const words = parts.map(fromUnicode)
    let answer: unknown
    this.#core.observe(() => {
      const client = this.#core.newClient()
      client.isTrusted = true
      answer = valueOf(ask(this.#core, client, words))
    })
    return answer
  }
}
