/** Puts users' code into a world: it is started with the calls that it may make. */
import {
  type CallPolicy,
  everyStep,
  type RunData,
  sequencesOf,
  type StepData,
  type SystemData,
} from '../declare/data.ts'
import type { RealCode } from '../declare/real-code.ts'
import type { Code, Inside, Way } from '../world/handling/code.ts'
import { Do, Instruction } from '../world/handling/program.ts'
import type { Component } from '../world/handling/component.ts'
import type { CallSite } from '../world/calls/call-site.ts'
import type { StandFor } from './call-policies.ts'
import type { Caller, CallSites } from './call-sites.ts'

/** What code is started with, as the world and whoever wrote it understand it. */
type Start = (inside: Inside) => Code

/** Starts code in a component. */
export const started = (code: RealCode, inside: Inside): Code => (code.start as Start)(inside)

/** A call that code makes. */
export type MadeByCode = RunData['calls'][number]

/** Who lets code call, and how calls are made there. */
type Makers = {
  readonly caller: Caller
  readonly sites: CallSites
  readonly standFor: StandFor
}

/**
 * What code does to call somebody; it hears of failures, though it be that of clients.
 *
 * @param call the step as it was declared, which a change may find
 * @param own what of its policies is otherwise, whatever changes
 */
export function wayOf(call: MadeByCode, makers: Makers, own: Partial<CallPolicy> = {}): Way {
  const { caller, sites, standFor } = makers
  const { component, client } = caller
  const name = `${component.handling.name}->${call.to}`
  const hearing = { ...caller, client: client && { ...client, hears: true } }
  const siteFor = (policy: CallPolicy): CallSite =>
    sites.site(hearing, call.to, { ...policy, ...own }, standFor)
  const makes = new Instruction(Do.Call)
  const site = siteFor(call.policy)
  makes.site = site
  sites.changing?.note(call, makes, siteFor)
  return {
    name,
    program: [makes, new Instruction(Do.End)],
    link: sites.links.ofCode(name, component, call.to),
    callee: site.wire.callee,
    // A change may have put another site in its place since.
    unmade: (...how) => (makes.site as CallSite).unmade(...how),
  }
}

/** What stands still in code when a run has ended, in sentences. */
export const standstillsIn = (components: ReadonlyMap<string, Component>): string[] =>
  [...components.values()].flatMap(({ replicas }) =>
    replicas.flatMap(({ process }) => process?.stands() ?? []),
  )

/** The code that takes part in a system; undefined where all is modelled. */
export const codeIn = (system: SystemData): RealCode | undefined => allCodeIn(system)[0]

/** Makes ready what the code of a system needs; nothing where all is modelled. */
export async function readied({ data }: { readonly data: SystemData }): Promise<void> {
  for (const code of allCodeIn(data)) await code.ready()
}

/**
 * Plays a run: at once, or, where its code shares something of the process with other runs, after
 * those that have begun.
 */
export function inOrder<T>({ data }: { readonly data: SystemData }, play: () => Promise<T>) {
  if (!allCodeIn(data).some(({ playsAlone }) => playsAlone)) return play()
  const played = latest.then(play)
  latest = played.then(nothing, nothing)
  return played
}

/** The latest run that plays alone. */
let latest: Promise<void> = Promise.resolve()
const nothing = (): void => {}

function codeOf(step: StepData): RealCode | undefined {
  if (step.step === 'run') return step.code
  return step.step === 'call' ? step.wrap : undefined
}

/** The code of components and of clients, and policies of other libraries around calls. */
const allCodeIn = ({ parts }: SystemData): RealCode[] =>
  [...parts.values()].flatMap(part => {
    const own = part.kind === 'clients' || part.code === null ? [] : [part.code]
    const steps = sequencesOf(part).flatMap(([, sequence]) => [...everyStep(sequence)])
    return [...own, ...steps.flatMap(step => codeOf(step) ?? [])]
  })
