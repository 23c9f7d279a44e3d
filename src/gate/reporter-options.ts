/** What a reporter is told to write, in the configuration of a runner. */
import { resolve } from 'node:path'
import * as v from 'valibot'
import type { Problem } from '../kernel/errors.ts'
import {
  checked,
  chosenBy,
  consistent,
  oneOf,
  options,
  type Schema,
  shown,
  yesOrNo,
} from '../kernel/schema.ts'
import { type FormatName, formatNames } from './formats/formats.ts'
import type { Wanted } from './parts.ts'

/** What a reporter writes, and where; paths are relative to the folder of the configuration. */
export type ReporterOptions = {
  /**
   * The file of the report as JSON, of which all else can be made again and which merges with
   * those of other shards; false for none. Default `'.gameday/report.json'`.
   */
  readonly json?: string | false | undefined
  /** The file of the report as JUnit XML, which GitLab, Jenkins and others show. Default: none. */
  readonly junit?: string | undefined
  /**
   * The file of the report as one page to look at, without a network: what happened over time, why,
   * and what would have held. Default: none; then nothing is drawn.
   */
  readonly html?: string | undefined
  /** The file of the report as GitLab's code quality, for merge requests. Default: none. */
  readonly gitlab?: string | undefined
  /**
   * Whether GitHub is told: a summary of the job, and an annotation at each line that failed.
   * Default: where its workflows run (`GITHUB_ACTIONS` is `true`).
   */
  readonly github?: boolean | undefined
  /** Whether only tests that failed tell what they played, or all. Default `'failed'`. */
  readonly for?: Wanted | undefined
}

const path: Schema<string> = v.pipe(
  v.string(issue => `${shown(issue.input)} is no path\nwrite one, as 'gameday/report.xml'`),
  v.minLength(1, () => "'' is no path\nwrite one, as 'gameday/report.xml'"),
)

const each = options({
  json: v.optional(
    chosenBy<string | false>(written => (written === false ? v.literal(false) : path)),
    '.gameday/report.json',
  ),
  junit: v.optional(path),
  html: v.optional(path),
  gitlab: v.optional(path),
  github: v.optional(yesOrNo),
  for: v.optional(oneOf(['failed', 'all']), 'failed'),
})

/** The formats that are written, each with its file. */
export const filesOf = (
  files: Pick<ReporterOptions, FormatName>,
): (readonly [format: FormatName, file: string])[] =>
  formatNames.flatMap(format => {
    const file = files[format]
    return typeof file === 'string' ? [[format, file] as const] : []
  })

/** The format that is written later would be all there is. */
function oneFileTwice(written: Pick<ReporterOptions, FormatName>): Problem[] {
  const first = new Map<string, FormatName>()
  return filesOf(written).flatMap(([format, file]) => {
    const other = first.get(resolve(file))
    if (other === undefined) return first.set(resolve(file), format) && []
    const what = `${other} and ${format} would be written to one file, ${shown(file)}`
    return [{ what, where: format, fix: 'name a file for each' }]
  })
}

const schema = consistent(each, oneFileTwice)

/** The options as they are used. @throws UsageError with every mistake in them */
export const readReporterOptions = (written: ReporterOptions, reporter: string) =>
  checked(schema, written, reporter)

/** The options once they are read. */
export type ReadOptions = ReturnType<typeof readReporterOptions>
