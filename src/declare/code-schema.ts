/** What a component of code must look like, and whom it may call. */
import * as v from 'valibot'
import { type Distribution, distributionOf } from '../kernel/distributions/index.ts'
import {
  chosenBy,
  consistent,
  isRecord,
  message,
  options,
  readBy,
  type Schema,
  shown,
  wrong,
  yesOrNo,
} from '../kernel/schema.ts'
import { mistakesInReplicas } from './balancing-schema.ts'
import { byName } from './by-name.ts'
import { policyEntries, policyOf } from './calls/call-schema.ts'
import type {
  CallData,
  CallPolicy,
  ClientsData,
  HandlerData,
  PartData,
  PublishData,
  RunData,
  StepData,
  WorkData,
} from './data.ts'
import { fixedReplicas } from './scaling-schema.ts'
import { capacityEntries, handler, only } from './handlers.ts'
import { isRealCode, type RealCode } from './real-code.ts'
import { stepsSchema } from './step-schema.ts'
import { componentName } from './texts.ts'

const noCode = (issue: v.BaseIssue<unknown>): string =>
  message(
    `${shown(issue.input)} is no code`,
    "declare it with code(…) or app(…) of 'gameday/code'; out of JSON, " +
      'hand the functions over: systemFrom(json, { code: { … } })',
  )

/** Whom code may call: names, or names with the policies of the calls. */
export const mayCall: Schema<ReadonlyMap<string, CallPolicy>> = v.lazy(written =>
  Array.isArray(written)
    ? v.pipe(
        v.array(componentName),
        v.transform(names => new Map(names.map(name => [name, policyOf({})]))),
      )
    : byName(
        v.pipe(
          options(policyEntries(stepsSchema)),
          v.transform(policy => policyOf(policy)),
        ),
      ),
)

/** Code runs, which may call these; undefined for everybody there is. */
export const runOf = (
  calls: ReadonlyMap<string, CallPolicy> | undefined,
  rest: Pick<RunData, 'code' | 'eventTime'>,
): RunData => ({
  step: 'run',
  calls: [...(calls ?? [])].map(([to, policy]) => ({ step: 'call', to, policy })),
  isOpen: calls === undefined,
  ...rest,
})

/** What the word of something was given wrongly is told with what its options are. */
export const withMistakes = <T>(schema: Schema<T>): Schema<T> =>
  chosenBy(written => {
    const run = isRecord(written) ? written['run'] : undefined
    const mistakes = isRealCode(run) ? run.mistakes : []
    return mistakes.length === 0 ? schema : wrong(schema, mistakes)
  })

/** A process of code is in one zone: what belongs to its connections goes over one link. */
const { zones: _zones, zoneRouting: _zoneRouting, ...codeEntries } = capacityEntries

const codeOptions = <const K extends 'code' | 'app'>(kind: K) =>
  options({
    kind: v.literal(kind),
    run: v.custom<RealCode>(isRealCode, noCode),
    calls: v.optional(mayCall),
    cpu: v.optional(readBy(distributionOf)),
    cpuPerEvent: v.optional(readBy(distributionOf)),
    nonBlocking: v.optional(yesOrNo, true),
    ...codeEntries,
    replicas: v.optional(fixedReplicas, 1),
  })

/** A component of code. */
export const codeLike = (kind: 'code' | 'app'): Schema<HandlerData> => withMistakes(handled(kind))

/** An event loop: what code does while it computes holds the one slot there is. */
const handled = (kind: 'code' | 'app'): Schema<HandlerData> =>
  v.pipe(
    consistent(codeOptions(kind), mistakesInReplicas),
    v.transform(({ run, calls, cpu, cpuPerEvent, nonBlocking, ...written }) => {
      const runs = runOf(calls, { ...(cpuPerEvent && { eventTime: cpuPerEvent }) })
      return handler(written, 1, {
        kind,
        nonBlocking,
        code: run,
        operations: only(cpu === undefined ? [runs] : [computing(cpu), runs]),
      })
    }),
  )

const computing = (time: Distribution): WorkData => ({ step: 'work', time, label: 'cpu' })

/** The same parts; code that says not whom it calls may call all there is. */
export function withCallees(parts: ReadonlyMap<string, PartData>): ReadonlyMap<string, PartData> {
  const all = [...parts].flatMap(([name, part]) => callable(name, part))
  return new Map(
    [...parts].map(([name, part]): [string, PartData] => {
      if (part.kind === 'clients') return [name, { ...part, tasks: inTasks(name, part.tasks) }]
      if (part.code === null) return [name, part]
      const operations = [...part.operations].map(
        ([operation, steps]) => [operation, inSteps(name, steps)] as const,
      )
      return [name, { ...part, operations: new Map(operations) }]
    }),
  )

  function inTasks(name: string, tasks: ClientsData['tasks']): ClientsData['tasks'] {
    if (![...tasks.values()].some(({ steps }) => steps.some(isRun))) return tasks
    return new Map(
      [...tasks].map(([task, made]) => [task, { ...made, steps: inSteps(name, made.steps) }]),
    )
  }

  function inSteps(name: string, steps: readonly StepData[]): readonly StepData[] {
    return steps.map(step => (isRun(step) ? opened(step, name) : step))
  }

  function opened(step: RunData, name: string): RunData {
    const others = all.filter(({ to }) => to !== name)
    return step.isOpen ? { ...step, calls: others } : { ...step, calls: step.calls.map(worded) }
  }

  function worded(call: CallData | PublishData): CallData | PublishData {
    const step = parts.get(call.to)?.kind === 'queue' ? 'publish' : 'call'
    return { ...call, step }
  }
}

const isRun = (step: StepData): step is RunData => step.step === 'run'

function callable(name: string, part: PartData): (CallData | PublishData)[] {
  if (part.kind === 'clients' || part.kind === 'worker') return []
  const policy = policyOf({})
  if (part.kind === 'queue') return [{ step: 'publish', to: name, policy }]
  return [...part.operations.keys()]
    .sort()
    .map(key => ({ step: 'call', to: key === '' ? name : `${name}.${key}`, policy }))
}
