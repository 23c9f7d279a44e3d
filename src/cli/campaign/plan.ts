/** What a campaign plays, as the command line and the environment say. */
import { readFileSync } from 'node:fs'
import { type Header, headerOf } from '../../explore/campaign/header.ts'
import { type Shard, shardFrom } from '../../explore/campaign/shard.ts'
import type { Exploration } from '../../explore/exploration.ts'
import { loadExploration } from '../../explore/load.ts'
import type { Io } from '../command.ts'

/** What is played, and which part of it. */
export type Plan = {
  readonly exploration: Exploration
  /** The absolute path of its file. */
  readonly path: string
  readonly header: Header
  readonly shard: Shard | undefined
}

/** What may be said of it. */
export type Wishes = {
  readonly runs?: number
  readonly seed?: string
  readonly shard?: string
  readonly isUnguided: boolean
  readonly isWhole: boolean
}

/** Loads a file, and plans its campaign. @throws UsageError for what is wrong with it */
export async function planOf(file: string, wishes: Wishes, io: Io): Promise<Plan> {
  const { shard: part, isUnguided, isWhole, ...options } = wishes
  const written = shardOf(part, io)
  // The only shard there is, is the whole: nobody else is left to judge it.
  const shard = written?.of === 1 ? undefined : written
  const { path, exploration: declared } = await loadExploration(file, io.cwd)
  const exploration = declared.with({
    ...options,
    ...(isWhole && { whole: true }),
    // Shards cannot tell each other what they learn.
    ...((isUnguided || written !== undefined) && { guided: false }),
  })
  return { exploration, path, shard, header: headerOf(exploration, textOf(path), shard) }
}

function shardOf(written: string | undefined, { env }: Io): Shard | undefined {
  if (written !== undefined) return shardFrom(written, '--shard')
  const { GAMEDAY_SHARD: text = '' } = env
  return text === '' ? undefined : shardFrom(text, 'GAMEDAY_SHARD')
}

const textOf = (path: string): string => readFileSync(path, 'utf8')
