/** What lint finds, as text. */
import { sentence } from '../../kernel/printable.ts'
import type { LintFinding } from './finding.ts'

/** A line that counts, and three for each finding: where, what, and what to write. */
export function lintText(name: string, findings: readonly LintFinding[]): string {
  return [
    `system ${sentence(name)}: ${counts(findings)}`,
    ...findings.flatMap(({ rule, level, at, what, fix }) => [
      `  ${sentence(at)}  ${level} ${rule}`,
      ...wrapped(sentence(what), '    '),
      ...wrapped(`→ ${sentence(fix)}`, '    '),
    ]),
  ].join('\n')
}

function counts(findings: readonly LintFinding[]): string {
  const warnings = findings.filter(({ level }) => level === 'warning').length
  const advice = findings.length - warnings
  const warned = warnings === 1 ? '1 warning' : `${warnings === 0 ? 'no' : warnings} warnings`
  if (advice === 0) return warned
  return `${warned}, ${advice} ${advice === 1 ? 'piece' : 'pieces'} of advice`
}

const COLUMNS = 100

/** Broken between words; a longer word has a line of its own. */
function wrapped(text: string, indent: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > COLUMNS) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map(each => indent + each)
}
