/** Puts users' code into a world: it is started with the calls that it may make. */
import { everyStep, sequencesOf, type SystemData } from '../declare/data.ts'
import type { RealCode } from '../declare/real-code.ts'
import type { Code, Inside, Way } from '../world/handling/code.ts'
import { Do, Instruction } from '../world/handling/program.ts'
import type { CallSite } from '../world/calls/call-site.ts'
import type { Link } from '../world/network/link.ts'

/** What code is started with, as the world and whoever wrote it understand it. */
type Start = (inside: Inside) => Code

/** Starts code in a component. */
export const started = (code: RealCode, inside: Inside): Code => (code.start as Start)(inside)

/** What code does to call somebody. */
export function wayOf(makes: Instruction, link: Link): Way {
  const { name, wire } = makes.site as CallSite
  return { name, program: [makes, new Instruction(Do.End)], link, callee: wire.callee }
}

/** The code that takes part in a system; undefined where all is modelled. */
export const codeIn = (system: SystemData): RealCode | undefined => allCodeIn(system)[0]

/** Makes ready what the code of a system needs; nothing where all is modelled. */
export async function readied({ data }: { readonly data: SystemData }): Promise<void> {
  for (const code of allCodeIn(data)) await code.ready()
}

/** The code of components, and policies of other libraries that stand in their calls. */
const allCodeIn = ({ parts }: SystemData): RealCode[] =>
  [...parts.values()].flatMap(part => {
    const own = part.kind === 'clients' || part.code === null ? [] : [part.code]
    const steps = sequencesOf(part).flatMap(([, sequence]) => [...everyStep(sequence)])
    return [...own, ...steps.flatMap(step => (step.step === 'call' ? (step.wrap ?? []) : []))]
  })
