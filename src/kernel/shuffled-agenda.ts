/**
 * An agenda that draws lots among events of equal time, so that an order is seen which nobody
 * planned. It is a class of its own: the usual agenda never asks whether there are lots.
 */
import { type Actor, Agenda } from './agenda.ts'
import type { Random } from './streams.ts'
import type { Ms } from './units.ts'

/** How many lots there are; of equal ones the event planned first comes first. */
const LOTS = 0x10_0000
/** Turns of the usual kind stay below this, so a drawn one is behind them, and is nobody else's. */
const FIRST_LOT = 0x1_0000_0000

/**
 * Virtual time and the events still to come; from `shuffle` on, each event that is planned draws
 * its place among all of its time. Nothing fires before what has planned it. What took its turn
 * before `shuffle` keeps it, and comes first.
 */
export class ShuffledAgenda extends Agenda {
  override readonly isFifo = false
  readonly #random: Random
  #isShuffling = false

  constructor(random: Random) {
    super()
    this.#random = random
  }

  /** Draws lots from now on. */
  shuffle(): void {
    this.#isShuffling = true
  }

  override takeTurn(): number {
    const turn = super.takeTurn()
    if (!this.#isShuffling) return turn
    return (1 + Math.floor(this.#random() * LOTS)) * FIRST_LOT + turn
  }

  override at<S>(time: Ms, actor: Actor<S>, event: number, subject: S): void {
    this.atTurn(time, this.takeTurn(), actor, event, subject)
  }

  override after<S>(delay: Ms, actor: Actor<S>, event: number, subject: S): void {
    this.atTurn(this.now + delay, this.takeTurn(), actor, event, subject)
  }

  /** Plans an event for now, at any place among what is due now. */
  override soon<S>(actor: Actor<S>, event: number, subject: S): void {
    this.atTurn(this.now, this.takeTurn(), actor, event, subject)
  }
}
