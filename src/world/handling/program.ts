/**
 * A program: what a component does with a request, compiled from the declared steps into one flat
 * list of instructions of one shape.
 */
import type { Draws } from '../../kernel/draws.ts'
import type { Chance } from '../../kernel/streams.ts'
import type { CallSite } from '../calls/call-site.ts'
import { chosenBy } from '../shares.ts'
import type { CacheFills } from '../caches/fills.ts'
import type { CacheKeys } from '../caches/keys.ts'
import type { Code } from './code.ts'
import type { Broker } from '../queue/broker.ts'
import type { Task } from './task.ts'

/** What an instruction does. */
export const Do = {
  /** Work for a drawn time. */
  Work: 0,
  /** Call, and wait for the answer. */
  Call: 1,
  /** Ask a cache, and wait for the answer. */
  Ask: 2,
  /** Go on at `to` if the cache had it. */
  IfHit: 3,
  /** Put into the cache what it did not have. */
  Fill: 4,
  /** Start as many rounds as `rounds` says, or go on at `to` if that is none. */
  Repeat: 5,
  /** Go back to `to` for the next round, if one is left. */
  Again: 6,
  /** Go on at one of several places, by weight. */
  Choose: 7,
  /** Go on at `to`. */
  Goto: 8,
  /** Do several programs at the same time, and wait for all, or for as many as are needed. */
  Fork: 9,
  /** The request is handled. */
  End: 10,
  /** Look into a cache of one's own. */
  Look: 11,
  /** Go on at `to` with what the cache had, or when a fill has come to an end. */
  Fetch: 12,
  /** Put a message into the queue. */
  Store: 13,
  /** Let the code of the component handle the request. */
  Run: 14,
  /** Say something: what the request asks, or what the answer is. */
  Say: 15,
} as const

/** One instruction. All have the same shape; what one does not need is empty. */
export class Instruction {
  to = 0
  rounds = 0
  /** Which loop, or which question to a cache, it is, counted from the outermost. */
  depth = 0
  label = ''
  /** How long each piece of work takes, or a message that is stored is kept back. */
  times: Draws | null = null
  chance: Chance | null = null
  site: CallSite | null = null
  keys: CacheKeys | null = null
  fills: CacheFills | null = null
  broker: Broker | null = null
  code: Code | null = null
  says: ((task: Task) => void) | null = null
  /** Cumulative shares, and where each leads. */
  shares: readonly number[] = []
  ways: readonly number[] = []
  branches: readonly Program[] = []
  /** How many of them are to be done. */
  needed = 0

  constructor(readonly does: number) {}
}

/** What is done with one kind of request. */
export type Program = readonly Instruction[]

/** Draws which way to go. */
export function drawWay({ shares, ways, chance }: Instruction): number {
  return ways[chosenBy((chance as Chance).next(), shares)]
}
