/** What a server tells of its keys on channels: that they have expired, or were evicted. */
import type { Channels } from './channels.ts'
import { Failure } from './protocol/reply.ts'

/** Why a key went by itself. */
export type Loss = 'expired' | 'evicted'

const letters: Readonly<Record<Loss, string>> = { expired: 'x', evicted: 'e' }

/** The letters of `notify-keyspace-events`, in the order in which CONFIG shows them. */
const known = ['x', 'e', 'K', 'E']

/** Tells of losses, if CONFIG has asked for it. */
export class KeyspaceEvents {
  readonly #channels: Channels
  #letters = ''

  constructor(channels: Channels) {
    this.#channels = channels
  }

  /** What it was set to, as CONFIG shows it. */
  get letters(): string {
    return this.#letters
  }

  /** Takes the letters of CONFIG: what to tell of, and on which channels. */
  set(written: string): void {
    const unknown = written.split('').find(letter => !known.includes(letter))
    if (unknown !== undefined) {
      throw new Failure(
        "ERR CONFIG SET failed (possibly related to argument 'notify-keyspace-events') - " +
          'gameday tells of keys that expire (x) or are evicted (e), on channels of keys (K) or ' +
          `of events (E), and knows no '${unknown}': write Ex, say`,
      )
    }
    this.#letters = known.filter(letter => written.includes(letter)).join('')
  }

  /** Whether anybody is to hear of such a loss. */
  tellsOf(loss: Loss): boolean {
    return this.#letters.includes(letters[loss]) && /[KE]/.test(this.#letters)
  }

  /** Tells of a key of a database. */
  tell(loss: Loss, database: number, key: string): void {
    if (!this.tellsOf(loss)) return
    if (this.#letters.includes('K')) {
      this.#channels.publish(`__keyspace@${database}__:${key}`, loss)
    }
    if (this.#letters.includes('E')) {
      this.#channels.publish(`__keyevent@${database}__:${loss}`, key)
    }
  }
}
