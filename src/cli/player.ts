/** Who plays trials on this machine: this thread, or others of this process. */
import { PoolPlayer } from '../explore/campaign/pool-player.ts'
import type { Exploration } from '../explore/exploration.ts'
import { LocalPlayer } from '../explore/search/local-player.ts'
import type { Player } from '../explore/search/player.ts'

/**
 * One thread is as fast as none, and starts later.
 *
 * @param file the absolute path of the exploration's file, which threads import
 * @param workers how many; undefined for as many as there are cores
 */
export function playerHere(
  exploration: Exploration,
  file: string,
  workers: number | undefined,
): Player {
  const { seed, guided, whole } = exploration.options
  if (workers === 1) return new LocalPlayer(exploration)
  return new PoolPlayer({ file, seed, guided, whole, workers })
}
