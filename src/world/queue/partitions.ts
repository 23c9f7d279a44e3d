/**
 * The partitions of a queue: a line each, of which one message at a time is with a worker, so that
 * those of a partition are handled in their order. Which replica of the workers takes messages of
 * which partition is settled anew whenever one of them stops or starts; meanwhile none does, and
 * what one had in hand that runs no more is taken back from it.
 */
import type { PartitionsData } from '../../declare/data.ts'
import { Alarm } from '../../kernel/alarm.ts'
import type { Agenda } from '../../kernel/agenda.ts'
import type { PartitionMeter } from '../../record/partition-meter.ts'
import type { Asking, Backlog } from './backlog.ts'
import type { Consumer } from './consumer.ts'
import { type Message, MessageLine } from './message.ts'

/** One partition. */
class Partition {
  readonly line = new MessageLine()
  /** The one with a worker, or to be delivered again: the others wait behind it. */
  inHand: Message | null = null
  /** Who takes its messages; null while nobody does. */
  owner: Consumer | null = null
}

/** What partitions are made with. */
export type PartitionPieces = {
  readonly agenda: Agenda
  readonly data: PartitionsData
  /** How many deliveries a message has. */
  readonly deliveries: number
  /** Every replica of every worker. */
  readonly consumers: readonly Consumer[]
  readonly asking: Asking
  readonly meter: PartitionMeter
  /** Told when partitions have owners again. */
  readonly assigned: () => void
  /** Ends a delivery that nobody will acknowledge. */
  readonly takeBack: (message: Message) => void
}

/** All partitions of one queue. */
export class Partitions implements Backlog {
  readonly #pieces: PartitionPieces
  readonly #all: readonly Partition[]
  readonly #settled: Alarm<number>
  readonly #missed: Alarm<{ readonly consumer: Consumer; readonly life: number }>
  /** How often it was begun to settle who takes which. */
  #round = 0
  #next = 0

  constructor(pieces: PartitionPieces) {
    const { agenda, data } = pieces
    this.#pieces = pieces
    this.#all = Array.from({ length: data.count }, () => new Partition())
    this.#settled = new Alarm(agenda, round => this.#assignIn(round))
    this.#missed = new Alarm(agenda, ({ consumer, life }) => {
      if (consumer.isDown && consumer.life === life) this.rebalance()
    })
  }

  add(message: Message): void {
    const at = message.session % this.#all.length
    message.partition = at
    this.#pieces.meter.published(at, this.#pieces.agenda.now)
    this.#all[at].line.add(message)
  }

  putBack(message: Message): void {
    const partition = this.#all[message.partition]
    partition.line.addFirst(message)
    partition.inHand = null
  }

  done({ partition }: Message): void {
    this.#pieces.meter.done(partition, this.#pieces.agenda.now)
    this.#all[partition].inHand = null
  }

  next(): Message | null {
    const { length } = this.#all
    for (let i = 0; i < length; i++) {
      const at = (this.#next + i) % length
      const partition = this.#all[at]
      const { first } = partition.line
      if (partition.inHand !== null || first === null) continue
      if (first.deliveries < this.#pieces.deliveries) {
        const { owner } = partition
        if (owner === null || !this.#pieces.asking.isHeard(owner)) continue
        first.consumer = owner
      }
      this.#next = at + 1
      partition.inHand = partition.line.shift()
      return partition.inHand
    }
    return null
  }

  shift(): Message | null {
    for (const { line } of this.#all) {
      const message = line.shift()
      if (message !== null) return message
    }
    return null
  }

  /** Partitions go to those that run, one after another. */
  assign(): void {
    const members = this.#pieces.consumers.filter(({ isDown }) => !isDown)
    for (const [i, partition] of this.#all.entries()) {
      partition.owner = members.length === 0 ? null : members[i % members.length]
    }
  }

  /** A consumer has stopped: that is known once it has not been heard of for a time. */
  stopped(consumer: Consumer): void {
    const { agenda, data } = this.#pieces
    this.#missed.set(agenda.now + data.sessionMs, { consumer, life: consumer.life })
  }

  /** Who takes which is settled anew, which takes a time. */
  rebalance(): void {
    const { agenda, data, meter } = this.#pieces
    for (const partition of this.#all) partition.owner = null
    meter.rebalanced(agenda.now)
    this.#settled.set(agenda.now + data.rebalanceMs, ++this.#round)
  }

  #assignIn(round: number): void {
    if (round !== this.#round) return
    this.#takeBack()
    this.assign()
    this.#pieces.assigned()
  }

  /**
   * What is with one that is down, or has begun anew, is read again by whoever is next. An
   * acknowledgement that was under way has come by now.
   */
  #takeBack(): void {
    for (const { inHand } of this.#all) {
      if (inHand?.consumer?.holds(inHand) === false) this.#pieces.takeBack(inHand)
    }
  }
}
