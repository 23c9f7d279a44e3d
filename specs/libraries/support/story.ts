/** A library, unmodified, in the code of a system: what is played, and what its code notes. */
import type { Run } from '../../../src/index.ts'

/** Notes something, at the virtual time at which the code does. */
export type Note = (what: unknown) => void

/** A system in which code with a library takes part, played with a seed. */
export type Story = (note: Note, seed: string) => Promise<Run>

/** What a story came to. */
export type Told = {
  readonly run: Run
  /** What was noted, with the milliseconds since the run began. */
  readonly notes: readonly (readonly [at: number, what: unknown])[]
  /** Each call, message and outcome of the run, and all that was noted. */
  readonly trace: string
}

/** Midnight of 1 January 2026, when all runs begin. */
const START = Date.UTC(2026, 0, 1)

/** Plays a story. */
export async function told(story: Story, seed = '1'): Promise<Told> {
  const notes: [at: number, what: unknown][] = []
  const run = await story(what => void notes.push([Date.now() - START, what]), seed)
  return { run, notes, trace: JSON.stringify([run.recording, notes], null, 1) }
}

/** What came of a promise: its value, or the code or the message of its error. */
export async function cameOf(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    return await promise
  } catch (error) {
    const { code, message } = error as { code?: unknown; message: string }
    return typeof code === 'string' ? code : message
  }
}

/** Waits. */
export const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
