/** A campaign that was stopped goes on where it was: what its file holds is not played again. */
import { existsSync } from 'node:fs'
import { differences, type Header } from '../../explore/campaign/header.ts'
import { merge } from '../../explore/campaign/merge.ts'
import { readResults } from '../../explore/campaign/read-results.ts'
import type { TrialResult } from '../../explore/search/trial.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { Io } from '../command.ts'

/**
 * The results in a file, if it is there; but for trials that are unfinished.
 *
 * @throws UsageError when they are of another campaign, or not right
 */
export async function knownIn(
  path: string,
  header: Header,
  io: Io,
): Promise<readonly TrialResult[]> {
  if (!existsSync(path)) return []
  const file = await readResults(path)
  const found = differences(file.header, header)
  if (file.header.shard !== header.shard) found.push('the shard')
  if (found.length > 0) throw new UsageError(anotherCampaign(path, found))
  const { results, warnings } = merge([file])
  for (const warning of warnings) io.err(`${warning}\n`)
  // With more time, or on another machine, it may come to its end.
  return results.filter(({ verdict }) => verdict !== 'unfinished')
}

const anotherCampaign = (path: string, found: readonly string[]) => ({
  what: `${path} holds another campaign: they differ in ${found.join('; ')}`,
  where: '--out',
  fix: 'write another file, or remove this one',
})
