/** Gives replicas the finite resources that their component declares. */
import type { HandlerData } from '../declare/data.ts'
import type { Door } from '../world/handling/door.ts'
import type { Replica } from '../world/handling/replica.ts'
import { Pipe } from '../world/resources/pipe.ts'
import { Resources } from '../world/resources/resources.ts'

/** @returns the door behind which they are, if requests hold some of them */
export function giveResources({ resources }: HandlerData, replica: Replica): Door | null {
  const { stocks, pipes } = resources
  if (pipes.length > 0) replica.pipes = pipes.map(({ eachMs }) => new Pipe(eachMs))
  if (stocks.length === 0) return null
  replica.resources = new Resources(replica, stocks)
  return replica.resources
}
