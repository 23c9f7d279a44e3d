/**
 * Compiles publishings that say something of their message: what the queue does for one is its own
 * program, with an end that heeds it. Where nothing is said, nothing of it is made.
 */
import type { MessageData } from '../declare/calls/message.ts'
import type { SystemData } from '../declare/data.ts'
import { Draws } from '../kernel/draws.ts'
import { samplerOf } from '../kernel/distributions/samplers.ts'
import type { Chance } from '../kernel/streams.ts'
import { Do, Instruction, type Program } from '../world/handling/program.ts'

type Publishing = {
  readonly queue: string
  readonly priority: number | null
  readonly delays: Draws | null
  readonly made: Instruction[]
}

/** The publishings of one run that say something of their message. */
export class Publishings {
  readonly #find: (queue: string) => { readonly program: Program }
  readonly #all: Publishing[] = []
  readonly #identified: ReadonlySet<string>

  constructor(find: (queue: string) => { readonly program: Program }, { parts }: SystemData) {
    this.#find = find
    const sources = [...parts.values()].map(part =>
      part.kind === 'worker' && typeof part.consuming?.idempotentMs === 'number'
        ? part.source
        : null,
    )
    this.#identified = new Set(sources.filter(source => source !== null))
  }

  /** Whether a worker asks what is published into a queue for its identity. */
  areIdentified(queue: string): boolean {
    return this.#identified.has(queue)
  }

  /** What a queue does for one of them. @param chance what its delays are drawn from */
  program(queue: string, { priority, delay }: MessageData, chance: () => Chance): Program {
    const delays = delay === null ? null : new Draws(samplerOf(delay), chance())
    const made: Instruction[] = []
    this.#all.push({ queue, priority, delays, made })
    return made
  }

  /** Queues know by now what they do: the same, but for how they store the message. */
  complete(): void {
    for (const { queue, priority, delays, made } of this.#all) {
      const own = this.#find(queue).program
      const store = new Instruction(Do.Store)
      store.broker = own[own.length - 2].broker
      store.times = delays
      made.push(...own.slice(0, -2), ...ranked(priority), store, new Instruction(Do.End))
    }
  }
}

function ranked(priority: number | null): Instruction[] {
  if (priority === null) return []
  const says = new Instruction(Do.Say)
  says.says = task => {
    task.priority = priority
  }
  return [says]
}
