/** What a step must look like, and how it becomes what the engine takes. */
import * as v from 'valibot'
import type { Problem } from '../kernel/errors.ts'
import { distributionOf } from '../kernel/distributions/index.ts'
import {
  consistent,
  message,
  numberThat,
  options,
  readBy,
  type Schema,
  shown,
  wholeNumber,
} from '../kernel/schema.ts'
import { cachedSchema } from './cached-schema.ts'
import { goingTogether, policyEntries, policyOf } from './calls/call-schema.ts'
import { mistakesInWrap, wrapSchema } from './calls/wrap-schema.ts'
import { messageEntries, messageOf } from './calls/message.ts'
import { recordSchema } from './calls/record.ts'
import type { StepData } from './data.ts'
import { componentName, text } from './texts.ts'

/** A loop longer than this is a mistake, or a job for a longer run. */
const MOST_REPEATS = 1_000_000

/** More branches of one request are a mistake. */
const MOST_NEEDED = 100_000

/** One step or several, as a list. */
export const stepsSchema: Schema<readonly StepData[]> = v.lazy(written =>
  Array.isArray(written)
    ? v.array(stepSchema)
    : v.pipe(
        stepSchema,
        v.transform(one => [one]),
      ),
)

const stepSchema: Schema<StepData> = v.lazy(written => {
  const name = stepName(written)
  return Object.hasOwn(stepSchemas, name) ? stepSchemas[name as Written] : notAStep
})

function stepName(written: unknown): string {
  if (typeof written !== 'object' || written === null || !('step' in written)) return ''
  return typeof written.step === 'string' ? written.step : ''
}

const notAStep: Schema<never> = v.never(issue => {
  const words = ['work', 'call', 'publish', 'parallel', 'quorum', 'choose', 'repeat', 'cached']
  const fix = `use one of the words ${words.join(', ')}, as in call('db')`
  return message(`${shown(issue.input)} is no step`, fix)
})

const weight = numberThat(
  value => value >= 0 && value <= 1e9,
  'a weight from 0 to 1_000_000_000',
  'weight: 1',
)

const ways = v.pipe(
  v.array(options({ weight, steps: stepsSchema })),
  v.check(
    written => written.some(way => way.weight > 0),
    () => message('nothing can be chosen here', 'give one way at least a weight over 0'),
  ),
)

const step = <const N extends string>(name: N) => ({ step: v.literal(name) })

const publishSchema = v.pipe(
  goingTogether(
    options({
      ...step('publish'),
      to: componentName,
      ...policyEntries(stepsSchema),
      ...messageEntries,
    }),
  ),
  v.transform(({ to, priority, delay, ...policy }): StepData => {
    return { step: 'publish', to, policy: policyOf(policy), ...messageOf(priority, delay) }
  }),
)

const callOptions = options({
  ...step('call'),
  to: componentName,
  ...policyEntries(stepsSchema),
  record: v.optional(recordSchema),
  wrap: v.optional(wrapSchema),
})

const callSchema = v.pipe(
  consistent(consistent(goingTogether(callOptions), mistakesInWrap), wrappedRecord),
  v.transform(({ to, record, wrap, ...policy }): StepData => {
    const made = { step: 'call', to, policy: policyOf(policy) } as const
    return { ...made, ...(wrap && { wrap }), ...(record && { record }) }
  }),
)

const quorumSchema = v.pipe(
  options({
    ...step('quorum'),
    needed: wholeNumber(1, MOST_NEEDED, "quorum(2, call('a'), call('b'), call('c'))"),
    branches: v.array(stepsSchema),
  }),
  v.check(
    ({ needed, branches }) => needed <= branches.length,
    ({ input: { needed, branches } }) =>
      message(
        `${needed} of ${branches.length} can never be done`,
        "write at least as many branches as are needed, as in quorum(2, call('a'), call('b'))",
      ),
  ),
  v.transform(({ needed, branches }): StepData => ({ step: 'parallel', needed, branches })),
)

/** What code and messages add is not written as a step. */
type Written = Exclude<StepData['step'], 'run' | 'say'> | 'quorum'

const stepSchemas: { readonly [name in Written]: Schema<StepData> } = {
  work: v.pipe(
    options({
      ...step('work'),
      time: readBy(distributionOf),
      label: v.optional(text('label', "a text, as in work('2ms', 'parsing')"), ''),
    }),
    v.transform(written => ({ ...written, label: written.label || null })),
  ),
  call: callSchema,
  publish: publishSchema,
  parallel: v.pipe(
    options({ ...step('parallel'), branches: v.array(stepsSchema) }),
    v.transform(written => ({ ...written, needed: written.branches.length })),
  ),
  quorum: quorumSchema,
  choose: options({ ...step('choose'), ways }),
  repeat: options({
    ...step('repeat'),
    times: wholeNumber(0, MOST_REPEATS, 'repeat(3, …)'),
    steps: stepsSchema,
  }),
  cached: cachedSchema(stepsSchema),
}

/** Code asks for words, and a record answers with none. */
function wrappedRecord({ record, wrap }: { record?: unknown; wrap?: unknown }): Problem[] {
  if (record === undefined || wrap === undefined) return []
  const what = 'a call that is wrapped in code does nothing to a record'
  return [{ where: 'record', what, fix: 'leave record out, or wrap' }]
}
