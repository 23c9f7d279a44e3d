/** A wish to connect to a component that is modelled: nobody there speaks any protocol. */
import { taskHere } from '../handling-here.ts'
import { refused } from '../http/network-errors.ts'
import type { Callee, ProcessNetwork } from '../network.ts'
import type { Channel } from './channel.ts'
import { End } from './end.ts'
import type { SocketEnd } from './line.ts'
import { bare, Road } from './road.ts'

/** Refuses it, after a round trip; the run warns of it. */
export function refusing(network: ProcessNetwork, to: Callee, client: SocketEnd): Channel {
  const { callee, way } = to
  const maker = taskHere()?.code ?? null
  const end = new End({ network, other: callee, hears: 'back', maker }, client)
  const road = new Road(way.link, way.callee.replicas[0])
  const refuse = bare(() => end.fail(refused(callee)))
  const wish = bare(
    () => road.send('back', refuse),
    reason => end.unheard(reason),
  )
  const open = (): void => {
    network.process.desk.mishaps.refused(callee)
    road.send('there', wish)
  }
  return Object.assign(end, { open })
}
