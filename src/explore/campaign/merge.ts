/** Puts the results of shards together: the file that the campaign writes when it is not split. */
import { invariant, type Problem, UsageError } from '../../kernel/errors.ts'
import type { TrialResult } from '../search/trial.ts'
import { differences, type Header, wholeOf } from './header.ts'
import { numbersText } from './numbers-text.ts'
import type { Results } from './read-results.ts'
import { trialLine } from './result-lines.ts'
import { shardFrom, shardText, trialsOf } from './shard.ts'

/** A campaign, put together. */
export type Merged = {
  readonly header: Header
  /** In the order of trials, each once. */
  readonly results: readonly TrialResult[]
  /** The trials that no file has. */
  readonly missing: readonly number[]
  readonly warnings: readonly string[]
}

/**
 * Merges files of one campaign.
 *
 * @param files at least one
 * @throws UsageError when they are not of one campaign, or tell different results of one trial
 */
export function merge(files: readonly Results[]): Merged {
  const [first, ...others] = files
  invariant(first !== undefined, 'nothing is merged')
  const problems = others.flatMap(other => unlike(first, other))
  if (problems.length > 0) throw new UsageError(problems)
  const header = wholeOf(first.header)
  const found = together(files)
  const missing = trialsOf(header.runs, undefined).filter(trial => !found.has(trial))
  const results = [...found.values()].map(({ result }) => result)
  return {
    header,
    results: results.sort((a, b) => a.trial - b.trial),
    missing,
    warnings: files.flatMap(({ warnings }) => warnings),
  }
}

function unlike(first: Results, other: Results): Problem[] {
  return differences(first.header, other.header).map(difference => ({
    what: `two campaigns: they differ in ${difference}`,
    where: `${first.file} and ${other.file}`,
    fix: 'merge what was played by one version, of one file, with one seed and number of runs',
  }))
}

type Found = { readonly result: TrialResult; readonly text: string; readonly where: string }

/** Every trial once. The same result twice does no harm: a shard was played again. */
function together(files: readonly Results[]): Map<number, Found> {
  const found = new Map<number, Found>()
  const problems: Problem[] = []
  for (const { file, entries } of files) {
    for (const { result, line } of entries) {
      const entry = { result, text: trialLine(result), where: `${file}:${line}` }
      const known = found.get(result.trial)
      if (known === undefined || isUnfinished(known)) found.set(result.trial, entry)
      else if (!isUnfinished(entry) && known.text !== entry.text)
        problems.push(conflict(known, entry))
    }
  }
  if (problems.length > 0) throw new UsageError(problems.slice(0, MOST_CONFLICTS))
  return found
}

/** The same trial may have come to its end elsewhere. */
const isUnfinished = ({ result }: Found): boolean => result.verdict === 'unfinished'

/** One is enough to look into it. */
const MOST_CONFLICTS = 5

const conflict = (one: Found, other: Found): Problem => ({
  what: `trial ${one.result.trial} has two different results`,
  where: `${one.where} and ${other.where}`,
  fix:
    'the same trial always ends the same: something that the file imports differs between the ' +
    'machines, or a goal asks the clock, chance or the world outside',
})

/** What is missing, in a sentence; undefined when nothing is. */
export function gaps(files: readonly Results[], { missing }: Merged): string | undefined {
  if (missing.length === 0) return undefined
  const [one, verb] = missing.length === 1 ? ['trial', 'is'] : ['trials', 'are']
  const absent = absentShards(files)
  const why = absent.length === 0 ? '' : `; there is no file of shard ${absent.join(', ')}`
  return `${one} ${numbersText(missing)} ${verb} missing${why}`
}

function absentShards(files: readonly Results[]): string[] {
  const shards = files.map(({ header, file }) => header.shard && shardFrom(header.shard, file))
  const known = shards.filter(shard => typeof shard === 'object')
  const of = known[0]?.of ?? 0
  if (known.length < files.length || known.some(shard => shard.of !== of)) return []
  const here = new Set(known.map(({ index }) => index))
  const all = Array.from({ length: of }, (_, i) => i + 1)
  return all.filter(index => !here.has(index)).map(index => shardText({ index, of }))
}
