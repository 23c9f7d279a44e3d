/** Plays a library on virtual time, three times over: all must tell the same. */
import { expect } from 'vitest'
import { Town } from '../../virtual/support/town.ts'

/** Notes something with the virtual time. */
export type Note = (what: unknown) => void

/** What was noted, and at which virtual millisecond. */
export type Diary = readonly (readonly [at: number, what: unknown])[]

/**
 * What code notes on virtual time, with either way to drain, and beside another run of it that goes
 * on at the same time.
 */
export async function diaryOf(code: (note: Note) => unknown): Promise<Diary> {
  const first = played(code, 'sync')
  const beside = played(code, 'sync', '2')
  const diary = await first
  await beside
  expect(await played(code, 'immediate')).toEqual(diary)
  return diary
}

async function played(
  code: (note: Note) => unknown,
  drain: 'sync' | 'immediate',
  seed = '1',
): Promise<Diary> {
  const town = new Town(seed)
  town.host('code').does(() => code(what => town.note(what)))
  await town.play({ drain })
  return town.diary
}

/** Fails always. */
export const fails = (): Promise<never> => Promise.reject(new Error('down'))

/** Never comes back. */
export const hangs = (): Promise<never> => new Promise(() => {})

/** What came of a promise: its value, or the message of its error. */
export async function outcome(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    return await promise
  } catch (error) {
    return (error as Error).message
  }
}
