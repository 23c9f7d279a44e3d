/** Writes what becomes of the messages of one queue into the recording. */
import type { Agenda } from '../../kernel/agenda.ts'
import type { TimeGrid } from '../../record/grid.ts'
import type { ComponentMeter } from '../../record/meters.ts'
import { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { Message } from './message.ts'

/**
 * The numbers of a queue. Messages are counted as requests are: acknowledged is ok, dead-lettered
 * is rejected, lost is an error; they wait in the queue and are then with a worker.
 */
export class QueueLog {
  readonly #meter: ComponentMeter
  readonly #grid: TimeGrid
  readonly #agenda: Agenda

  constructor(meter: ComponentMeter, grid: TimeGrid, agenda: Agenda) {
    this.#meter = meter
    this.#grid = grid
    this.#agenda = agenda
  }

  published(message: Message): void {
    message.slot = this.#grid.slotAt(message.publishedAt)
    this.#meter.tally.counts.begin(message.slot)
    this.#moved(1, 1, 0)
  }

  /** It is on its way to a worker. The lag is counted once, from when it is due. */
  delivered(message: Message): void {
    if (message.deliveries === 1) {
      this.#meter.waiting.record(message.slot, this.#agenda.now - message.dueAt)
    }
    this.#meter.count('deliveries', message.slot)
    this.#moved(0, -1, 1)
  }

  /** It waits no longer, and yet is not delivered: its deliveries are used up. */
  withdrawn(): void {
    this.#moved(0, -1, 1)
  }

  /** Nobody acknowledged it: it waits again. */
  returned(): void {
    this.#moved(0, 1, -1)
  }

  acknowledged(message: Message): void {
    this.#ended(message, Outcome.Ok)
    this.#moved(-1, 0, -1)
  }

  deadLettered(message: Message): void {
    this.#ended(message, Outcome.Rejected)
    this.#because(message, message.because)
    this.#moved(-1, 0, -1)
  }

  /** It was lost with a worker, or on its way to the queue for dead letters. */
  lost(message: Message): void {
    this.#ended(message, Outcome.Error)
    this.#because(message, message.because)
    this.#moved(-1, 0, -1)
  }

  /** It was lost while it waited. */
  lostWaiting(message: Message, because: number): void {
    this.#ended(message, Outcome.Error)
    this.#because(message, because)
    this.#moved(-1, -1, 0)
  }

  #ended({ slot, publishedAt }: Message, outcome: Outcome): void {
    this.#meter.tally.end(slot, outcome, this.#agenda.now - publishedAt)
  }

  #because({ slot }: Message, reason: number): void {
    if (reason !== Reason.None) this.#meter.tally.because(reason, slot)
  }

  #moved(stored: number, waiting: number, delivered: number): void {
    this.#meter.levels.add(this.#agenda, stored, waiting, delivered)
  }
}
