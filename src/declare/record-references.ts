/** Mistakes in what calls do to records: of whom, and in which order. */
import type { Problem } from '../kernel/errors.ts'
import type { RecordData } from './calls/record.ts'
import { type CallData, everyStep, type PartData, type StepData, type SystemData } from './data.ts'
import { calleesOf, componentOf } from './graph.ts'

type RecordCall = CallData & { readonly record: RecordData }

/** The calls of some steps, those inside others included, that do something to a record. */
export const recordCallsIn = (steps: readonly StepData[]): RecordCall[] =>
  [...everyStep(steps)].filter(isOfRecord)

const isOfRecord = (step: StepData): step is RecordCall =>
  step.step === 'call' && step.record !== undefined

/** Mistakes in one sequence of steps. */
export function* mistakesInRecords(
  { parts }: SystemData,
  steps: readonly StepData[],
): Generator<Problem> {
  const calls = recordCallsIn(steps)
  for (const { to, record } of calls) {
    const part = parts.get(componentOf(to))
    if (part !== undefined && part.kind !== 'store') {
      const what = `"${to}" is no store, and only stores keep records`
      yield { what, fix: `declare it with store({ … }), or leave record out of call('${to}')` }
      continue
    }
    const problem = mistakeInWords(part, to) ?? mistakeInOrder(calls, to, record)
    if (problem !== undefined) yield problem
  }
}

/** A message says either what is done to a record, or what code is told. */
function mistakeInWords(part: PartData | undefined, to: string): Problem | undefined {
  if (part?.kind !== 'store' || ![...part.operations.values()].flat().some(speaks)) return undefined
  const what = `"${to}" says what it answers, and what is asked of records has answers of its own`
  return { what, fix: `leave answers out of "${to}", or keep the records in another store` }
}

const speaks = ({ step }: StepData): boolean => step === 'say'

/** What a request must have done before, as far as its steps can tell. */
function mistakeInOrder(
  calls: readonly RecordCall[],
  to: string,
  { does, holder, fencedBy }: RecordData,
): Problem | undefined {
  const has = (store: string, ...wanted: readonly RecordData['does'][]): boolean =>
    calls.some(({ to: other, record }) => other === store && wanted.includes(record.does))
  if (does === 'compareAndSet' && !has(to, 'read', 'write', 'lease')) {
    const what = `compareAndSet has nothing to compare with: this request never reads "${to}"`
    return { what, fix: `write call('${to}', { record: 'read' }) before it` }
  }
  const needs = holder === 'request' && does === 'renew'
  const lease = fencedBy ?? (needs ? to : null)
  if (lease === null || has(lease, 'lease') || (!needs && has(lease, 'renew'))) return undefined
  const written = fencedBy === null ? "record: { renew: '10s' }" : `fencedBy: '${fencedBy}'`
  const what = `${written}, but this request takes no lease on "${lease}"`
  return { what, fix: `write call('${lease}', { record: { lease: '10s' } }) before it` }
}

/** Whether a component, or one that it leads to, does something to a record. */
export function leadsToRecords({ parts }: SystemData, callee: string): boolean {
  const seen = new Set<string>()
  const ask = (name: string): boolean => {
    const part = parts.get(name)
    if (part === undefined || seen.has(name)) return false
    seen.add(name)
    return doesToRecords(part) || calleesOf(part).some(next => ask(componentOf(next)))
  }
  return ask(componentOf(callee))
}

const doesToRecords = (part: PartData): boolean =>
  part.kind !== 'clients' &&
  [...part.operations.values()].some(steps => recordCallsIn(steps).length > 0)
