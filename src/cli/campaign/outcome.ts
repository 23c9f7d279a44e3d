/** What came of a campaign, or of several shards of it: told, with an exit code. */
import { relative } from 'node:path'
import { failuresIn, findingsIn } from '../../explore/campaign/findings.ts'
import { type Header, wholeOf } from '../../explore/campaign/header.ts'
import { numbersText } from '../../explore/campaign/numbers-text.ts'
import { Store } from '../../explore/counterexample/store.ts'
import type { Exploration } from '../../explore/exploration.ts'
import type { Ending } from '../../explore/findings.ts'
import type { TrialResult } from '../../explore/search/trial.ts'
import { counted } from '../../report/numbers.ts'
import { ExitCode, type Io } from '../command.ts'
import { asJson, asText } from '../commands/explore.ts'
import { TestFile } from '../test-file.ts'

/** What was played. */
export type Played = {
  readonly exploration: Exploration
  /** Where it is declared. */
  readonly path: string
  /** As it was written on the command line. */
  readonly file: string
  readonly header: Header
  readonly results: readonly TrialResult[]
  readonly ending: Ending
  readonly isJson: boolean
}

/** Tells it, after shrinking what broke; of a shard only what did not hold. */
export async function tellOutcome(played: Played, io: Io): Promise<ExitCode> {
  const { header } = played
  const isHeld =
    header.shard === undefined ? await tellWhole(played, io) : tellShard(played, header.shard, io)
  if (io.signal.aborted) return ExitCode.Interrupted
  return isHeld ? ExitCode.Held : ExitCode.Broken
}

/** @returns whether every goal held, and some fault struck */
async function tellWhole(played: Played, io: Io): Promise<boolean> {
  const { exploration, path: explored, results, ending, isJson } = played
  const known = Store.of(exploration, { cwd: io.cwd, file: relative(io.cwd, explored) })
  const watching = { signal: io.signal, told: () => undefined }
  const findings = await findingsIn(exploration, results, { ...watching, ending, known })
  const testFile = new TestFile({ explored, out: undefined, io })
  const told = { findings, exploration, testFile }
  const failed = failuresIn(results)
  if (isJson) io.out(asJson(told))
  else {
    if (failed.length > 0) io.out(`${failedText(failed, results.length)}\n\n`)
    io.out(asText(told, io))
  }
  return findings.verdict === 'held'
}

/**
 * Others may have broken with an earlier trial, and struck where this one did not: to shrink and to
 * judge the whole is left to whoever merges.
 */
function tellShard(
  { file, header, results, ending, isJson }: Played,
  shard: string,
  io: Io,
): boolean {
  const failed = failuresIn(results)
  const isHeld = failed.length === 0 && ending === 'done'
  if (isJson) {
    io.out(`${JSON.stringify({ ...wholeOf(header), shard, ending, failed })}\n`)
    return isHeld
  }
  const cut = ending === 'done' ? '' : ` (${ending})`
  io.out(`${header.name}, shard ${shard}: ${shardText(failed, results)}${cut}\n`)
  io.out(`Put all shards together with: gameday merge ${file} RESULTS…\n`)
  return isHeld
}

function shardText(failed: readonly number[], results: readonly TrialResult[]): string {
  const { length: of } = results
  if (of === 0) return 'no trial was played, so nothing is known'
  if (failed.length > 0) return failedText(failed, of)
  const hasStruck = results.some(({ touched }) => touched.length > 0)
  return `${counted(of, 'trial')}, all held${hasStruck ? '' : ', and no fault struck anything'}`
}

const failedText = (failed: readonly number[], of: number): string =>
  `${failed.length} of ${counted(of, 'trial')} did not hold: ${numbersText(failed)}`
