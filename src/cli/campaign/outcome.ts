/** What came of a campaign, or of several shards of it: told, with an exit code. */
import { failuresIn, findingsIn } from '../../explore/campaign/findings.ts'
import { type Header, wholeOf } from '../../explore/campaign/header.ts'
import { numbersText } from '../../explore/campaign/numbers-text.ts'
import type { Exploration } from '../../explore/exploration.ts'
import type { Ending } from '../../explore/findings.ts'
import type { TrialResult } from '../../explore/search/trial.ts'
import { explorationText } from '../../report/exploration-text.ts'
import { counted } from '../../report/numbers.ts'
import { ExitCode, type Io } from '../command.ts'

/** What was played. */
export type Played = {
  readonly exploration: Exploration
  /** As it was written on the command line. */
  readonly file: string
  readonly header: Header
  readonly results: readonly TrialResult[]
  readonly ending: Ending
  readonly isJson: boolean
}

/** Tells it, after shrinking what broke; of a shard only what did not hold. */
export async function tellOutcome(played: Played, io: Io): Promise<ExitCode> {
  const { header, results, ending } = played
  if (header.shard === undefined) await tellWhole(played, io)
  else tellShard(played, header.shard, io)
  if (failuresIn(results).length > 0) return ExitCode.Broken
  return ending === 'done' ? ExitCode.Held : ExitCode.Interrupted
}

async function tellWhole({ exploration, results, ending, isJson }: Played, io: Io): Promise<void> {
  const watching = { signal: io.signal, told: () => undefined, ending }
  const findings = await findingsIn(exploration, results, watching)
  const failed = failuresIn(results)
  if (isJson) return io.out(`${JSON.stringify({ ...findings, failed })}\n`)
  io.out(`${explorationText(findings)}\n`)
  if (failed.length > 0) io.out(`${failedText(failed, results.length)}\n`)
}

/** Others may have broken with an earlier trial: shrinking is left to whoever merges. */
function tellShard({ file, header, results, ending, isJson }: Played, shard: string, io: Io): void {
  const failed = failuresIn(results)
  if (isJson) {
    return io.out(`${JSON.stringify({ ...wholeOf(header), shard, ending, failed })}\n`)
  }
  const all = counted(results.length, 'trial')
  const cut = ending === 'done' ? '' : ` (${ending})`
  const told = failed.length === 0 ? 'all held' : failedText(failed, results.length)
  io.out(`${header.name}, shard ${shard}: ${all}${cut}, ${told}\n`)
  io.out(`Put all shards together with: gameday merge ${file} RESULTS…\n`)
}

const failedText = (failed: readonly number[], of: number): string =>
  `${failed.length} of ${counted(of, 'trial')} did not hold: ${numbersText(failed)}`
