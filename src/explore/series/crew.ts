/** Threads that play the variants of a series; what comes of them is taken in order. */
import type { Tinypool } from 'tinypool'
import { UsageError } from '../../kernel/errors.ts'
import { deal } from './dealing.ts'
import { openPool, type Reply, runIn, shared } from './pool.ts'
import type { Series } from './series.ts'
import type { Task } from './thread.ts'
import type { Works, WorkName } from './works.ts'

/** What threads do, and what each of them must know before. */
export type Job<W extends WorkName> = {
  readonly work: W
  readonly setup: Parameters<Works[W]>[0]
  readonly threads: number
}

type Dealt<V, R> = Omit<Series<V, R>, 'play'>

/** Threads that are at work, and how many they are. */
type Opened = { readonly pool: Promise<Tinypool>; readonly threads: number }

/** What a thread calls. */
const ENTRY = 'src/explore/series/thread.ts'

/** Threads for one job, which may play several series of it: never more than there is to play. */
export class Crew<W extends WorkName> {
  readonly #threads: number
  readonly #shared: Pick<Task, 'work' | 'setup'>
  #opened: Opened | undefined

  constructor({ work, setup, threads }: Job<W>) {
    this.#threads = threads
    this.#shared = { work, setup: shared(setup) }
  }

  /**
   * Plays a series. What is taken, and in which order, does not depend on who is quicker.
   *
   * @returns whether its signal stopped it while there was more to play
   * @throws UsageError what a variant throws, as if those before it had been played alone
   */
  async play<V, R>(series: Dealt<V, R>): Promise<boolean> {
    const { signal, isWanted = () => true, packed = (variant: V) => variant } = series
    const variants = [...series.variants]
    const threads = Math.min(this.#threads, variants.length)
    if (threads === 0) return false
    const pool = await this.#poolOf(threads)
    const stop = (): void => void this.close()
    signal?.addEventListener('abort', stop, { once: true })
    const order = new InOrder<V, R>(series)
    try {
      const run = (variant: V) =>
        order.played(variant, runIn<R>(pool, { ...this.#shared, variant: packed(variant) }))
      const done = (): void => order.take()
      const isCut = await deal({ variants, threads, run, done, isWanted, signal })
      return isCut || order.isWaiting
    } finally {
      signal?.removeEventListener('abort', stop)
    }
  }

  /** Lets go of the threads. */
  async close(): Promise<void> {
    const opened = this.#opened
    this.#opened = undefined
    await (await opened?.pool)?.destroy()
  }

  /** So many threads at least: a later series may have more to play than those before it. */
  async #poolOf(threads: number): Promise<Tinypool> {
    if (this.#opened !== undefined && this.#opened.threads < threads) await this.close()
    this.#opened ??= { pool: openPool(ENTRY, threads), threads }
    return this.#opened.pool
  }
}

/** A variant that a thread has taken, and what came of it. */
type Entry<V, R> = { readonly variant: V; replied?: Reply<R> | Error }

/** Takes what threads reply in the order in which it was dealt, whoever is done first. */
class InOrder<V, R> {
  readonly #series: Dealt<V, R>
  readonly #dealt: Entry<V, R>[] = []
  #taken = 0

  constructor(series: Dealt<V, R>) {
    this.#series = series
  }

  /** Whether something was played and is not taken. */
  get isWaiting(): boolean {
    const { isWanted = () => true } = this.#series
    return this.#dealt.slice(this.#taken).some(({ variant }) => isWanted(variant))
  }

  get #isStopped(): boolean {
    return this.#series.signal?.aborted === true
  }

  /** Keeps what a thread replies at its place. */
  async played(variant: V, reply: Promise<Reply<R> | Error>): Promise<Reply<R> | Error> {
    const entry: Entry<V, R> = { variant }
    this.#dealt.push(entry)
    return (entry.replied = await reply)
  }

  /** Takes all whose turn has come, as one thread would: none once it is stopped. */
  take(): void {
    const { take, isWanted = () => true } = this.#series
    for (; this.#taken < this.#dealt.length && !this.#isStopped; this.#taken++) {
      const { variant, replied } = this.#dealt[this.#taken]
      if (replied === undefined) return
      if (isWanted(variant)) take(resultOf(replied), variant)
    }
  }
}

function resultOf<R>(replied: Reply<R> | Error): R {
  if (replied instanceof Error) throw new Error(`a thread died: ${replied.message}`)
  if ('problems' in replied) throw new UsageError(replied.problems)
  if ('failed' in replied) throw new Error(replied.failed)
  return replied.result
}
