/** Puts users' code into a world: it is started with the calls that it may make. */
import type { HandlerData, RunData, SystemData } from '../declare/data.ts'
import type { RealCode } from '../declare/real-code.ts'
import type { Code, Inside } from '../world/handling/code.ts'
import type { Component } from '../world/handling/component.ts'
import { Do, Instruction, type Program } from '../world/handling/program.ts'
import type { CallSite } from '../world/calls/call-site.ts'

/** What code is started with, as the world and whoever wrote it understand it. */
type Start = (inside: Inside) => Code

/** Starts the code of a component. */
export function started(
  part: HandlerData,
  { calls }: RunData,
  component: Component,
  siteOf: (call: RunData['calls'][number]) => CallSite,
): Code {
  const programs = new Map(calls.map(call => [call.to, calling(siteOf(call))]))
  return ((part.code as RealCode).start as Start)({ component, calls: programs })
}

function calling(site: CallSite): Program {
  const makes = new Instruction(Do.Call)
  makes.site = site
  return [makes, new Instruction(Do.End)]
}

/** The code that takes part in a system; undefined where all is modelled. */
export function codeIn({ parts }: SystemData): RealCode | undefined {
  for (const part of parts.values()) {
    if (part.kind !== 'clients' && part.code !== null) return part.code
  }
  return undefined
}
