/** The report as it is, indented, but for rows of numbers, which stay rows: see docs/report.md. */
import type { Report } from '../report.ts'

/** Keys stand in the order in which they are made, which is always the same. */
export const json = (report: Report): string => `${printed(report, '')}\n`

function printed(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const within = `${indent}  `
  if (Array.isArray(value)) {
    if (value.every(isNumber)) return `[${value.map(String).join(', ')}]`
    const items = value.map(item => `${within}${printed(item, within)}`)
    return `[\n${items.join(',\n')}\n${indent}]`
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  if (entries.length === 0) return '{}'
  const lines = entries.map(
    ([key, item]) => `${within}${JSON.stringify(key)}: ${printed(item, within)}`,
  )
  return `{\n${lines.join(',\n')}\n${indent}}`
}

/** What JSON can say as a number, or that there is none. */
const isNumber = (value: unknown): boolean => value === null || Number.isFinite(value)
