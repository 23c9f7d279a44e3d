/** Who plays the trials of a campaign: this thread, threads of this process, or other machines. */
import { readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { sourceDigest } from '../../explore/campaign/header.ts'
import { RedisPlayer } from '../../explore/campaign/redis/redis-player.ts'
import type { Player } from '../../explore/search/player.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { Io } from '../command.ts'
import { playerHere } from '../player.ts'
import type { Plan } from './plan.ts'

/** By how many, or where. */
export type Means = {
  readonly workers: number | undefined
  readonly redis: string | undefined
}

/** The player. @throws UsageError for means that do not go together, and when no Redis answers */
export async function playerFor(plan: Plan, means: Means, io: Io): Promise<Player> {
  const { exploration, path, header, shard } = plan
  const { redis, workers } = means
  if (redis === undefined) return playerHere(exploration, path, workers)
  if (shard !== undefined) throw new UsageError(bothShardAndRedis)
  if (workers !== undefined) throw new UsageError(bothWorkersAndRedis)
  const file = relative(io.cwd, path).split(sep).join('/')
  const source = sourceDigest(readFileSync(path, 'utf8'))
  const tell = (text: string): void => io.err(`${text}\n`)
  return RedisPlayer.open({ file, source, header }, { address: redis, tell })
}

const bothShardAndRedis = {
  what: 'a shard is for machines that cannot talk, and Redis for those that can',
  where: 'gameday campaign',
  fix: 'leave out --redis, or --shard and GAMEDAY_SHARD',
}

const bothWorkersAndRedis = {
  what: 'with --redis nothing is played here, so --workers says nothing',
  where: 'gameday campaign',
  fix: 'start gameday worker --redis … --concurrency n, as often as you like',
}
