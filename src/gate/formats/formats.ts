/** What a report can be written as: a row for each format, a pure function of the report. */
import type { Report } from '../report.ts'
import { gitlab } from './gitlab.ts'
import { html } from './html.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'

/** Every format that is a file of its own. GitHub wants two things of its own: see github.ts. */
export const formats = { json, junit, gitlab, html } satisfies {
  readonly [format: string]: (report: Report) => string
}

/** The name of a format. */
export type FormatName = keyof typeof formats

/** All names, in the order in which they are written. */
export const formatNames = Object.keys(formats) as readonly FormatName[]
