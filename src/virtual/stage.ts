/**
 * Who runs now. A process has one stage, however many copies of gameday are loaded into it (a suite
 * loads the package anew for each file, and once more as CommonJS): whoever replaced a global and
 * whoever plays must mean the same one.
 */
import { runInThisContext } from 'node:vm'
import type { UsageError } from '../kernel/errors.ts'
import type { EscapeKind } from './escapes/kinds.ts'
import type { Host } from './host.ts'

/** How code failed, by the name of the event of `process` that would have told it. */
export type HowFailed = 'uncaughtException' | 'unhandledRejection'

/** Who is told of what goes wrong while hosts run: the play whose turn it is. */
export interface Director {
  /** An error that the code of a host did not catch. */
  failed(host: Host, error: unknown, how: HowFailed): void
  /** An error that ends the play, whatever the code of the host does with it. */
  end(error: unknown): void
  /** An error reached `process` while a host was on the stage. */
  uncaught(): void
  /**
   * A host is about to do real work in the midst of an event.
   *
   * @param type what Node.js calls it
   * @returns the error about it, where it is refused
   */
  works(kind: EscapeKind, type: string): UsageError | undefined
  /** A host tells a thread something. @param id the number of the thread's resource of Node.js */
  asks(thread: object, id: number): void
  /** A thread says something. @param id the number of its resource of Node.js */
  hears(id: number): void
}

/** How long code has, by the real clock, and whether it was ended as that was not enough. */
export type TimeLimit = { readonly untilMs: number; isUp: boolean }

/** What is shared by all copies of gameday in a process. */
type Stage = {
  /** Whose code runs. */
  host: Host | null
  /** Whether it left nextTicks and microtasks. */
  isDirty: boolean
  /** Whose nextTick threw, until `process` has told of it. */
  interrupted: { readonly host: Host; readonly director: Director } | null
  /** How often its clock was read since it began to run. */
  reads: number
  /**
   * How often somebody began to run, and whether a play has its turn: shared with the thread that
   * looks whether it goes on.
   */
  readonly beats: Int32Array
  /** Whether that thread is there. */
  isWatched: boolean
  /** Told by that thread, in the midst of whatever runs, that it does not. */
  stuck: () => void
  /** Who began the resource of Node.js that stands for it, where a play waits for real work. */
  readonly owners: WeakMap<object, { readonly host: Host; readonly director: Director }>
  /** How many promises and nextTicks it made since then. */
  continuations: number
  /** The immediates that one host has set at one moment. */
  moment: { readonly host: Host | null; readonly at: number; immediates: number }
  /** The play whose turn it is. */
  director: Director | null
  /** Of code that is played at once; null where it may take as long as it does. */
  limit: TimeLimit | null
  /** Whether code of a host ever used AsyncLocalStorage: timers carry its store from then on. */
  hasStores: boolean
  /** What stands in place of a global, and the property that was there before. */
  readonly replaced: WeakMap<object, { readonly own: PropertyDescriptor | undefined }>
}

const empty = (): Stage => ({
  host: null,
  isDirty: false,
  interrupted: null,
  reads: 0,
  continuations: 0,
  beats: new Int32Array(new SharedArrayBuffer(8)),
  isWatched: false,
  stuck: () => undefined,
  moment: { host: null, at: 0, immediates: 0 },
  owners: new WeakMap(),
  director: null,
  limit: null,
  hasStores: false,
  replaced: new WeakMap(),
})

// Jest runs each file in a context of its own: these two are those of the process itself.
const root = runInThisContext('globalThis') as typeof globalThis
/** By which the thread that watches finds it, too. */
export const stageKey = 'gameday.virtual.stage.1'

const key = Symbol.for(stageKey)

/** The stage of this process. */
export const stage: Stage = (Reflect.get(root, key) as Stage | undefined) ?? raised()

function raised(): Stage {
  const value = empty()
  Object.defineProperty(root, key, { value })
  return value
}

/** The `process` that Node.js itself emits on: what Jest shows to a test is a copy. */
export const realProcess: NodeJS.Process = root.process
