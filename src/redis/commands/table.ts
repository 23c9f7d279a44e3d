/** All commands, by their names. */
import { unknownSubcommand, wrongArity } from '../protocol/failures.ts'
import { Failure } from '../protocol/reply.ts'
import { bits } from './bits.ts'
import { catalogueCommands } from './catalogue.ts'
import { clientCommands } from './clients.ts'
import { configuration } from './config.ts'
import { connection } from './connection.ts'
import { expiry } from './expiry.ts'
import { hashes } from './hashes.ts'
import { emptyHanded, serverCommands } from './info.ts'
import { keys, storage } from './keys.ts'
import { listMoves } from './list-moves.ts'
import { listPlaces } from './list-places.ts'
import { lists } from './lists.ts'
import { pubsub, pubsubInfo } from './pubsub.ts'
import type { Container, Found, Row } from './row.ts'
import { scans } from './scan.ts'
import { scripting, scriptCommands } from './scripting.ts'
import { setAlgebra } from './set-algebra.ts'
import { sets } from './sets.ts'
import { sorting } from './sort.ts'
import { sortedAlgebra } from './sorted-algebra.ts'
import { sortedPops } from './sorted-pops.ts'
import { sortedRanges } from './sorted-ranges.ts'
import { sortedSets } from './sorted-sets.ts'
import { streamClaims } from './stream-claims.ts'
import { streamGroups } from './stream-groups.ts'
import { streamInfo } from './stream-info.ts'
import { streamPending } from './stream-pending.ts'
import { streamReads } from './stream-reads.ts'
import { streams } from './streams.ts'
import { stringParts } from './string-parts.ts'
import { strings } from './strings.ts'
import { transactions } from './transactions.ts'

const families: readonly (readonly Row[])[] = [
  strings,
  stringParts,
  bits,
  keys,
  expiry,
  scans,
  sorting,
  hashes,
  lists,
  listMoves,
  listPlaces,
  sets,
  setAlgebra,
  sortedSets,
  sortedRanges,
  sortedPops,
  sortedAlgebra,
  streams,
  streamReads,
  streamPending,
  streamClaims,
  pubsub,
  transactions,
  scripting,
  connection,
  serverCommands,
]

const containers: readonly Container[] = [
  ...storage,
  streamGroups,
  streamInfo,
  pubsubInfo,
  scriptCommands,
  clientCommands,
  configuration,
  catalogueCommands(() => table),
  ...emptyHanded,
]

const table: ReadonlyMap<string, Row | Container> = new Map(
  [...families.flat(), ...containers].map(each => [each.name, each]),
)

/** The command that words mean, or what to answer where there is none. */
export function findRow(words: readonly string[]): Found | Failure {
  const name = words[0].toLowerCase()
  const found = table.get(name)
  if (found === undefined) return unknown(words)
  if ('run' in found) return { row: found, rest: words.slice(1) }
  if (words.length === 1) {
    return found.alone === undefined ? wrongArity(name) : { row: found.alone, rest: [] }
  }
  const row = found.rows.get(words[1].toLowerCase())
  if (row === undefined) return unknownSubcommand(name, words[1])
  return { row, rest: words.slice(2) }
}

/** The most characters that are told of what is not known. */
const MOST_TOLD = 128

function unknown([name, ...rest]: readonly string[]): Failure {
  let told = ''
  for (const word of rest) {
    if (told.length >= MOST_TOLD) break
    told += `'${word.slice(0, MOST_TOLD - told.length)}' `
  }
  const what = `unknown command '${name.slice(0, MOST_TOLD)}', with args beginning with: ${told}`
  return new Failure(`ERR ${what}`)
}
