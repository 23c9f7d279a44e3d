/** What a thread of a crew does: it makes itself ready once, and plays variants. */
import { UsageError } from '../../kernel/errors.ts'
import { type Reply, unshared } from './pool.ts'
import { type WorkName, works } from './works.ts'

/** A variant to play. */
export type Task = {
  readonly work: WorkName
  /** What must be known before: the same for all that a thread plays. */
  readonly setup: SharedArrayBuffer
  readonly variant: unknown
}

let ready: ((variant: never) => unknown) | undefined

/** Plays a variant. */
export default function play({ work, setup, variant }: Task): Reply<unknown> {
  try {
    ready ??= works[work](unshared(setup) as never)
    return { result: ready(variant as never) }
  } catch (error) {
    if (error instanceof UsageError) return { problems: error.problems }
    return { failed: error instanceof Error ? `${error.stack}` : String(error) }
  }
}
