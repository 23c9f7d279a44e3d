/** The calls of a declaration, layer by layer, each with what limits it from outside. */
import { exactDuration, type Ms } from '../../kernel/units.ts'
import { type CallPolicy, everyStep, sequencesOf, type StepData, type SystemData } from '../data.ts'
import { calleeOf, handlingOf } from '../graph.ts'
import type { HandlingTimes } from './handling-times.ts'

/** A limit of time, and whose it is, as in `the deadline`. */
export type Limit = { readonly ms: Ms; readonly whose: string }

/** What limits nothing. */
export const noLimit: Limit = Object.freeze({ ms: Infinity, whose: 'nothing' })

/** The narrower of two limits; the first where they are equal. */
export const narrower = (a: Limit, b: Limit): Limit => (b.ms < a.ms ? b : a)

/** A limit as words: `the deadline is 1s`. */
export const limitIs = ({ ms, whose }: Limit): string => `${whose} is ${exactDuration(ms)}`

/** A call as it is declared. */
export type DeclaredCall = {
  /** As in `web->db`. */
  readonly name: string
  readonly caller: string
  /** The handling that makes it, or the task of clients: `web.home`. */
  readonly from: string
  readonly callee: string
  /** The handling that answers it: `db.`. */
  readonly to: string
  readonly step: Extract<StepData, { readonly policy: CallPolicy }>
  /** What is over by the time it begins, at the least. */
  readonly before: Ms
  readonly isByClients: boolean
}

/** One layer of the policies of a call. */
export type CallLayer = DeclaredCall & {
  readonly policy: CallPolicy
  /** The deadline that holds for the layer, its own or one around it. */
  readonly deadline: Limit
  /** The layers around it, the outermost first. */
  readonly around: readonly CallPolicy[]
}

/** Every call of a system, in the order of the declaration. */
export function callsIn({ parts }: SystemData, times: HandlingTimes): DeclaredCall[] {
  return [...parts].flatMap(([caller, part]) =>
    sequencesOf(part).flatMap(([sequence, steps]) => {
      let before = 0
      const from = `${caller}.${sequence}`
      const isByClients = part.kind === 'clients'
      return steps.flatMap(whole => {
        const context = { caller, from, before, isByClients }
        before += times.step(caller, whole).least
        return [...everyStep([whole])].flatMap(step => callOf(step, context))
      })
    }),
  )
}

type Context = Pick<DeclaredCall, 'caller' | 'from' | 'before' | 'isByClients'>

function callOf(step: StepData, context: Context): DeclaredCall[] {
  const callee = calleeOf(step)
  if (callee === null || !('policy' in step)) return []
  const name = `${context.caller}->${callee}`
  return [{ ...context, name, callee, to: handlingOf(callee), step }]
}

/** The layers of a call, from the outside in. */
export function layersOf(call: DeclaredCall): CallLayer[] {
  const layers: CallLayer[] = []
  const around: CallPolicy[] = []
  let limit = noLimit
  for (let { policy }: { policy: CallPolicy | null } = call.step; policy !== null; ) {
    const deadline = narrower(limit, { ms: policy.deadline, whose: 'the deadline' })
    layers.push({ ...call, policy, deadline, around: [...around] })
    limit = narrower(deadline, { ms: policy.timeout, whose: 'the time-out around it' })
    around.push(policy)
    policy = policy.inner
  }
  return layers
}
