/**
 * One way of a connection: bytes go over the link in pieces, arrive in the order in which they were
 * said, and no more of them are on their way than the other end has room for.
 */
import type { Ms } from '../../kernel/units.ts'
import { connected } from '../../world/faults/passage.ts'
import type { Way } from '../../world/network/link.ts'
import { bare, type Road } from './road.ts'

/** No more bytes travel in one piece. */
const PIECE_BYTES = 2 ** 16
/** So many may be said before the other end has read them: about what Linux begins with. */
const WINDOW_BYTES = 2 ** 18

/** Bytes that travel together; null for the word that there are no more. */
type Piece = { readonly bytes: Uint8Array | null; readonly taken: () => void }

/** The end that says. */
export type Speaker = {
  /** Does something as its process. */
  soon(run: () => void): void
  /** A piece did not get there. */
  unheard(reason: number): void
}

/** The end that hears. */
export type Listener = {
  readonly isOver: boolean
  readonly isConnected: boolean
  soon(run: () => void): void
  /** Whether something that has come is for nobody, as nothing runs there. */
  readonly isSilent: boolean
  /** Whether what has come is taken. If not, whoever has sent it is told. */
  admits(way: Way): boolean
  /** @returns whether more is wanted */
  hears(bytes: Uint8Array): boolean
  heardAll(): void
}

/** One way of a connection. */
export class Flow {
  readonly #road: Road
  readonly #way: Way
  readonly #from: Speaker
  readonly #to: Listener
  #unsent: Piece[] = []
  #hasEnded = false
  /** How many pieces were sent, and bytes; and how many of those are known to be read. */
  #number = 0
  #sentBytes = 0
  #knownBytes = 0
  /** Until when the link is busy with what was sent. */
  #freeAt: Ms = 0
  #isPumping = false

  readonly #arrived = new Map<number, Piece>()
  #next = 0
  #readBytes = 0
  #isReading = false
  #isPaused = false
  #tellsRoom = false

  constructor(road: Road, way: Way, { from, to }: { from: Speaker; to: Listener }) {
    this.#road = road
    this.#way = way
    this.#from = from
    this.#to = to
  }

  /** Says bytes. @param taken is called as the speaker when they are on their way */
  say(bytes: Uint8Array, taken: () => void): void {
    const all = bytes.slice()
    for (let at = 0; at < all.length; at += PIECE_BYTES) {
      const isLast = at + PIECE_BYTES >= all.length
      const piece = all.subarray(at, at + PIECE_BYTES)
      this.#unsent.push({ bytes: piece, taken: isLast ? taken : nothing })
    }
    if (all.length === 0) process.nextTick(taken)
    this.#pump(run => process.nextTick(run))
  }

  /** All is said. */
  end(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#unsent.push({ bytes: null, taken: nothing })
    this.#pump(run => process.nextTick(run))
  }

  /** What is not on its way yet is not said any more. */
  cut(): void {
    this.#unsent = []
  }

  /** The listener takes more again, or only now. */
  resume(): void {
    this.#isPaused = false
    this.#read()
  }

  #pump(told: (taken: () => void) => void): void {
    while (this.#unsent.length > 0 && !this.#isPumping) {
      const [{ bytes, taken }] = this.#unsent
      if (bytes !== null && this.#sentBytes - this.#knownBytes >= WINDOW_BYTES) return
      const busyMs = this.#freeAt - this.#road.now
      if (busyMs > 0) return this.#pumpAfter(busyMs)
      this.#unsent.shift()
      this.#send({ bytes, taken })
      if (taken !== nothing) told(taken)
    }
  }

  #pumpAfter(ms: Ms): void {
    this.#isPumping = true
    this.#road.after(ms, () => {
      this.#isPumping = false
      this.#pump(taken => this.#from.soon(taken))
    })
  }

  #send(piece: Piece): void {
    const number = this.#number++
    const bytes = piece.bytes?.length ?? 0
    this.#sentBytes += bytes
    this.#freeAt = this.#road.now + this.#road.sendingMs(this.#way, bytes)
    this.#road.send(this.#way, {
      bytes,
      meets: connected,
      isMet: () => !this.#to.isSilent,
      arrived: () => this.#came(number, piece),
      failed: reason => this.#from.unheard(reason),
    })
  }

  #came(number: number, piece: Piece): void {
    if (!this.#to.admits(this.#way)) return
    this.#arrived.set(number, piece)
    this.#read()
  }

  /** In events of the listener, one for each piece. */
  #read(): void {
    const { isOver, isConnected } = this.#to
    if (this.#isReading || this.#isPaused || isOver || !isConnected) return
    const piece = this.#arrived.get(this.#next)
    if (piece === undefined) return
    this.#arrived.delete(this.#next++)
    this.#isReading = true
    this.#to.soon(() => this.#hear(piece.bytes))
  }

  #hear(bytes: Uint8Array | null): void {
    this.#isReading = false
    if (bytes === null) return this.#to.heardAll()
    this.#isPaused = !this.#to.hears(bytes)
    this.#readBytes += bytes.length
    this.#tellRoom()
    this.#read()
  }

  /** Who waits for room is told over the link; nobody else needs to hear of it there. */
  #tellRoom(): void {
    if (this.#unsent.length === 0) this.#knownBytes = this.#readBytes
    if (this.#unsent.length === 0 || this.#tellsRoom) return
    this.#tellsRoom = true
    const told = bare(() => {
      this.#tellsRoom = false
      this.#knownBytes = this.#readBytes
      this.#pump(taken => this.#from.soon(taken))
    })
    this.#road.send(this.#way === 'there' ? 'back' : 'there', told)
  }
}

const nothing = (): void => {}
