/** The report as it is, indented: see docs/report.md. */
import type { Report } from '../report.ts'

/** Keys stand in the order in which they are made, which is always the same. */
export const json = (report: Report): string => `${JSON.stringify(report, undefined, 2)}\n`
