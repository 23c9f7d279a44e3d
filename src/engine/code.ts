/** Puts users' code into a world: it is started with the calls that it may make. */
import type { HandlerData, SystemData } from '../declare/data.ts'
import type { RealCode } from '../declare/real-code.ts'
import type { Code, Inside, Way } from '../world/handling/code.ts'
import { Do, Instruction } from '../world/handling/program.ts'
import type { CallSite } from '../world/calls/call-site.ts'
import type { Link } from '../world/network/link.ts'

/** What code is started with, as the world and whoever wrote it understand it. */
type Start = (inside: Inside) => Code

/** Starts the code of a component. */
export const started = (part: HandlerData, inside: Inside): Code =>
  ((part.code as RealCode).start as Start)(inside)

/** What code does to call somebody. */
export function wayOf(makes: Instruction, link: Link): Way {
  const { callee } = (makes.site as CallSite).wire
  return { program: [makes, new Instruction(Do.End)], link, callee }
}

/** The code that takes part in a system; undefined where all is modelled. */
export const codeIn = (system: SystemData): RealCode | undefined => allCodeIn(system)[0]

/** Makes ready what the code of a system needs; nothing where all is modelled. */
export async function readied({ data }: { readonly data: SystemData }): Promise<void> {
  for (const code of allCodeIn(data)) await code.ready()
}

const allCodeIn = ({ parts }: SystemData): RealCode[] =>
  [...parts.values()].flatMap(part =>
    part.kind === 'clients' || part.code === null ? [] : [part.code],
  )
