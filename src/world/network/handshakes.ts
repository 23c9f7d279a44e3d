/** Making a connection: how long it takes, and what may come in between. */
import type { ConnectionData } from '../../declare/network/network-data.ts'
import type { Effect } from '../../faults/effect.ts'
import type { Sampler } from '../../kernel/distributions/index.ts'
import type { Chance } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import { LinkEvent, type LinkMeter } from '../../record/link-meter.ts'
import { Reason } from '../../record/reason.ts'
import { connecting, connectingPlainly } from '../faults/passage.ts'
import type { World } from '../world.ts'
import type { Connection } from './connection.ts'
import type { Link } from './link.ts'
import type { Listener } from './listener.ts'

/** What comes of making a connection. */
export type Handshake = {
  /** Infinity when nobody ever answers. */
  readonly takesMs: Ms
  /** The fault it fails of. */
  readonly error: Effect | null
  /** Why the callee turns it away; `None` if it does not. */
  readonly refusal: number
}

/** What the connections of a link are made with. */
export type HandshakePieces = {
  readonly data: ConnectionData
  /** How long a look-up of the name takes; null for no time. */
  readonly dns: Sampler | null
  readonly chance: Chance
  readonly meter: LinkMeter
}

/** Makes the connections over one link. */
export class Handshakes {
  readonly #world: World
  readonly #link: Link
  readonly #pieces: HandshakePieces

  constructor(world: World, link: Link, pieces: HandshakePieces) {
    this.#world = world
    this.#link = link
    this.#pieces = pieces
  }

  /** There and back, once, as it is now. */
  roundTripMs(): Ms {
    return this.#link.roundTripMs(this.#pieces.chance)
  }

  /**
   * Whether the callee has closed a connection that was idle, and the word is on its way.
   *
   * @returns how long it takes to learn of it; null if it is open
   */
  closedMs({ idleSince }: Connection, listener: Listener | null): Ms | null {
    const idleMs = listener?.data.idleMs ?? Infinity
    if (idleMs === Infinity) return null
    const { now } = this.#world.agenda
    const roundTripMs = this.roundTripMs()
    const { conditions } = this.#link
    const isClosed = now - idleSince > idleMs - roundTripMs
    return isClosed && (conditions.quiet || !conditions.severs(now)) ? roundTripMs : null
  }

  /** Begins to make one. @param listener the side of the callee, where it has a say */
  begin(connection: Connection, listener: Listener | null): Handshake {
    const { data, dns, chance } = this.#pieces
    const { now } = this.#world.agenda
    let takesMs: Ms = dns === null ? 0 : dns.quantile(chance.next())
    let heardMs = takesMs
    for (let i = 0; i < data.roundTrips; i++) {
      takesMs += this.roundTripMs()
      if (i === 0) heardMs = takesMs
    }
    const { conditions } = this.#link
    const meets = data.isTrusting ? connectingPlainly : connecting
    const error = conditions.quiet ? null : conditions.error(now, meets)
    if (error !== null) {
      const isAtEnd = error.errorAt === 'handshake'
      return { takesMs: isAtEnd ? takesMs : error.errorAfterMs, error, refusal: Reason.None }
    }
    if (this.#isSevered(now)) return { takesMs: Infinity, error, refusal: Reason.None }
    const { refusal, afterMs } = listener?.welcome(connection, now) ?? welcome
    if (refusal === Reason.Refused) return { takesMs: heardMs, error, refusal }
    if (refusal === Reason.None) this.#count()
    return { takesMs: takesMs + afterMs, error, refusal }
  }

  #count(): void {
    const { grid } = this.#world.recording
    this.#pieces.meter.there.count(grid.slotAt(this.#world.agenda.now), LinkEvent.Connected)
  }

  /** A handshake that is lost ends with the attempt, unless the transport begins it again. */
  #isSevered(now: Ms): boolean {
    const { conditions, traffic } = this.#link
    if (conditions.quiet || this.#pieces.data.roundTrips === 0) return false
    return traffic?.outlivesPartitions !== true && conditions.severs(now)
  }
}

/** Where the callee says nothing of connections. */
const welcome = { refusal: Reason.None, afterMs: 0 } as const
