/** Wires queues: who stores messages, which workers take them, where dead letters go. */
import type { CallPolicy, MessagesData, SizeData } from '../declare/data.ts'
import { inUsualOrder, layered } from '../declare/calls/layers.ts'
import type { Ms } from '../kernel/units.ts'
import { Broker } from '../world/queue/broker.ts'
import { Consumer } from '../world/queue/consumer.ts'
import type { Component } from '../world/handling/component.ts'
import { Doors } from '../world/handling/door.ts'
import type { Link } from '../world/network/link.ts'
import { Do, Instruction, type Program } from '../world/handling/program.ts'
import type { CallSites, Caller } from './call-sites.ts'

/** What queues are wired with. */
export type QueueParts = {
  readonly components: ReadonlyMap<string, Component>
  readonly programs: ReadonlyMap<string, Instruction[]>
  readonly sites: CallSites
}

/** Gives a queue its broker, and the broker its workers. */
export function wireQueue(name: string, messages: MessagesData, parts: QueueParts): void {
  const queue = parts.components.get(name) as Component
  const { recording } = queue.world
  const broker = new Broker(queue, messages, recording.queueMeter(name, messages.capacity))
  storeLast(parts.programs.get(`${name}.`) as Instruction[], broker)
  const sending = new Sending(queue, parts.sites, messages)
  for (const worker of messages.workers) {
    const delivery = sending.to(worker, messages.visibilityMs)
    addConsumers(broker, parts.components.get(worker) as Component, delivery)
  }
  const { deadLetters } = messages
  if (deadLetters !== null) broker.deadLetters = sending.to(deadLetters).program
}

/** Publishing ends with the message in the queue. */
function storeLast(program: Instruction[], broker: Broker): void {
  const store = new Instruction(Do.Store)
  store.broker = broker
  program.splice(-1, 0, store)
}

/** Makes the calls by which a queue sends messages on. */
class Sending {
  readonly #caller: Caller
  readonly #sites: CallSites
  readonly #messageBytes: SizeData

  constructor(component: Component, sites: CallSites, { messageBytes }: MessagesData) {
    this.#messageBytes = messageBytes
    this.#caller = { component, sequence: component.handling.name, part: null, client: null }
    this.#sites = sites
  }

  to(callee: string, timeout?: Ms): { program: Program; link: Link } {
    const { component } = this.#caller
    const call = new Instruction(Do.Call)
    call.site = this.#sites.delivery(this.#caller, callee, this.#policy(timeout))
    const link = this.#sites.links.of(`${component.handling.name}->${callee}`, component, callee)
    return { program: [call, new Instruction(Do.End)], link }
  }

  #policy(timeout: Ms | undefined): CallPolicy {
    return layered(inUsualOrder({ timeout }), {
      optional: false,
      cancel: false,
      propagate: false,
      key: null,
      requestBytes: this.#messageBytes,
      responseBytes: 0,
    })
  }
}

function addConsumers(
  broker: Broker,
  worker: Component,
  route: { readonly program: Program; readonly link: Link },
): void {
  const consumers = worker.replicas.map(replica => {
    const consumer = new Consumer(replica, route, () => broker.deliver())
    replica.doors = Doors.within(replica.doors, consumer)
    return consumer
  })
  worker.memories.push({
    reset: replica => consumers[replica].restarted(),
    opened: replica => consumers[replica].opened(),
  })
  broker.consumers.push(...consumers)
}
