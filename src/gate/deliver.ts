/** Writes a report in every way that was asked for. */
import { appendFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '../kernel/errors.ts'
import { formats } from './formats/formats.ts'
import { annotations, summary } from './formats/github.ts'
import type { Report } from './report.ts'
import { filesOf, type ReadOptions } from './reporter-options.ts'
import { writeReport } from './write.ts'

/** What is said in place of a report where somebody has ended the suite. */
export const INTERRUPTED = ' gameday  interrupted: no report is written, and an earlier one stays\n'

/** Where it goes to. */
export type Destination = {
  /** Paths are relative to it. */
  readonly root: string
  readonly env: { readonly [name: string]: string | undefined }
  readonly out: (text: string) => void
}

/**
 * Writes all that can be written, and says where it is.
 *
 * @returns what could not be written, in sentences; an earlier report is still there then
 */
export function deliver(
  report: Report,
  options: ReadOptions,
  { root, env, out }: Destination,
): string[] {
  const problems: string[] = []
  const trying = (write: () => void): void => {
    try {
      write()
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      problems.push(error.message)
    }
  }
  const { github = env['GITHUB_ACTIONS'] === 'true' } = options
  for (const [name, path] of filesOf(options)) {
    trying(() => {
      writeReport(resolve(root, path), formats[name](report), path)
      out(` gameday  report written to ${path}\n`)
    })
  }
  if (github) {
    out(annotations(report))
    const file = env['GITHUB_STEP_SUMMARY']
    if (file !== undefined) trying(() => appendTo(file, summary(report)))
  }
  return problems
}

/** Others write to the same file, so it is not put in its place as a whole. */
function appendTo(file: string, text: string): void {
  try {
    appendFileSync(file, text)
  } catch (error) {
    const what = `the summary ${file} could not be written: ${(error as Error).message}`
    throw new UsageError({ what, fix: 'say github: false where GitHub does not run the suite' })
  }
}
