/** What a campaign is: results can only be put together when all of this is the same. */
import { createHash } from 'node:crypto'
import type { Exploration } from '../exploration.ts'
import { version } from '../package.ts'
import { type Shard, shardText } from './shard.ts'

/** The first line of a file of results. */
export type Header = {
  /** The version of the format. */
  readonly results: typeof FORMAT
  /** The version of gameday. */
  readonly gameday: string
  readonly name: string
  /** Of the system, of what may go wrong, and of the text of the file. */
  readonly digest: string
  readonly seed: string
  /** How many trials the whole campaign has. */
  readonly runs: number
  readonly guided: boolean
  /** Whether every trial is played to its end. */
  readonly whole: boolean
  /** Which part of it this is; left out of the whole. */
  readonly shard?: string
}

/** The version of the format of results. */
export const FORMAT = 1

/** @param source the text of the file that the exploration is declared in */
export function headerOf(exploration: Exploration, source: string, shard?: Shard): Header {
  const { seed, runs, guided, whole } = exploration.options
  return {
    results: FORMAT,
    gameday: version,
    name: exploration.name,
    digest: digestOf(exploration, source),
    seed,
    runs,
    guided,
    whole,
    ...(shard === undefined ? {} : { shard: shardText(shard) }),
  }
}

/**
 * Tells explorations apart whose trials differ. Goals are code, so the text of their file stands
 * for them; what that file imports is not looked at, but for the system.
 */
function digestOf({ system, options }: Exploration, source: string): string {
  const { forMs, most, kinds, targets, withinMs, ranges, settleMs, eventLimit } = options
  const asked = { forMs, most, kinds, targets, withinMs, ranges, settleMs, eventLimit }
  const matters = options.periodic ? { ...asked, periodic: true } : asked
  return sha256(JSON.stringify({ system, matters, text: inUnix(source) }))
}

/** Tells the texts of files apart, before anything is imported. */
export const sourceDigest = (source: string): string => sha256(inUnix(source))

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Git writes other line ends on Windows. */
const inUnix = (text: string): string => text.replaceAll('\r\n', '\n')

/** What differs between two campaigns, in a phrase for each; shards of one campaign differ not. */
export function differences(one: Header, other: Header): string[] {
  const names = ['results', 'gameday', 'name', 'digest', 'seed', 'runs', 'guided', 'whole'] as const
  return names
    .filter(name => one[name] !== other[name])
    .map(name => `${meanings[name]} (${shownAs(one[name])}, not ${shownAs(other[name])})`)
}

const meanings = {
  results: 'the format of results',
  gameday: 'the version of gameday',
  name: 'the exploration',
  digest: 'the code: the system, its options, or the file',
  seed: 'the seed',
  runs: 'the number of trials',
  guided: 'whether it is guided',
  whole: 'whether its trials are played to their ends',
} as const

const shownAs = (value: string | number | boolean): string => String(value).slice(0, 12)

/** The header of the whole campaign that a shard belongs to. */
export function wholeOf(header: Header): Header {
  const { shard, ...whole } = header
  return shard === undefined ? header : whole
}
