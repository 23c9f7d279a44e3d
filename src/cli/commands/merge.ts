/** `gameday merge`: puts the results of shards together, and shrinks what broke. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { differences, type Header } from '../../explore/campaign/header.ts'
import { gaps, merge as together } from '../../explore/campaign/merge.ts'
import { readResults, type Results } from '../../explore/campaign/read-results.ts'
import { resultsText, writeResults } from '../../explore/campaign/write-results.ts'
import { UsageError } from '../../kernel/errors.ts'
import { readValues } from '../arguments.ts'
import { tellOutcome } from '../campaign/outcome.ts'
import { type Plan, planOf } from '../campaign/plan.ts'
import type { Call, Command, ExitCode, Io } from '../command.ts'
import { text } from '../values.ts'

/** Merges results. */
export const merge: Command = {
  name: 'merge',
  summary: 'put the results of shards together, and shrink what broke',
  usage: 'FILE RESULTS…',
  options: {
    out: { type: 'string', takes: 'MERGED', summary: 'where the merged results go' },
    partial: { type: 'boolean', summary: 'go on though trials are missing' },
    json: { type: 'boolean', summary: 'the result as JSON' },
  },
  help: `
FILE is what the campaign was played with; RESULTS are the files that it wrote with --out. The
merged file is the one that the whole campaign writes with --unguided, byte for byte.`,
  run: runMerge,
}

async function runMerge({ positionals, values, io }: Call): Promise<ExitCode> {
  const [file = '', ...paths] = positionals
  const { out } = readValues(values, { out: text })
  if (out !== undefined) await insistOnResults(resolve(io.cwd, out))
  const files = await readAll(paths, io)
  const found = together(files)
  for (const warning of found.warnings) io.err(`${warning}\n`)
  const missing = gaps(files, found)
  if (missing !== undefined && values['partial'] !== true) throw new UsageError(incomplete(missing))
  if (missing !== undefined) io.err(`${missing}\n`)
  const { header, results } = found
  const plan = await planFor(file, header, io)
  if (out !== undefined) {
    const end = missing === undefined ? 'complete' : 'stopped'
    writeResults(resolve(io.cwd, out), resultsText(header, results, end))
  }
  const ending = missing === undefined ? 'done' : 'stopped'
  const isJson = values['json'] === true
  return tellOutcome({ ...plan, file, header, results, ending, isJson }, io)
}

/** What stands where the merged results go may be results from before, and nothing else. */
async function insistOnResults(path: string): Promise<void> {
  if (!existsSync(path)) return
  try {
    await readResults(path)
  } catch {
    const what = `${path} is there already, and no results of a campaign`
    throw new UsageError({ what, where: '--out', fix: 'write another file, or remove this one' })
  }
}

/** Every file that is wrong is told, not only the first. */
async function readAll(paths: readonly string[], { cwd }: Io): Promise<Results[]> {
  const read = await Promise.allSettled(paths.map(path => readResults(resolve(cwd, path))))
  const problems = read.flatMap(one => {
    if (one.status === 'fulfilled') return []
    if (one.reason instanceof UsageError) return one.reason.problems
    throw one.reason
  })
  if (problems.length > 0) throw new UsageError(problems)
  return read.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
}

/** What the results are of: only the code that they were played with can shrink them. */
async function planFor(file: string, header: Header, io: Io): Promise<Plan> {
  const { runs, seed, guided, whole } = header
  const wishes = { runs, seed, isUnguided: !guided, isWhole: whole }
  const plan = await planOf(file, wishes, { ...io, env: {} })
  const [difference] = differences(plan.header, header)
  if (difference === undefined) return plan
  throw new UsageError({
    what: `the results were not played with this code: they differ in ${difference}`,
    where: file,
    fix: 'merge them with the code that they were played with',
  })
}

const incomplete = (what: string) => ({
  what,
  where: 'gameday merge',
  fix: 'give the files that have them, or say --partial to do without',
})
