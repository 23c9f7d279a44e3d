/** The side of a component on which connections come in: how many, for how long, how fast. */
import type { ListenData } from '../../declare/network/network-data.ts'
import type { Ms } from '../../kernel/units.ts'
import { Reason } from '../../record/reason.ts'
import { entrance } from '../faults/passage.ts'
import type { Component } from '../handling/component.ts'
import { Stock } from '../resources/stock.ts'
import type { Connection } from './connection.ts'

/** What comes of the wish to connect, as far as the callee is concerned. */
export type Welcome = {
  /** Why it is turned away; `None` if it is not. */
  readonly refusal: number
  /** How long it takes, in turn, beside the round trips; Infinity when nobody answers. */
  readonly afterMs: Ms
}

const silence: Welcome = Object.freeze({ refusal: Reason.Down, afterMs: Infinity })

const refused = (refusal: number): Welcome => ({ refusal, afterMs: 0 })

/** Takes the connections of all callers of one component. */
export class Listener {
  readonly data: ListenData
  /** How often all of it has stopped: what was connected before that is not any more. */
  generation = 0
  readonly #component: Component
  /** Those that are open; null where there may be any number. */
  readonly #open: Stock | null
  /** When everybody who waits to be accepted will have been. */
  #freeAt: Ms = 0.5

  constructor(component: Component, data: ListenData) {
    const { meter, replicas } = component
    const most = data.most * replicas.length
    this.data = data
    this.#component = component
    this.#open = most < Infinity ? new Stock(most, meter.resource(NAME), null) : null
    this.#freeAt = 0
  }

  /** Whether it has to hear of each connection that ends. */
  get counts(): boolean {
    return this.#open !== null
  }

  /** Somebody connects. */
  welcome(connection: Connection, now: Ms): Welcome {
    const { replicas } = this.#component
    const down = replicas.filter(({ conditions }) => conditions.isDown).length
    if (down === replicas.length) {
      return entrance(replicas[0].conditions, now) === 'refuses' ? refused(Reason.Refused) : silence
    }
    const afterMs = this.#acceptMs(now, replicas.length - down)
    if (afterMs === Infinity) return refused(Reason.Refused)
    const isIn = this.#open?.use(1, now, 1 + down * this.data.most) ?? true
    connection.isCounted = isIn && this.counts
    return { refusal: isIn ? Reason.None : Reason.TooManyConnections, afterMs }
  }

  /** A connection ends. */
  closed(connection: Connection, now: Ms): void {
    if (!connection.isCounted) return
    connection.isCounted = false
    this.#open?.giveBack(1, now)
  }

  /** None of its replicas runs any more. */
  calleeStopped(): void {
    this.generation++
    this.#freeAt = 0
  }

  /** One after another, as many at a time as replicas run. @returns Infinity if too many wait */
  #acceptMs(now: Ms, running: number): Ms {
    const eachMs = this.data.acceptMs / running
    if (eachMs === 0) return 0
    const waitMs = Math.max(0, this.#freeAt - now)
    if (waitMs > this.data.backlog * eachMs) return Infinity
    this.#freeAt = now + waitMs + eachMs
    return waitMs + eachMs
  }
}

/** What those that are open are called among the resources of a component. */
const NAME = 'connections'
