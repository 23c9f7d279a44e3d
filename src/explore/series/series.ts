/** A series of runs: variants of something, played in order, each taken as soon as it is done. */
import type { Crew, Job } from './crew.ts'
import { inTurn } from '../../virtual/turn.ts'
import type { WorkName } from './works.ts'

/** What is played, and who takes what comes of it. */
export type Series<V, R> = {
  /**
   * In order. In this thread the next is asked for when what came of those before it was taken;
   * others are dealt what is known before.
   */
  readonly variants: Iterable<V>
  /** Plays one: at once, or where that may wait for something real, as a promise. */
  readonly play: (variant: V) => R | Promise<R>
  /** One as plain data, for threads. Default: it is plain data. */
  readonly packed?: ((variant: V) => unknown) | undefined
  /** Takes what came of one, in the order of variants. */
  readonly take: (result: R, variant: V) => void
  /**
   * Whether it is still to be played: what came of others may make it needless, for good. Default:
   * it is.
   */
  readonly isWanted?: ((variant: V) => boolean) | undefined
  /** Stops it between two runs. */
  readonly signal: AbortSignal | undefined
}

/** Whoever plays instead of this thread; undefined for nobody. */
export type Others = Pick<Crew<never>, 'play'> | undefined

/**
 * Plays in this thread, or has others play. Between two runs everybody has their turn: timers,
 * signals, the test runner.
 *
 * @returns whether its signal stopped it while there was more to play
 */
export async function playSeries<V, R>(series: Series<V, R>, others?: Others): Promise<boolean> {
  if (others !== undefined) return others.play(series)
  const { variants, play, take, isWanted = () => true, signal } = series
  for (const variant of variants) {
    if (!isWanted(variant)) continue
    const isStopped = await inTurn(() => {
      if (signal?.aborted === true) return true
      const played = play(variant)
      const taken = (result: R): boolean => (take(result, variant), false)
      return played instanceof Promise ? played.then(taken) : taken(played)
    })
    if (isStopped) return true
  }
  return false
}

/** What plays the runs that a script asks for. */
export type Stage<V, R> = Pick<Series<V, R>, 'play' | 'signal'>

/**
 * Plays what a script asks for: it yields what to play, is handed what came of it, and goes on from
 * there.
 *
 * @returns what the script returns; undefined when the signal stopped it before
 */
export async function playScript<V, R, T>(
  script: Generator<V, T, R>,
  { play, signal }: Stage<V, R>,
): Promise<T | undefined> {
  let step = script.next()
  function* asked(): Generator<V> {
    while (step.done !== true) yield step.value
  }
  const take = (result: R): void => void (step = script.next(result))
  await playSeries({ variants: asked(), play, take, signal })
  return step.done === true ? step.value : undefined
}

/**
 * Takes steps, each of which plays a run by itself.
 *
 * @param told after each
 * @returns whether the signal stopped it before the last
 */
export function playSteps(
  steps: Iterator<unknown>,
  { told, signal }: { readonly told: () => void; readonly signal: AbortSignal | undefined },
): Promise<boolean> {
  const course = { isDone: false }
  function* left(): Generator<undefined> {
    while (!course.isDone) yield undefined
  }
  const play = (): void => void (course.isDone = steps.next().done === true)
  const take = (): void => void (course.isDone || told())
  return playSeries({ variants: left(), play, take, signal })
}

/**
 * Has threads at hand while something is played; this one alone needs none.
 *
 * @param job what they must know before
 */
export async function withThreads<W extends WorkName, T>(
  threads: number,
  job: () => Omit<Job<W>, 'threads'>,
  play: (others: Others) => Promise<T>,
): Promise<T> {
  if (threads === 1) return play(undefined)
  const { Crew } = await import('./crew.ts')
  const crew = new Crew({ ...job(), threads })
  try {
    return await play(crew)
  } finally {
    await crew.close()
  }
}
