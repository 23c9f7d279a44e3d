/** A counterexample as a file of the store holds it; when it is read, nothing in it is trusted. */
import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { System } from '../../declare/index.ts'
import type { FaultData } from '../../faults/fault.ts'
import { faultFrom } from '../../faults/from-json.ts'
import { UsageError } from '../../kernel/errors.ts'
import {
  checked,
  message,
  oneOf,
  options,
  readBy,
  type Schema,
  shown,
} from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Counterexample } from '../findings.ts'
import type { Exploration } from '../exploration.ts'
import type { Schedule } from '../search/trial.ts'

/** What this version of gameday writes; it reads what was written before as well. */
const VERSION = 2
const READABLE: readonly unknown[] = [1, VERSION]

/** A counterexample that was kept. */
export type Stored = {
  readonly code: string
  /** The name of the exploration. */
  readonly exploration: string
  /** The file that declares it; null if it was not found by the command line. */
  readonly file: string | null
  /** Digests of the goals it was kept for; none of a file of version 1, which does not say. */
  readonly goals: readonly string[]
  /** A digest of the system at the time. */
  readonly system: string
  readonly goal: Counterexample['goal']
  readonly message: string
  readonly forMs: Ms
  readonly schedule: Schedule
}

/** The text of its file. */
export function storedText(
  counterexample: Counterexample,
  exploration: Exploration,
  { file, goals }: Pick<Stored, 'file' | 'goals'>,
): string {
  const { code, goal, message: said, seed, faults } = counterexample
  const { name, system, options: read } = exploration
  const data = { version: VERSION, code, exploration: name, file, goals, system: digestOf(system) }
  const run = { goal, message: said, forMs: read.forMs, seed, faults }
  return `${JSON.stringify({ ...data, ...run }, undefined, 2)}\n`
}

/** Tells a system from what it was when a counterexample was found. */
export const digestOf = (system: System): string =>
  createHash('sha256').update(JSON.stringify(system)).digest('hex').slice(0, DIGITS)

const DIGITS = 16

/**
 * Reads the text of a file.
 *
 * @param path for the messages
 * @throws UsageError that says where in the file it is wrong
 */
export function storedFrom(text: string, path: string): Stored {
  const data = parsed(text, path)
  const version = (data as { readonly version?: unknown } | null)?.version
  if (version !== undefined && !READABLE.includes(version)) {
    const what = `it was written by another gameday, as version ${shown(version)}`
    throw new UsageError({ what, where: path, fix: 'use that one, or remove the file' })
  }
  const { seed, faults, version: _, ...rest } = checked(schema, data, path)
  return { ...rest, schedule: { seed, faults } }
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError({
      what: `it is no JSON: ${(error as Error).message}`,
      where: `${path}:${badLineOf(text)}`,
      fix: 'remove it; a search that finds the same writes it anew',
    })
  }
}

/** The first line with which the text could not go on; the last if it only ends too early. */
function badLineOf(text: string): number {
  const lines = text.trimEnd().split('\n')
  const bad = lines.findIndex((_, i) => !couldGoOn(lines.slice(0, i + 1).join('\n')))
  return bad < 0 ? lines.length : bad + 1
}

/** What is wrong with a beginning that is right so far is wrong at its end. */
function couldGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning)
    return true
  } catch (error) {
    const { message: said } = error as Error
    const [, position] = /at position (\d+)/.exec(said) ?? []
    return said.includes('end of JSON') || Number(position) >= beginning.length
  }
}

const text = (example: string): Schema<string> =>
  v.pipe(
    v.string(issue => message(`${shown(issue.input)} is no text`, `write ${example}`)),
    v.nonEmpty(issue => message(`${shown(issue.input)} says nothing`, `write ${example}`)),
  )

const schema = options({
  version: v.custom<number>(
    version => READABLE.includes(version),
    () => message('it does not say its version', `write ${VERSION}`),
  ),
  code: text("'shop-3f2a9c1d'"),
  exploration: text("'shop'"),
  file: v.nullable(text("'shop.explore.ts', or null")),
  goals: v.optional(v.array(text('its digest')), []),
  system: text('its digest'),
  goal: oneOf(['holds', 'recovers', 'sometimes']),
  message: v.string(issue => message(`${shown(issue.input)} is no text`, "write '…'")),
  forMs: v.custom<Ms>(
    ms => typeof ms === 'number' && Number.isFinite(ms) && ms > 0,
    issue => message(`${shown(issue.input)} is no time`, 'write milliseconds, as in 60000'),
  ),
  seed: text("'1/17'"),
  faults: v.array(
    readBy((data: FaultData) => faultFrom(data)),
    issue => message(`${shown(issue.input)} is no list of faults`, 'write [ … ]'),
  ),
})
