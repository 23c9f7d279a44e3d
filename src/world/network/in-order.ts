/** Answers that come in the order of the requests, as over a pipelined connection. */
import type { Actor, Agenda } from '../../kernel/agenda.ts'
import type { Task } from '../handling/task.ts'
import type { World } from '../world.ts'
import type { Connections } from './connections.ts'
import type { Lease } from './lease.ts'
import { Message, noteHeld } from './message.ts'

/** Stands before a call site, and keeps answers back until those before them have come. */
class InOrder implements Actor<Task> {
  readonly #agenda: Agenda
  readonly #site: Actor<Task>

  constructor(agenda: Agenda, site: Actor<Task>) {
    this.#agenda = agenda
    this.#site = site
  }

  /** An answer has come. Nobody waits for one that is too late. */
  on(message: number, job: Task): void {
    const { call, ticket } = job
    const lease = call !== null && call.ticket === ticket ? call.lease : null
    const first = lease?.connection?.leases[0]
    if (lease === null || first === undefined || first === lease) {
      return this.#site.on(message, job)
    }
    lease.answer = job
    lease.answerSince = this.#agenda.now
  }
}

/** Whoever hears answers over a link: the call site, or whoever stands before it. */
export const inOrder = (connections: Connections | null, site: Actor<Task>): Actor<Task> =>
  connections?.data.isInOrder === true ? new InOrder(connections.world.agenda, site) : site

/** Lets an answer go on that has waited for those before it, or that nobody waits for any more. */
export function handOn(lease: Lease, { agenda }: World): void {
  const { answer, answerSince, call } = lease
  if (answer === null) return
  lease.answer = null
  noteHeld(answer.attempt, agenda.now - answerSince)
  agenda.soon(call.site, Message.Answered, answer)
}
