/** Wires queues: who stores messages, which workers take them, where dead letters go. */
import { Alarm } from '../kernel/alarm.ts'
import type { CallPolicy, MessagesData, PartData, SizeData } from '../declare/data.ts'
import { inUsualOrder, layered } from '../declare/calls/layers.ts'
import type { Ms } from '../kernel/units.ts'
import { Batching } from '../world/queue/batch.ts'
import { Broker } from '../world/queue/broker.ts'
import { PartitionMeter } from '../record/partition-meter.ts'
import { Consumer } from '../world/queue/consumer.ts'
import { Partitions } from '../world/queue/partitions.ts'
import { Idempotence } from '../world/queue/idempotence.ts'
import { Renewal } from '../world/queue/renewal.ts'
import { Room } from '../world/queue/room.ts'
import type { Component } from '../world/handling/component.ts'
import { Doors } from '../world/handling/door.ts'
import type { Link } from '../world/network/link.ts'
import { Do, Instruction, type Program } from '../world/handling/program.ts'
import type { CallSites, Caller } from './call-sites.ts'

/** What queues are wired with. */
export type QueueParts = {
  readonly declared: ReadonlyMap<string, PartData>
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
    const consumers = consumersOf(broker, parts.components.get(worker) as Component, delivery)
    equipConsumers(consumers, parts.declared.get(worker), broker)
    broker.consumers.push(...consumers)
  }
  const { deadLetters } = messages
  equip(queue, broker, messages)
  fill(queue, broker, messages.atStart)
  if (deadLetters !== null) broker.deadLetters = sending.to(deadLetters).program
}

/** Messages that have piled up before the run are there as it begins. */
function fill({ agenda }: Component, broker: Broker, atStart: number): void {
  if (atStart === 0) return
  const begins = new Alarm<null>(agenda, () => {
    for (let session = 1; session <= atStart; session++) {
      broker.store({ priority: 0, session, attempt: null }, null)
    }
  })
  begins.set(0, null)
}

/** What only some queues have: room to wait in, messages that nobody can handle, partitions. */
function equip(queue: Component, broker: Broker, messages: MessagesData): void {
  const { world, agenda, handling } = queue
  const { waits, poison, partitions: data, deliveries } = messages
  const [replica] = queue.replicas
  if (waits) {
    broker.room = new Room(agenda, () => broker.letIn())
    replica.doors = Doors.within(replica.doors, broker.room)
  }
  if (poison > 0) {
    const chance = world.chance(`${handling.name}/poison`)
    broker.poison = () => chance.next() < poison
  }
  if (data === null) return
  const meter = new PartitionMeter(world.recording.grid, data.count)
  const { consumers, asking } = broker
  const partitions = new Partitions({
    agenda,
    data,
    deliveries,
    consumers,
    asking,
    meter,
    assigned: () => broker.deliver(),
    takeBack: message => message.expire(),
  })
  world.recording.queueMeter(handling.name, messages.capacity).partitions = meter
  broker.backlog = partitions
  partitions.assign()
  for (const consumer of consumers) consumer.group = partitions
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

/** What only some workers do: ask for more time, and take several messages at once. */
function equipConsumers(
  consumers: readonly Consumer[],
  part: PartData | undefined,
  broker: Broker,
): void {
  if (part?.kind !== 'worker' || part.consuming === null || consumers.length === 0) return
  const { renewEveryMs, batch, idempotentMs } = part.consuming
  const { agenda } = consumers[0].replica.component
  const renewal = renewEveryMs === null ? null : new Renewal(agenda, renewEveryMs)
  const batching = batch === null ? null : new Batching(agenda, batch, broker)
  const idempotence = idempotentMs === null ? null : new Idempotence(idempotentMs)
  for (const consumer of consumers) {
    consumer.idempotence = idempotence
    consumer.renewal = renewal
    consumer.batching = batching
  }
}

function consumersOf(
  broker: Broker,
  worker: Component,
  route: { readonly program: Program; readonly link: Link },
): Consumer[] {
  const consumers = worker.replicas.map(replica => {
    const consumer = new Consumer(replica, route, () => broker.deliver())
    replica.doors = Doors.within(replica.doors, consumer)
    return consumer
  })
  worker.memories.push({
    reset: replica => consumers[replica].restarted(),
    opened: replica => consumers[replica].opened(),
    stopped: (replica, because) => consumers[replica].stopped(because),
  })
  return consumers
}
