/** What a script of clients must look like, and whom it may call. */
import * as v from 'valibot'
import {
  chosenBy,
  isRecord,
  message,
  options,
  type Schema,
  shown,
  wrong,
} from '../../kernel/schema.ts'
import { mayCall } from '../code-schema.ts'
import type { RunData } from '../data.ts'
import { isRealCode, type RealCode } from '../real-code.ts'

const noScript = (issue: v.BaseIssue<unknown>): string =>
  message(
    `${shown(issue.input)} is no script`,
    "declare it with script(…) of 'gameday/code'; out of JSON, hand the functions over: " +
      'systemFrom(json, { code: { … } })',
  )

const written = options({
  step: v.literal('run'),
  run: v.custom<RealCode>(isRealCode, noScript),
  calls: v.optional(mayCall),
})

/** What its word was given wrongly is told with what its options are. */
const checked = chosenBy<v.InferOutput<typeof written>>(value => {
  const run = isRecord(value) ? value['run'] : undefined
  const mistakes = isRealCode(run) ? run.mistakes : []
  return mistakes.length === 0 ? written : wrong(written, mistakes)
})

/** A script, as the one step of what clients do. */
export const scriptSchema: Schema<readonly RunData[]> = v.pipe(
  checked,
  v.transform(({ run, calls }): RunData[] => {
    const may = [...(calls ?? [])].map(([to, policy]) => ({ step: 'call' as const, to, policy }))
    return [{ step: 'run', calls: may, isOpen: calls === undefined, code: run }]
  }),
)

/** Whether something was written to be a script. */
export const isScript = (value: unknown): boolean => isRecord(value) && value['step'] === 'run'
