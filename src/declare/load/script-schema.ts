/** What a script of clients must look like, and whom it may call. */
import * as v from 'valibot'
import { isRecord, message, options, type Schema, shown } from '../../kernel/schema.ts'
import { mayCall, runOf, withMistakes } from '../code-schema.ts'
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

/** A script, as the one step of what clients do. */
export const scriptSchema: Schema<readonly RunData[]> = v.pipe(
  withMistakes(written),
  v.transform(({ run, calls }) => [runOf(calls, { code: run })]),
)

/** Whether something was written to be a script. */
export const isScript = (value: unknown): boolean => isRecord(value) && value['step'] === 'run'
