/**
 * Lets a service of the user's handle requests: a factory makes it in each life of each replica, so
 * that what it remembers is lost with its process.
 */
import { UsageError } from '../../kernel/errors.ts'
import type { Code, Inside } from '../../world/handling/code.ts'
import type { Task } from '../../world/handling/task.ts'
import { FunctionRunner } from '../function-runner.ts'
import type { Serve } from '../http/serving.ts'
import { refuse } from '../net/accepting.ts'
import { Connection } from '../net/connection.ts'
import type { ReplicaProcess } from '../process.ts'
import { TaskInHand } from '../task-in-hand.ts'
import { servingListener, servingOf } from './made.ts'

/** What users write: it makes what serves, and may take its time. */
export type Factory = () => unknown

/** One life of one replica. */
type Instance = {
  serve: Serve | undefined
  isReady: boolean
  /** Requests that came before the first start was over; later ones are refused until then. */
  readonly waiting: TaskInHand[] | null
}

/** Runs the service of one component. */
export class AppRunner implements Code {
  readonly #factory: Factory
  readonly #name: string
  readonly #runner: FunctionRunner
  readonly #instances = new Map<ReplicaProcess, Instance>()

  constructor(factory: Factory, inside: Inside) {
    this.#factory = factory
    this.#name = inside.component.handling.name
    const serve = (request: unknown, { replica }: { readonly replica: number }): unknown =>
      this.#serve(request, inside.component.replicas[replica].process as ReplicaProcess)
    this.#runner = new FunctionRunner(serve, inside, process => this.#boot(process))
  }

  handle(task: Task): void {
    const process = task.replica.process as ReplicaProcess
    const instance = this.#instances.get(process)
    if (isListenedFor(task)) this.#runner.handle(task)
    else if (instance?.isReady === true) this.#asked(task, instance, process)
    else if (instance === undefined || instance.waiting === null) refuse(task)
    else instance.waiting.push(new TaskInHand(task))
  }

  /** It may listen later than its factory returns: until then nobody is there. */
  #asked(task: Task, instance: Instance, process: ReplicaProcess): void {
    instance.serve ??= servingListener(process.network)
    const mayListen = instance.serve === undefined && !process.underWay.isNothing
    if (!mayListen) return this.#runner.handle(task)
    process.desk.mishaps.unserved()
    refuse(task)
  }

  #serve(request: unknown, process: ReplicaProcess): unknown {
    const serve = this.#instances.get(process)?.serve
    if (serve !== undefined) return serve(request)
    throw new UsageError({
      what: `${this.#name} is asked, but nothing in it serves HTTP`,
      where: this.#name,
      fix: 'let its factory return the app, or let it listen',
    })
  }

  #boot(process: ReplicaProcess): void {
    const isFirst = !this.#instances.has(process)
    const instance: Instance = { serve: undefined, isReady: false, waiting: isFirst ? [] : null }
    this.#instances.set(process, instance)
    this.#start(instance, process).then(
      () => process.desk.later(() => this.#ready(instance, process)),
      (error: unknown) =>
        process.desk.later(() => {
          throw didNotStart(this.#name, error)
        }),
    )
  }

  async #start(instance: Instance, process: ReplicaProcess): Promise<void> {
    const made: unknown = await this.#factory()
    instance.serve = await servingOf(made, process.network)
  }

  #ready(instance: Instance, process: ReplicaProcess): void {
    instance.isReady = true
    for (const waiting of instance.waiting?.splice(0) ?? []) {
      const task = waiting.taken()
      if (task !== null) this.#asked(task, instance, process)
    }
  }
}

/** A server that listens takes connections, though the rest of the service is not there yet. */
function isListenedFor({ request, replica }: Task): boolean {
  if (!(request instanceof Connection)) return false
  return (replica.process as ReplicaProcess).network.listeners.has(request.port)
}

const didNotStart = (name: string, error: unknown): UsageError => {
  if (error instanceof UsageError) return error
  const made = new UsageError({
    what: `${name} did not start: ${error instanceof Error ? error.message : String(error)}`,
    where: name,
    fix: 'let its factory make the service without an error; see the cause',
  })
  return Object.assign(made, { cause: error })
}
