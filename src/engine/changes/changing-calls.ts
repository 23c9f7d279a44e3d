/**
 * Calls that may change while a run goes on: each step that makes one knows how it would be made by
 * other policies. A change sends the calls that begin from then on another way; those under way go
 * on as they began, and who never changes pays nothing.
 */
import {
  type CallPolicy,
  type PartData,
  sequencesOf,
  type StepData,
  stepsInside,
} from '../../declare/data.ts'
import type { CallSite } from '../../world/calls/call-site.ts'

/** Something that makes calls by one site: an instruction of a program. */
export type MakesCalls = { site: CallSite | null }

/** A step that makes calls. */
export type CallStep = Extract<StepData, { readonly policy: CallPolicy }>

/** Where one step has been compiled to. */
type Compiled = {
  readonly makes: MakesCalls
  /** The site for the same call by other policies. */
  readonly siteFor: (policy: CallPolicy) => CallSite
  /** By their policies, so that what is taken back is what it was. */
  readonly sites: Map<string, CallSite>
}

/** The calls of one run that may change. */
export class ChangingCalls {
  readonly #compiled = new Map<StepData, Compiled[]>()

  /** A step has been compiled. */
  note(step: CallStep, makes: MakesCalls, siteFor: Compiled['siteFor']): void {
    const sites = new Map([[keyOf(step.policy), makes.site as CallSite]])
    const all = this.#compiled.get(step) ?? []
    this.#compiled.set(step, [...all, { makes, siteFor, sites }])
  }

  /**
   * From now on the calls of a part are made as another declaration of it says.
   *
   * @param name of the call, with or without its operation
   * @returns how many steps make them
   */
  turn(name: string, before: PartData, after: PartData): number {
    let turned = 0
    for (const [step, other] of callsIn(sequencesOf(before), sequencesOf(after))) {
      if (!isOf(name, step)) continue
      for (const compiled of this.#compiled.get(step) ?? []) {
        use(compiled, other.policy)
        turned++
      }
    }
    return turned
  }
}

function use({ makes, siteFor, sites }: Compiled, policy: CallPolicy): void {
  const key = keyOf(policy)
  const site = sites.get(key) ?? siteFor(policy)
  sites.set(key, site)
  makes.site = site
}

const keyOf = (policy: CallPolicy): string => JSON.stringify(policy)

/** Whether a step makes the calls of a name. */
function isOf(name: string, step: CallStep): boolean {
  const callee = name.slice(name.indexOf('->') + '->'.length)
  const to = step.step === 'cached' ? step.cache : step.to
  return to === callee || to?.startsWith(`${callee}.`) === true
}

type Sequences = ReturnType<typeof sequencesOf>

/** Each step that makes calls, and the same step of another declaration of its part. */
function callsIn(before: Sequences, after: Sequences): [CallStep, CallStep][] {
  return before.flatMap(([, steps], i) => paired(steps, after[i][1]))
}

function paired(before: readonly StepData[], after: readonly StepData[]): [CallStep, CallStep][] {
  return before.flatMap((step, i) => {
    const other = after[i]
    if (other?.step !== step.step) return [] // what stands in for a call may be quite another
    const inner = stepsInside(step).flatMap((steps, j) => {
      const others = stepsInside(other)[j]
      return others === undefined ? [] : paired(steps, others)
    })
    const calls = 'policy' in step && 'policy' in other
    return calls ? [[step, other] as [CallStep, CallStep], ...inner] : inner
  })
}
