/** Connections that code makes over a link by itself, so that faults can break them off. */
import type { InForce } from '../faults/in-force.ts'
import type { World } from '../world.ts'
import { type Resettable, Resets } from './resets.ts'

/** One that stands. */
export class Socket implements Resettable {
  readonly isReady = true
  isOver = false
  limit: InForce | null = null
  sentBytes = 0
  readonly carries = 1
  /** Tells both ends that it has broken off. */
  readonly breakOff: () => void

  constructor(breakOff: () => void) {
    this.breakOff = breakOff
  }
}

/** Those of one link. */
export class Sockets {
  readonly #open = new Set<Socket>()
  readonly #resets: Resets<Socket>

  constructor(world: World) {
    this.#resets = new Resets(world, socket => {
      this.closed(socket)
      socket.breakOff()
    })
  }

  /** One is there. @param breakOff tells both ends that it has broken off */
  made(breakOff: () => void): Socket {
    const socket = new Socket(breakOff)
    this.#open.add(socket)
    this.#resets.made(socket)
    return socket
  }

  /** Bytes set out over one. @returns whether that breaks it off, and loses them */
  breaksOff(socket: Socket, bytes: number): boolean {
    return !socket.isOver && this.#resets.breaksOff(socket, bytes)
  }

  closed(socket: Socket): void {
    socket.isOver = true
    this.#open.delete(socket)
  }

  /** A fault breaks them off, those that are there and those that will be. */
  beginResets(fault: InForce): void {
    this.#resets.begin(fault, [...this.#open])
  }

  endResets(fault: InForce): void {
    this.#resets.end(fault)
  }
}
