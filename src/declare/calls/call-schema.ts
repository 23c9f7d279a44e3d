/** What may be said of a call must look like this, and becomes what the engine takes. */
import * as v from 'valibot'
import { distributionOf, isDistribution } from '../../kernel/distributions/index.ts'
import type { Problem } from '../../kernel/errors.ts'
import { consistent, listOf, options, readBy, type Schema, yesOrNo } from '../../kernel/schema.ts'
import { aSize } from '../../kernel/unit-schemas.ts'
import type { CallPolicy, SizeData, StepData } from '../data.ts'
import { idleHedges } from './hedge-checks.ts'
import { keysSchema } from '../keys-schema.ts'
import { policyOrder, policySchemas } from './call-policies.ts'
import { inUsualOrder, layered, type PolicyRow, type PolicyValues } from './layers.ts'

/** Bytes, or a law that draws them. */
export const messageSize: Schema<SizeData> = v.lazy(written =>
  isDistribution(written) ? readBy(distributionOf) : aSize,
)

/** A list of policies, the outermost first. */
const policyList = (steps: Schema<readonly StepData[]>): Schema<PolicyRow> =>
  listOf(
    consistent<PolicyValues>(options(policySchemas(steps)), written =>
      Object.keys(written).length === 1 ? [] : [NOT_ONE],
    ),
    "policies: [{ retry: { attempts: 3 } }, { timeout: '250ms' }]",
  )

const NOT_ONE = {
  what: 'each entry of the list is one policy',
  fix: "write [{ retry: { attempts: 3 } }, { timeout: '250ms' }], the outermost first",
}

/**
 * What may be said of a call.
 *
 * @param steps those that may stand in for it, which hold calls in turn
 */
export const policyEntries = (steps: Schema<readonly StepData[]>) => ({
  ...policySchemas(steps),
  policies: v.optional(policyList(steps)),
  optional: v.optional(yesOrNo),
  cancel: v.optional(yesOrNo),
  propagate: v.optional(yesOrNo),
  key: v.optional(keysSchema),
  request: v.optional(messageSize),
  response: v.optional(messageSize),
})

type PolicyOptions = v.InferOutput<v.ObjectSchema<ReturnType<typeof policyEntries>, undefined>>

/** Options of a call that go together. */
export const goingTogether = <T extends PolicyOptions>(schema: Schema<T>): Schema<T> =>
  consistent(schema, written => [...inTwoPlaces(written), ...idleHedges(policyOf(written))])

/** Policies stand in one place: in the list, or beside it. */
const inTwoPlaces = ({ policies, ...written }: PolicyOptions): Problem[] =>
  policyOrder
    .filter(name => policies !== undefined && written[name] !== undefined)
    .map(name => ({
      what: `${name} stands beside the list of policies, which says all there are`,
      where: name,
      fix: `put { ${name}: … } into the list where it belongs, or leave the list out`,
    }))

/** Fills in what was left out, and puts the policies in their order. */
export function policyOf(written: PolicyOptions): CallPolicy {
  const { policies, optional, cancel, propagate, key, request, response, ...usual } = written
  return layered(policies ?? inUsualOrder(usual), {
    optional: optional ?? false,
    cancel: cancel ?? false,
    propagate: propagate ?? null,
    key: key ?? null,
    requestBytes: request ?? 0,
    responseBytes: response ?? 0,
  })
}
